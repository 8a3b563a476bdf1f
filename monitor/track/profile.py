"""The profiles of all watches: what the seed says and what accepted items taught, compared by cosine.

profile = g x seed + (1 - g) x learned / |learned|, with learned = the sum of all rows the watch has
learned and g = max(SEED_SHARE, 1 / (1 + |learned|)). Both parts are sums of rows, so a profile is
rebuilt exactly from its seed and its rows, in the order of the rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt

from monitor.track.constants import SEED_SHARE


@dataclass(slots=True, kw_only=True)
class Entry:
    """What one watch holds of one token."""

    seed: float = 0.0
    learned: float = 0.0
    teacher: int | None = None
    """The hit that added most."""
    lesson: float = 0.0
    """How much that hit added."""


@dataclass(slots=True, kw_only=True)
class _Sums:
    """What the length of a profile is made of."""

    learned_square: float = 0.0
    seed_learned: float = 0.0
    at_threshold: float
    factors: "Factors | None" = None
    """Kept until the profile changes."""
    tokens: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Factors:
    """By these a watch's entries are multiplied to make a share of the threshold."""

    seed: float
    learned: float

    def value(self, entry: Entry) -> float:
        """What one unit of the entry's token adds to the share."""
        return self.seed * entry.seed + self.learned * entry.learned


class Profiles:
    """An inverted index, token to watches: many watches cost little if they share no token."""

    def __init__(self) -> None:
        """Start without watches."""
        self._index: dict[str, dict[str, Entry]] = {}
        self._sums: dict[str, _Sums] = {}

    def add(self, watch: str, seed: Iterable[tuple[str, float]], at_threshold: float) -> None:
        """Start a profile from a ``seed`` vector of length 1; a cosine of ``at_threshold`` is a share of 1.

        A profile that the watch had before is dropped.
        """
        if watch in self._sums:
            for token in self._sums[watch].tokens:
                del self._index[token][watch]
        self._sums[watch] = _Sums(at_threshold=at_threshold)
        for token, weight in seed:
            self._entry(watch, token).seed = weight

    def learn(self, watch: str, hit_id: int, tokens: Sequence[tuple[str, float]]) -> None:
        """Add one accepted item's ``tokens`` to what the watch has learned."""
        sums = self._sums[watch]
        sums.factors = None
        for token, weight in tokens:
            entry = self._entry(watch, token)
            sums.learned_square += weight * (2 * entry.learned + weight)
            sums.seed_learned += weight * entry.seed
            entry.learned += weight
            if weight > entry.lesson:
                entry.lesson, entry.teacher = weight, hit_id

    def dots(self, vector: Iterable[tuple[str, float]]) -> dict[str, list[float]]:
        """For each watch that shares a token: dot product with its seed, and with what it learned."""
        index = self._index
        found: dict[str, list[float]] = {}
        for token, weight in vector:
            entries = index.get(token)
            if entries is None:
                continue
            for watch, entry in entries.items():
                dots = found.get(watch)
                if dots is None:
                    found[watch] = [weight * entry.seed, weight * entry.learned]
                else:
                    dots[0] += weight * entry.seed
                    dots[1] += weight * entry.learned
        return found

    def share(self, watch: str, dots: Sequence[float]) -> float:
        """The share of its threshold that ``watch`` gives for the two dot products of ``dots``."""
        factors = self.factors(watch)
        return factors.seed * dots[0] + factors.learned * dots[1]

    def factors(self, watch: str) -> Factors:
        """What turns the two dot products of ``watch`` into a share of its threshold."""
        sums = self._sums[watch]
        if sums.factors is None:
            sums.factors = _factors(sums)
        return sums.factors

    def entry(self, watch: str, token: str) -> Entry | None:
        """What ``watch`` holds of ``token``, if anything."""
        return self._index.get(token, {}).get(watch)

    def _entry(self, watch: str, token: str) -> Entry:
        entries = self._index.setdefault(token, {})
        if watch not in entries:
            entries[watch] = Entry()
            self._sums[watch].tokens.append(token)
        return entries[watch]


def _factors(sums: _Sums) -> Factors:
    if sums.learned_square <= 0:
        return Factors(1 / sums.at_threshold, 0.0)
    length = sqrt(sums.learned_square)
    part = max(SEED_SHARE, 1 / (1 + length))
    rest = (1 - part) / length
    square = part * part + (1 - part) ** 2 + 2 * part * rest * sums.seed_learned
    scale = 1 / (sqrt(square) * sums.at_threshold)
    return Factors(part * scale, rest * scale)
