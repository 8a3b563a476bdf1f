"""What one watch has told within its window: words, names, figures, and which report said them."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import log
from typing import Final

from monitor.story.facts import Facts
from monitor.story.steps import is_step
from monitor.story.values import Told
from monitor.track.prior import item_share

NEAREST_READ: Final = 32
"""Latest reports with a word that are compared for it. A word that more have tells little."""
_STEP: Final = 2.5
_FLOOR: Final = 1e-5
"""Share of items that a word of no list is given."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One report that was told."""

    hit_id: int
    seen: datetime
    facts: Facts
    told: Told


@dataclass(frozen=True, slots=True)
class Count:
    """A number that was told."""

    value: float
    entry: Entry
    place: tuple[int, int]
    """In what the report states."""


class Memory:
    """Grows by ``add``, shrinks by ``forget``; two that hold the same reports are equal in all they answer."""

    def __init__(self) -> None:
        self.entries: deque[Entry] = deque()
        self.words: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()
        self.name_words: Counter[str] = Counter()
        self._figures: dict[str, deque[Count]] = {}
        self._with: dict[str, deque[Entry]] = {}

    def __len__(self) -> int:
        return len(self.entries)

    def add(self, entry: Entry) -> None:
        """Remember ``entry``, the latest."""
        facts = entry.facts
        self.entries.append(entry)
        self._languages[facts.language] += 1
        self.words.update(facts.title)
        self.words.update(facts.lead)
        self.name_words.update(_name_words(facts))
        for word in (*facts.title, *facts.lead):
            posted = self._with.get(word)
            if posted is None:
                posted = self._with[word] = deque(maxlen=NEAREST_READ)
            posted.append(entry)
        for figure in facts.figures:
            counts = self._figures.setdefault(figure.thing, deque(maxlen=NEAREST_READ))
            counts.append(Count(figure.value, entry, (figure.start, figure.end)))

    def forget(self, before: datetime) -> list[int]:
        """Drop the reports first seen before that moment and give their hits. Reports come in order of time."""
        gone = []
        while self.entries and self.entries[0].seen < before:
            entry = self.entries.popleft()
            facts = entry.facts
            gone.append(entry.hit_id)
            _less(self._languages, (facts.language,))
            _less(self.words, (*facts.title, *facts.lead))
            _less(self.name_words, _name_words(facts))
            for word in (*facts.title, *facts.lead):
                posted = self._with.get(word)
                # Only the latest are posted, so it may be gone already.
                if posted and posted[0] is entry:
                    posted.popleft()
                    if not posted:
                        del self._with[word]
            for figure in facts.figures:
                counts = self._figures.get(figure.thing)
                if counts and counts[0].entry is entry:
                    counts.popleft()
                    if not counts:
                        del self._figures[figure.thing]
        return gone

    @property
    def language(self) -> str:
        """The language of most reports, of equals the first by name; empty before the first report."""
        return min(self._languages, key=lambda language: (-self._languages[language], language), default="")

    def with_word(self, word: str) -> Iterable[Entry]:
        """The latest reports with ``word``, the latest last."""
        return self._with.get(word, ())

    def figures(self, thing: str) -> Iterable[Count]:
        """The latest numbers told of ``thing``, the latest last."""
        return self._figures.get(thing, ())

    def told(self, thing: str, value: float) -> bool:
        """Whether one of the latest reports with a number of ``thing`` had this one."""
        return any(value == count.value for count in self.figures(thing))

    def weight(self, word: str) -> float:
        """What it says that two reports of this watch share ``word``: rare in the world and in the watch."""
        return rarity(word) * log(1 + (len(self.entries) + 1) / (1 + self.words[word]))


@lru_cache(maxsize=262144)
def rarity(word: str) -> float:
    """From 0.3 (in every second item) to 5 (in no list); a step counts as a fairly common word."""
    return _STEP if is_step(word) else -log(item_share(word) + _FLOOR, 10)


def _name_words(facts: Facts) -> list[str]:
    return [word for name in facts.names for word in name.words]


def _less(counter: Counter[str], words: Iterable[str]) -> None:
    for word in words:
        if counter[word] == 1:
            del counter[word]
        else:
            counter[word] -= 1
