"""The pass over a stream: decide, learn, count, and tally what came of it by story and language group."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from monitor.errors import ConfigurationError, Mistake
from monitor.evaluate.labels import Story
from monitor.evaluate.measures import Scored
from monitor.evaluate.stream import StreamItem
from monitor.model import Decision, Seed, Watch
from monitor.track.reasons import adds_up
from monitor.track.tracker import Tracker
from monitor.watch.propose import propose

ENGLISH: Final = "English"
OTHER: Final = "other"
GROUPS: Final = (ENGLISH, OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryResult:
    """One story in one language group."""

    story: str
    group: str
    scored: Scored


@dataclass(slots=True, kw_only=True)
class _Tally:
    """A story since its seed came by, by language group."""

    story: Story
    before: Counter[str]
    """Items that had come by with the seed."""
    positives: Counter[str] = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)
    kept: dict[str, list[tuple[float, bool, bool]]] = field(default_factory=lambda: {g: [] for g in GROUPS})
    """(score, hit, right) of the candidates that scored."""

    def keep(self, key: str, group: str, decision: Decision) -> None:
        """Keep the score of a candidate."""
        if key not in self.story.ignore:
            right = key in (self.story.positives or ())
            self.kept[group].append((decision.score, decision.hit, right))

    def scored(self, group: str, passed: int) -> Scored:
        """What the story came to in ``group``, of which ``passed`` items came by in all."""
        kept = self.kept[group]
        positives = self.positives[group]
        return Scored(
            scores=tuple((score, right) for score, _, right in kept),
            hits=sum(hit and right for _, hit, right in kept),
            alarms=sum(hit and not right for _, hit, right in kept),
            positives=positives,
            others=passed - self.before[group] - positives - self.ignored[group],
        )


class Replay:
    """Takes a stream item by item; each story's watch starts when its seed has come by."""

    def __init__(
        self, tracker: Tracker, stories: Sequence[Story], write: Callable[[str], object] | None = None
    ) -> None:
        """Follow ``stories`` with ``tracker``; ``write`` gets the predictions, a JSON line each."""
        self.items = 0
        self.hits = 0
        """Of all stories together, candidates or not; each is numbered by it."""
        self.unexplained = 0
        """Hits whose reasons do not add up, or name a hit that was not before them."""
        self._tracker = tracker
        self._stories = stories
        self._write = write
        self._tallies: dict[str, _Tally] = {}
        self._passed: Counter[str] = Counter()
        self._keys: set[str] = set()
        self._starting: dict[str, list[Story]] = {}
        self._labelled: dict[str, list[Story]] = {}
        for story in stories:
            self._starting.setdefault(story.seed, []).append(story)
            for key in (story.positives or frozenset()) | story.ignore:
                self._labelled.setdefault(key, []).append(story)

    def take(self, item: StreamItem) -> None:
        """Decide on one item for all stories that have begun, learn from the hits, then begin its own."""
        self.items += 1
        group = ENGLISH if item.lang.lower().startswith("en") else OTHER
        candidate = item.key not in self._keys
        if candidate:
            self._keys.add(item.key)
            self._passed[group] += 1
            self._note(item.key, group)
        self._decide(item, group, candidate=candidate)
        if candidate:
            for story in self._starting.get(item.key, ()):
                self._tallies[story.name] = _Tally(story=story, before=self._passed.copy())
                self._tracker.add(seed_watch(item, story.name))

    def _note(self, key: str, group: str) -> None:
        """Take note of a labelled candidate that comes by."""
        for story in self._labelled.get(key, ()):
            tally = self._tallies.get(story.name)
            if tally is not None:
                (tally.ignored if key in story.ignore else tally.positives)[group] += 1

    def _decide(self, item: StreamItem, group: str, *, candidate: bool) -> None:
        tracker = self._tracker
        seen = item.seen()
        reading = tracker.read(seen)
        for decision in tracker.decide(reading):
            if candidate:
                self._tallies[decision.watch].keep(item.key, group, decision)
                self._predict(item, decision)
            if decision.hit:
                self.unexplained += not _explained(decision, self.hits)
                self.hits += 1
                tracker.learn(decision, self.hits, seen.first_seen)
        tracker.count(reading)

    def _predict(self, item: StreamItem, decision: Decision) -> None:
        if self._write is not None:
            row = {
                "story": decision.watch,
                "key": item.key,
                "score": round(decision.score, 6),
                "hit": decision.hit,
            }
            self._write(json.dumps(row, ensure_ascii=False) + "\n")

    def check_seeds(self, place: str) -> None:
        """Raise ConfigurationError where a story's seed has not come by."""
        lacking = [story for story in self._stories if story.name not in self._tallies]
        if lacking:
            raise ConfigurationError(
                tuple(
                    Mistake(
                        file=place,
                        line=0,
                        key=story.name,
                        problem=f"its seed {story.seed} is not in the stream",
                    )
                    for story in lacking
                )
            )

    def results(self) -> tuple[StoryResult, ...]:
        """Each story with labels, for each group in which it has positives."""
        return tuple(self._results())

    def _results(self) -> Iterator[StoryResult]:
        for story in self._stories:
            tally = self._tallies[story.name]
            for group in GROUPS:
                if tally.positives[group]:
                    yield StoryResult(
                        story=story.name, group=group, scored=tally.scored(group, self._passed[group])
                    )

    def absent(self) -> int:
        """Positives that never were candidates."""
        return sum(
            len((story.positives or frozenset()) - {story.seed}) - self._tallies[story.name].positives.total()
            for story in self._stories
        )


def _explained(decision: Decision, hits: int) -> bool:
    """Whether the reasons add up, and what was learned is from one of the ``hits`` before."""
    return adds_up(decision.points, decision.reasons) and all(
        reason.learned_from is None or 1 <= reason.learned_from <= hits for reason in decision.reasons
    )


def seed_watch(item: StreamItem, slug: str) -> Watch:
    """The watch that the product makes from one item, unedited."""
    seed = Seed(origin=item.link or item.key, title=item.title, text=item.summary, language=item.lang or "en")
    return propose([seed], slug=slug)
