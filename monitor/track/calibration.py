"""How similar unrelated news is to a seed: what the threshold of its watch starts from."""

from array import array
from collections.abc import Iterable, Sequence
from sys import intern

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
        self._unfiled: list[tuple[tuple[str, ...], array[float]]] = []
        self._postings: dict[str, tuple[array[int], array[float]]] = {}

    def add(self, vector: Sequence[tuple[str, float]]) -> None:
        """Take one item in; once the sample is full nothing more is taken.

        It is filed by token when a seed is compared, which a running service seldom does.
        """
        if self.items >= BACKGROUND_MOST:
            return
        tokens, weights = zip(*vector, strict=True) if vector else ((), ())
        # Interned, as a word of thousands of items shall be in memory once.
        self._unfiled.append((tuple(map(intern, tokens)), array("f", weights)))
        self.items += 1

    def similarity(self, seed: Iterable[tuple[str, float]]) -> float:
        """The cosine with ``seed`` that a share of BACKGROUND_QUANTILE of the items reaches.

        Few items show no tail: the result is then mixed with BACKGROUND_SIMILARITY.
        """
        self._file()
        cosines = array("d", bytes(8 * self.items))
        for token, weight in seed:
            for item, other in zip(*self._postings.get(token, ((), ())), strict=True):
                cosines[item] += weight * other
        rank = int(BACKGROUND_QUANTILE * self.items)
        measured = sorted(cosines, reverse=True)[rank] if self.items else 0.0
        trust = min(1.0, self.items / BACKGROUND_TRUSTED)
        return trust * measured + (1 - trust) * BACKGROUND_SIMILARITY

    def _file(self) -> None:
        postings = self._postings
        for item, (tokens, weights) in enumerate(self._unfiled, self.items - len(self._unfiled)):
            for token, weight in zip(tokens, weights, strict=True):
                entry = postings.get(token)
                if entry is None:
                    entry = postings[token] = (array("I"), array("f"))
                entry[0].append(item)
                entry[1].append(weight)
        self._unfiled.clear()


def cosine_at_threshold(background_similarity: float) -> float:
    """The cosine that is worth the whole threshold of a watch."""
    return BASE_SIMILARITY + BACKGROUND_SHARE * background_similarity
