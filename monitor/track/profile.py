"""The profiles of all watches: what the seed says and what accepted items taught, compared by cosine.

profile = g x seed + (1 - g) x learned / |learned|, with learned = the sum of all rows the watch has
learned and g = max(SEED_SHARE, 1 / (1 + |learned|)). Both parts are sums of rows, so a profile is
rebuilt exactly from its seed and its rows, in the order of the rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from monitor.track.constants import SEED_SHARE

Array = npt.NDArray[np.float64]


@dataclass(slots=True, kw_only=True)
class Entry:
    """What one watch holds of one token."""

    seed: float = 0.0
    learned: float = 0.0
    teacher: int | None = None
    """The hit that added most."""
    lesson: float = 0.0
    """How much that hit added."""


@dataclass(slots=True)
class _Posting:
    """The watches that hold one token, by number, and how much; arrays, so that many are summed at once."""

    watches: npt.NDArray[np.int64]
    seed: Array
    learned: Array

    def place(self, watch: int) -> int:
        """Where ``watch`` stands; it is added at the end where it does not yet."""
        found = np.flatnonzero(self.watches == watch)
        if found.size:
            return int(found[0])
        self.watches = np.append(self.watches, watch)
        self.seed, self.learned = np.append(self.seed, 0.0), np.append(self.learned, 0.0)
        return len(self.watches) - 1


@dataclass(slots=True, kw_only=True)
class _Length:
    """What the length of a profile is made of, and the cosine that is worth the threshold."""

    learned_square: float = 0.0
    seed_learned: float = 0.0
    at_threshold: float


@dataclass(frozen=True, slots=True)
class Factors:
    """By these a watch's entries are multiplied to make a share of the threshold."""

    seed: float
    learned: float

    def value(self, entry: Entry) -> float:
        """What one unit of the entry's token adds to the share."""
        return self.seed * entry.seed + self.learned * entry.learned


class Profiles:
    """An inverted index, token to watches: a thousand watches cost little more than one."""

    def __init__(self) -> None:
        """Start without watches."""
        self._index: dict[str, _Posting] = {}
        self._numbers: dict[str, int] = {}
        self._entries: list[dict[str, Entry]] = []
        self._lengths: list[_Length] = []
        self._factors: Array = np.zeros((2, 0))
        """Of seed and learned, by number of the watch."""

    def add(self, watch: str, seed: Iterable[tuple[str, float]], at_threshold: float) -> int:
        """Start a profile from a ``seed`` vector of length 1; a cosine of ``at_threshold`` is a share of 1.

        A profile that the watch had before is dropped. Returns the watch's place in ``shares``.
        """
        number = self._numbers.get(watch)
        if number is None:
            number = self._numbers[watch] = len(self._entries)
            self._entries.append({})
            self._lengths.append(_Length(at_threshold=at_threshold))
            self._factors = np.append(self._factors, np.zeros((2, 1)), axis=1)
        self._forget(number)
        self._lengths[number] = _Length(at_threshold=at_threshold)
        for token, weight in seed:
            self._entry(number, token).seed = weight
            self._post(number, token)
        self._factors[:, number] = _factors(self._lengths[number])
        return number

    def learn(self, watch: str, hit_id: int, tokens: Sequence[tuple[str, float]]) -> None:
        """Add one accepted item's ``tokens`` to what the watch has learned."""
        number = self._numbers[watch]
        length = self._lengths[number]
        for token, weight in tokens:
            entry = self._entry(number, token)
            length.learned_square += weight * (2 * entry.learned + weight)
            length.seed_learned += weight * entry.seed
            entry.learned += weight
            if weight > entry.lesson:
                entry.lesson, entry.teacher = weight, hit_id
            self._post(number, token)
        self._factors[:, number] = _factors(length)

    def shares(self, vector: Iterable[tuple[str, float]]) -> Array:
        """The share of its threshold that each watch gives for ``vector``, by number; 0 where no token is shared."""
        postings, weights, lengths = [], [], []
        for token, weight in vector:
            posting = self._index.get(token)
            if posting is not None:
                postings.append(posting)
                weights.append(weight)
                lengths.append(len(posting.watches))
        if not postings:
            return np.zeros(len(self._entries))
        watches = np.concatenate([posting.watches for posting in postings])
        times = np.repeat(weights, lengths)
        seed = np.concatenate([posting.seed for posting in postings]) * times
        learned = np.concatenate([posting.learned for posting in postings]) * times
        count = len(self._entries)
        shares: Array = np.bincount(watches, seed, count) * self._factors[0]
        shares += np.bincount(watches, learned, count) * self._factors[1]
        return shares

    @staticmethod
    def at_least(least: float, shares: Array) -> list[int]:
        """The numbers of the watches whose share is that large."""
        numbers: list[int] = np.flatnonzero(shares >= least).tolist()
        return numbers

    def factors(self, watch: str) -> Factors:
        """What turns the two dot products of ``watch`` into a share of its threshold."""
        seed, learned = self._factors[:, self._numbers[watch]]
        return Factors(float(seed), float(learned))

    def entry(self, watch: str, token: str) -> Entry | None:
        """What ``watch`` holds of ``token``, if anything."""
        return self._entries[self._numbers[watch]].get(token)

    def _entry(self, number: int, token: str) -> Entry:
        entries = self._entries[number]
        if token not in entries:
            entries[token] = Entry()
        return entries[token]

    def _post(self, number: int, token: str) -> None:
        posting = self._index.get(token)
        if posting is None:
            posting = self._index[token] = _Posting(np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
        place, entry = posting.place(number), self._entries[number][token]
        posting.seed[place], posting.learned[place] = entry.seed, entry.learned

    def _forget(self, number: int) -> None:
        for token, entry in self._entries[number].items():
            entry.seed = entry.learned = 0.0
            self._post(number, token)
        self._entries[number] = {}


def _factors(sums: _Length) -> tuple[float, float]:
    if sums.learned_square <= 0:
        return 1 / sums.at_threshold, 0.0
    length = sqrt(sums.learned_square)
    part = max(SEED_SHARE, 1 / (1 + length))
    rest = (1 - part) / length
    square = part * part + (1 - part) ** 2 + 2 * part * rest * sums.seed_learned
    scale = 1 / (sqrt(square) * sums.at_threshold)
    return part * scale, rest * scale
