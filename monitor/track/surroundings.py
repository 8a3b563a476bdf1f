"""What the stream is like around a seed: how similar unrelated news comes, and which words are only its topic.

Both are taken from items of before the story, and once: what is written later beside a story is full of its words.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from monitor.track.constants import (
    BACKGROUND_MOST,
    BACKGROUND_QUANTILE,
    BACKGROUND_SHARE,
    BACKGROUND_SIMILARITY,
    BACKGROUND_TRUSTED,
    BASE_SIMILARITY,
    LOOK_ALIKE,
    LOOK_ALIKE_SHARE,
    LOOK_ALIKES,
    LOOK_ALIKES_TRUSTED,
    SIMILARITY_MOST,
    TOPIC_DISCOUNT,
)
from monitor.track.reading import of_length_one

Vector = Sequence[tuple[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What was measured around one seed."""

    items: int = 0
    """Items it rests on."""
    similarity: float = BACKGROUND_SIMILARITY
    """Cosine that a share of ``BACKGROUND_QUANTILE`` of the items reaches with the seed."""
    topic: tuple[tuple[str, float], ...] = ()
    """(token, share of the look-alikes that hold it, 0 to 1): what belongs to the topic, not to this story."""

    @property
    def cosine_at_threshold(self) -> float:
        """The cosine that is worth the whole threshold of the watch."""
        return BASE_SIMILARITY + BACKGROUND_SHARE * min(self.similarity, SIMILARITY_MOST)


def discounted(vector: Iterable[tuple[str, float]], topic: Mapping[str, float]) -> list[tuple[str, float]]:
    """``vector`` with the weight of each token less the more look-alikes hold it."""
    if not topic:
        return list(vector)
    return [(token, weight * (1 - TOPIC_DISCOUNT * topic.get(token, 0.0))) for token, weight in vector]


class Sample:
    """Background items by token, so that one seed is compared with all of them in one go."""

    def __init__(self) -> None:
        """Start without items."""
        self._rows: list[tuple[tuple[str, ...], array[float]]] = []
        self._filed = 0
        self._postings: dict[str, tuple[array[int], array[float]]] = {}

    def add(self, vector: Vector) -> None:
        """Take one item in; once the sample is full nothing more is taken.

        It is filed by token when a seed is compared, which a running service seldom does.
        """
        if len(self._rows) < BACKGROUND_MOST:
            tokens, weights = zip(*vector, strict=True) if vector else ((), ())
            self._rows.append((tokens, array("f", weights)))

    def around(self, seed: Vector) -> Surroundings:
        """What the sample is like around ``seed``.

        Few items show no tail: their similarity is mixed with ``BACKGROUND_SIMILARITY``, and few look-alikes
        take little off a word.
        """
        if not self._rows:
            return Surroundings()
        topic = self._topic(self._cosines(seed))
        cosines = self._cosines(of_length_one(discounted(seed, dict(topic))))
        rank = int(BACKGROUND_QUANTILE * len(cosines))
        measured = nlargest(rank + 1, cosines)[-1]
        trust = min(1.0, len(cosines) / BACKGROUND_TRUSTED)
        return Surroundings(
            items=len(cosines),
            similarity=trust * measured + (1 - trust) * BACKGROUND_SIMILARITY,
            topic=topic,
        )

    def _topic(self, cosines: "array[float]") -> tuple[tuple[str, float], ...]:
        """The share of the look-alikes that hold each token, each look-alike counting by its cosine."""
        most = min(LOOK_ALIKES, int(LOOK_ALIKE_SHARE * len(cosines)))
        near = [
            n for n in nlargest(most, range(len(cosines)), key=cosines.__getitem__) if cosines[n] > LOOK_ALIKE
        ]
        held: dict[str, float] = {}
        for number in near:
            for token in self._rows[number][0]:
                held[token] = held.get(token, 0.0) + cosines[number]
        total = sum(cosines[number] for number in near)
        trust = min(1.0, len(near) / LOOK_ALIKES_TRUSTED)
        return tuple((token, trust * share / total) for token, share in sorted(held.items()))

    def _cosines(self, seed: Iterable[tuple[str, float]]) -> "array[float]":
        self._file()
        cosines = array("d", bytes(8 * len(self._rows)))
        for token, weight in seed:
            for item, other in zip(*self._postings.get(token, ((), ())), strict=True):
                cosines[item] += weight * other
        return cosines

    def _file(self) -> None:
        postings = self._postings
        for item in range(self._filed, len(self._rows)):
            for token, weight in zip(*self._rows[item], strict=True):
                entry = postings.get(token)
                if entry is None:
                    entry = postings[token] = (array("I"), array("f"))
                entry[0].append(item)
                entry[1].append(weight)
        self._filed = len(self._rows)
