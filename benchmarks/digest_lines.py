"""How far daily digests shorten the stories of November: what the service finds from the seeds, told day by day.

A line is a development that was opened on the day, or the one line for all further reports of the day. ``hits`` are
all that the watch found, false ones included. ``led`` are the labelled developments of which an item opens a line,
among those of which an item is a hit after the seed at all; ``in a line`` those of which an item belongs to such a
line, as its head or under “also in”.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks.development_items import LABELS, STREAM
from monitor.evaluate.development_labels import LabelledStory, read_development_labels
from monitor.evaluate.labels import Story, read_labels
from monitor.evaluate.replay import seed_watch
from monitor.evaluate.stream import StreamItem, read_stream
from monitor.story.teller import Teller
from monitor.story.values import Novelty, Report, Told
from monitor.track.background import Background
from monitor.track.tracker import Tracker

OCTOBER: Final = "2023-10.jsonl.xz"
STORIES: Final = "2023-11.labels.json"

Row = dict[str, str | int | float]


@dataclass(slots=True, kw_only=True)
class Digested:
    """One story as its digests tell it."""

    hits: int = 0
    told: dict[str, Told] = field(default_factory=dict)
    """By key of the item."""
    opened: int = 0
    days_with_rest: set[date] = field(default_factory=set)

    def take(self, item: StreamItem, told: Told) -> None:
        """One more hit."""
        self.hits += 1
        self.told.setdefault(item.key, told)
        if told.novelty is Novelty.NEW:
            self.opened += 1
        else:
            self.days_with_rest.add(item.date.date())

    @property
    def lines(self) -> int:
        """Of all digests together."""
        return self.opened + len(self.days_with_rest)


def digested(shared: Path) -> Mapping[str, Digested]:
    """The stories of November by name: October as background, then one pass over the month."""
    tracker = Tracker((), learned={}, background=Background(), sampling=True)
    for item in read_stream(shared / OCTOBER):
        tracker.count(tracker.read(item.seen()))
    starting: dict[str, list[Story]] = defaultdict(list)
    for story in read_labels(shared / STORIES):
        starting[story.seed].append(story)
    teller, number = Teller(), 0
    found: dict[str, Digested] = defaultdict(Digested)
    for item in read_stream(shared / STREAM):
        reading = tracker.read(item.seen())
        for decision in tracker.decide(reading):
            if decision.hit:
                number += 1
                tracker.learn(decision, number, item.date)
                found[decision.watch].take(item, teller.tell(decision.watch, _report(number, item)))
        tracker.count(reading)
        for story in starting.pop(item.key, ()):
            tracker.add(seed_watch(item, story.name))
    return found


def _report(number: int, item: StreamItem) -> Report:
    return Report(
        hit_id=number,
        title=item.title,
        text=item.summary,
        first_seen=item.date,
        source=item.source,
        link=item.link,
        language=item.lang,
    )


def digest_rows(shared: Path) -> Iterator[Row]:
    """A row for each story, and one for all."""
    found = digested(shared)
    labelled = {story.name: story for story in read_development_labels(LABELS)}
    total: dict[str, int] = defaultdict(int)
    for name in sorted(found):
        counts = {"hits": found[name].hits, "lines": found[name].lines}
        counts |= _developments(found[name], labelled.get(name))
        for key, value in counts.items():
            total[key] += value
        yield _row(name, counts)
    yield _row("all", total)


def _developments(found: Digested, story: LabelledStory | None) -> dict[str, int]:
    """Of the labelled developments: those that were found at all, that lead a line, that are in a line."""
    if story is None:
        return {"found": 0, "led": 0, "in a line": 0}
    heads = {told.development for told in found.told.values() if told.novelty is Novelty.NEW}
    mine = [[found.told[key] for key in each.items if key in found.told] for each in story.developments]
    return {
        "found": sum(bool(tolds) for tolds in mine),
        "led": sum(any(told.novelty is Novelty.NEW for told in tolds) for tolds in mine),
        "in a line": sum(any(told.development in heads for told in tolds) for tolds in mine),
    }


def _row(name: str, counts: Mapping[str, int]) -> Row:
    shared = counts["found"]
    return {
        "story": name,
        "hits": counts["hits"],
        "lines": counts["lines"],
        "lines/hits": counts["lines"] / max(1, counts["hits"]),
        "developments found": shared,
        "led": counts["led"] / shared if shared else "",
        "in a line": counts["in a line"] / shared if shared else "",
    }
