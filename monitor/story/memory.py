"""What one watch has told within its window: words, names, figures, and which report said them."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log, log10
from typing import Final

from monitor.story.facts import Facts
from monitor.story.steps import is_step
from monitor.story.values import Told
from monitor.text.tokens import MOST_KNOWN
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
    hours: float
    """``seen`` as ``hours_of`` gives it: ages are taken of dozens of reports for each new one."""
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
        self.by_hit: dict[int, Entry] = {}
        """The reports, in their order."""
        self.words: dict[str, int] = {}
        """How many reports have a term."""
        self._languages: dict[str, int] = {}
        self._figures: dict[str, deque[Count]] = {}
        self._posted: dict[str, int | tuple[int, ...]] = {}
        """The latest reports with a term. Most terms have one: so many deques would take ten times the memory, and the
        collector's time."""

    def __len__(self) -> int:
        return len(self.by_hit)

    def add(self, entry: Entry) -> None:
        """Remember ``entry``, the latest."""
        facts, hit, words, posted = entry.facts, entry.hit_id, self.words, self._posted
        self.by_hit[hit] = entry
        self._languages[facts.language] = self._languages.get(facts.language, 0) + 1
        for word in (*facts.title, *facts.lead):
            if word in words:
                words[word] += 1
                posted[word] = (*_several(posted[word])[1 - NEAREST_READ :], hit)
            else:
                words[word] = 1
                posted[word] = hit
        for figure in facts.figures:
            counts = self._figures.setdefault(figure.thing, deque(maxlen=NEAREST_READ))
            counts.append(Count(figure.value, entry, (figure.start, figure.end)))

    def forget(self, before: datetime) -> None:
        """Drop the reports first seen before that moment. Reports come in order of time: the oldest stand first."""
        while self.by_hit:
            entry = next(iter(self.by_hit.values()))
            if entry.seen >= before:
                break
            self._drop(entry)

    def _drop(self, entry: Entry) -> None:
        facts, hit = entry.facts, entry.hit_id
        del self.by_hit[hit]
        _less(self._languages, facts.language)
        for word in (*facts.title, *facts.lead):
            if _less(self.words, word):
                del self._posted[word]
                continue
            hits = _several(self._posted[word])
            # Only the latest are posted, so it may be gone already.
            if hits[0] == hit:
                self._posted[word] = hits[1:]
        for figure in facts.figures:
            counts = self._figures.get(figure.thing)
            if counts and counts[0].entry is entry:
                counts.popleft()
                if not counts:
                    del self._figures[figure.thing]

    @property
    def language(self) -> str:
        """The language of most reports, of equals the first by name; empty before the first report."""
        return min(self._languages, key=lambda language: (-self._languages[language], language), default="")

    def with_word(self, word: str) -> Iterable[int]:
        """Hits of the latest reports with ``word``, the latest last."""
        return _several(self._posted.get(word, ()))

    def figures(self, thing: str) -> Iterable[Count]:
        """The latest numbers told of ``thing``, the latest last."""
        return self._figures.get(thing, ())

    def weights(self, terms: Sequence[str]) -> list[float]:
        """For each term, what it says that two reports share it: rare in the world and in the watch."""
        told, reports, known = self.words.get, len(self.by_hit) + 1, _RARITIES
        return [known[term] * log(1 + reports / (1 + told(term, 0))) for term in terms]


def hours_of(moment: datetime) -> float:
    """Since 1970."""
    return moment.timestamp() / 3600


def rarity(word: str) -> float:
    """From 0.3 (in every second item) to 5 (in no list); a step counts as a fairly common word."""
    return _RARITIES[word]


class _Rarities(dict[str, float]):
    """Word → rarity: a look-up costs a third of a call."""

    def __missing__(self, word: str) -> float:
        if len(self) >= MOST_KNOWN:
            self.clear()
        found = self[word] = _STEP if is_step(word) else -log10(item_share(word) + _FLOOR)
        return found


_RARITIES: Final = _Rarities()


def _several(hits: int | tuple[int, ...]) -> tuple[int, ...]:
    return hits if isinstance(hits, tuple) else (hits,)


def _less(counts: dict[str, int], key: str) -> bool:
    """Count one less; whether none is left."""
    counts[key] -= 1
    if counts[key]:
        return False
    del counts[key]
    return True
