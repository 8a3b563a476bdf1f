"""How similar unrelated news is to a seed: what the threshold of its watch starts from."""

from array import array
from collections.abc import Iterable

from monitor.track.constants import (
    BACKGROUND_MOST,
    BACKGROUND_QUANTILE,
    BACKGROUND_SHARE,
    BACKGROUND_SIMILARITY,
    BACKGROUND_TRUSTED,
    BASE_SIMILARITY,
)


class Sample:
    """Background items by token, so that one seed is compared with all of them in one go."""

    def __init__(self) -> None:
        """Start without items."""
        self.items = 0
        self._postings: dict[str, tuple[array[int], array[float]]] = {}

    def add(self, vector: Iterable[tuple[str, float]]) -> None:
        """Take one item in; once the sample is full nothing more is taken."""
        if self.items >= BACKGROUND_MOST:
            return
        postings = self._postings
        for token, weight in vector:
            entry = postings.get(token)
            if entry is None:
                entry = postings[token] = (array("I"), array("f"))
            entry[0].append(self.items)
            entry[1].append(weight)
        self.items += 1

    def similarity(self, seed: Iterable[tuple[str, float]]) -> float:
        """The cosine with ``seed`` that a share of BACKGROUND_QUANTILE of the items reaches.

        Few items show no tail: the result is then mixed with BACKGROUND_SIMILARITY.
        """
        cosines = array("d", bytes(8 * self.items))
        for token, weight in seed:
            for item, other in zip(*self._postings.get(token, ((), ())), strict=True):
                cosines[item] += weight * other
        rank = int(BACKGROUND_QUANTILE * self.items)
        measured = sorted(cosines, reverse=True)[rank] if self.items else 0.0
        trust = min(1.0, self.items / BACKGROUND_TRUSTED)
        return trust * measured + (1 - trust) * BACKGROUND_SIMILARITY


def cosine_at_threshold(background_similarity: float) -> float:
    """The cosine that is worth the whole threshold of a watch."""
    return BASE_SIMILARITY + BACKGROUND_SHARE * background_similarity
