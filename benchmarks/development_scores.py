"""A labelled story followed, and its scores."""

from collections import defaultdict
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum
from itertools import starmap
from operator import add
from statistics import fmean

from benchmarks.development_items import LabelledItem, StoryItems
from monitor.evaluate.development_labels import ItemClass
from monitor.story.copies import Copies as Finder
from monitor.story.developments import Developments
from monitor.story.novelty import NEW_FROM
from monitor.story.values import Novelty, Told


class Copies(StrEnum):
    """Where it comes from that a report is a copy."""

    FOUND = "found"
    LABEL = "label"
    TITLE = "title"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A story and what was told of its items, in their order."""

    story: StoryItems
    tolds: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Counts of one story; ``+`` adds two."""

    items: int
    developments: int
    found: int
    old: int
    flagged: int
    detail: int
    detail_right: int
    lines: int
    led: int
    agreement_sum: float

    def __add__(self, other: "Scores") -> "Scores":
        return Scores(*starmap(add, zip(astuple(self), astuple(other), strict=True)))

    @property
    def recall(self) -> float:
        """Developments whose first item is flagged new."""
        return self.found / max(1, self.developments)

    @property
    def wrong(self) -> float:
        """Repeats and copies that are flagged new."""
        return self.flagged / max(1, self.old)

    @property
    def details(self) -> float:
        """Items labelled detail that are told to be one."""
        return self.detail_right / max(1, self.detail)

    @property
    def compression(self) -> float:
        """Lines of the daily digests for one item."""
        return self.lines / max(1, self.items)

    @property
    def led_share(self) -> float:
        """Developments of which some item opened one."""
        return self.led / max(1, self.developments)

    @property
    def agreement(self) -> float:
        """B-cubed F, of one story only."""
        return self.agreement_sum


def followed(story: StoryItems, copies: Copies, new_from: float = NEW_FROM) -> Followed:
    """All items of ``story`` in their order, the seed first."""
    developments = Developments(new_from)
    before: list[LabelledItem] = []
    tolds: dict[int, Told] = {}
    finder = Finder()
    for item in story.items:
        found = finder.find(item.reading)
        if copies is not Copies.FOUND:
            like = _copied(item, before, copies)
            found = None if like is None else tolds[like].copies
        told = developments.place(item.reading, found)
        developments.add(item.reading, told)
        finder.add(item.reading, told.copies)
        tolds[told.hit_id] = told
        before.append(item)
    return Followed(story=story, tolds=tuple(tolds.values()))


def _copied(item: LabelledItem, before: list[LabelledItem], copies: Copies) -> int | None:
    """The hit of which ``item`` is a copy."""
    if copies is Copies.TITLE:
        same = [each for each in before if each.reading.title == item.reading.title]
        return same[0].reading.report.hit_id if same else None
    if copies is Copies.NONE or item.label is not ItemClass.COPY or not before:
        return None
    words = {*item.reading.title_words, *item.reading.text_words}
    like: LabelledItem = max(
        before, key=lambda each: len(words & {*each.reading.title_words, *each.reading.text_words})
    )
    return like.reading.report.hit_id


def scores(result: Followed) -> Scores:
    """Count."""
    pairs = list(zip(result.story.items, result.tolds, strict=True))
    new = {item.key for item, told in pairs if told.novelty is Novelty.NEW}
    old = [item for item, _ in pairs if item.label in {ItemClass.REPEAT, ItemClass.COPY}]
    details = [told for item, told in pairs if item.label is ItemClass.DETAIL]
    chosen = [each for each in result.story.story.developments if each.name in result.story.firsts]
    return Scores(
        items=len(pairs),
        developments=len(chosen),
        found=sum(result.story.firsts[each.name] in new for each in chosen),
        old=len(old),
        flagged=sum(item.key in new for item in old),
        detail=len(details),
        detail_right=sum(told.novelty is Novelty.DETAIL for told in details),
        lines=_lines(pairs),
        led=sum(any(key in new for key in each.items) for each in chosen),
        agreement_sum=b_cubed(*_clusters(result)),
    )


def _lines(pairs: list[tuple[LabelledItem, Told]]) -> int:
    """Developments opened, and one line a day for the rest if there is any."""
    rest: set[date] = set()
    opened = 0
    for item, told in pairs:
        if told.novelty is Novelty.NEW:
            opened += 1
        else:
            rest.add(item.reading.report.first_seen.date())
    return opened + len(rest)


def _clusters(result: Followed) -> tuple[dict[str, str], dict[str, int]]:
    """Item → labelled development (the last it stands in: the one it opens), item → told development."""
    labelled: dict[str, str] = {}
    for development in result.story.story.developments:
        labelled.update(dict.fromkeys(development.items, development.name))
    told = {
        item.key: told.development
        for item, told in zip(result.story.items, result.tolds, strict=True)
        if item.key in labelled
    }
    return {key: labelled[key] for key in told}, told


def b_cubed(labelled: dict[str, str], told: dict[str, int]) -> float:
    """B-cubed F of two ways to part the same items."""
    if not told:
        return 1.0
    by_label: defaultdict[str, set[str]] = defaultdict(set)
    by_told: defaultdict[int, set[str]] = defaultdict(set)
    for key, number in told.items():
        by_told[number].add(key)
        by_label[labelled[key]].add(key)
    shared = {key: len(by_label[labelled[key]] & by_told[told[key]]) for key in told}
    precision = fmean(shared[key] / len(by_told[told[key]]) for key in told)
    recall = fmean(shared[key] / len(by_label[labelled[key]]) for key in told)
    return 2 * precision * recall / (precision + recall)
