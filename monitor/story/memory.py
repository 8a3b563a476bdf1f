"""What one watch has told within its window: words, names, figures, and which report said them."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from math import log
from typing import Final, TypeVar

from monitor.story.facts import Facts
from monitor.story.values import Told
from monitor.track.prior import item_share

NEAREST_READ: Final = 48
"""Latest reports with a word that are compared for it. A word that more have tells little."""
_Told = TypeVar("_Told")
_FLOOR: Final = 1e-5
"""Share of items that a word of no list is given."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One report that was told."""

    hit_id: int
    seen: datetime
    facts: Facts
    told: Told


class Memory:
    """Grows by ``add``, shrinks by ``forget``; two that hold the same reports are equal in all they answer."""

    def __init__(self) -> None:
        self.entries: deque[Entry] = deque()
        self.words: Counter[str] = Counter()
        self.title_words: Counter[str] = Counter()
        self.name_words: Counter[str] = Counter()
        self._figures: dict[str, deque[tuple[float, Entry, tuple[int, int]]]] = {}
        self._with: dict[str, deque[Entry]] = {}

    def __len__(self) -> int:
        return len(self.entries)

    def add(self, entry: Entry) -> None:
        """Remember ``entry``, the latest."""
        facts = entry.facts
        self.entries.append(entry)
        self.title_words.update(facts.title)
        self.words.update(facts.title)
        self.words.update(facts.lead)
        self.name_words.update(_name_words(facts))
        for word in (*facts.title, *facts.lead):
            self._with.setdefault(word, deque()).append(entry)
        for figure in facts.figures:
            told = (figure.value, entry, (figure.start, figure.end))
            self._figures.setdefault(figure.thing, deque()).append(told)

    def forget(self, before: datetime) -> list[int]:
        """Drop the reports first seen before that moment and give their hits. Reports come in order of time."""
        gone = []
        while self.entries and self.entries[0].seen < before:
            entry = self.entries.popleft()
            facts = entry.facts
            gone.append(entry.hit_id)
            _less(self.title_words, facts.title)
            _less(self.words, (*facts.title, *facts.lead))
            _less(self.name_words, _name_words(facts))
            for word in (*facts.title, *facts.lead):
                _drop_first(self._with, word)
            for figure in facts.figures:
                _drop_first(self._figures, figure.thing)
        return gone

    def with_word(self, word: str) -> Iterator[Entry]:
        """The latest reports with ``word``, the latest first."""
        return islice(reversed(self._with.get(word, ())), NEAREST_READ)

    def figures(self, thing: str) -> Iterator[tuple[float, Entry, tuple[int, int]]]:
        """The latest numbers told of ``thing``: value, report, and their place in what it states."""
        return islice(reversed(self._figures.get(thing, ())), NEAREST_READ)

    def weight(self, word: str) -> float:
        """What it says that two reports of this watch share ``word``: rare in the world and in the watch."""
        return rarity(word) * log(1 + (len(self.entries) + 1) / (1 + self.words[word]))


def rarity(word: str) -> float:
    """From 0.3 (in every second item) to 5 (in no list)."""
    return -log(item_share(word) + _FLOOR, 10)


def _name_words(facts: Facts) -> list[str]:
    return [word for name in facts.names for word in name.words]


def _less(counter: Counter[str], words: Iterable[str]) -> None:
    for word in words:
        if counter[word] == 1:
            del counter[word]
        else:
            counter[word] -= 1


def _drop_first(table: dict[str, deque[_Told]], key: str) -> None:
    kept = table[key]
    kept.popleft()
    if not kept:
        del table[key]
