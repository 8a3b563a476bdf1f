"""An item as tracking reads it: folded once, its tokens counted and weighed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import hypot, log

from monitor.model import Seed, SeenItem
from monitor.text.fold import Folded, fold, fold_with_offsets
from monitor.text.tokens import folded_tokens, tokens
from monitor.track.background import Background
from monitor.track.constants import READ_CHARACTERS, SEED_TITLE


class Places:
    """The way back from folded to original text; worked out only for items in which something is found."""

    def __init__(self, item: SeenItem) -> None:
        """Keep ``item`` until a place in it is asked for."""
        self._item = item

    @cached_property
    def title(self) -> Folded:
        """The folded title with its offsets."""
        return fold_with_offsets(self._item.title)

    @cached_property
    def text(self) -> Folded:
        """The folded text, as far as it is read, with its offsets."""
        return fold_with_offsets(self._item.text[:READ_CHARACTERS])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is worked out from an item before any watch is looked at."""

    item: SeenItem
    folded: str
    """Folded title, a line feed (which folding never leaves), folded text."""
    title_length: int
    """Of the folded title."""
    vector: tuple[tuple[str, float], ...]
    """Tokens with their weight, of length 1 (Euclidean), in order of first occurrence."""
    places: Places

    def place(self, start: int, end: int) -> tuple[str, int, int]:
        """Field and slice in the original of a slice of ``folded``."""
        if start <= self.title_length:
            return "title", *self.places.title.original(start, end)
        shift = self.title_length + 1
        return "text", *self.places.text.original(start - shift, end - shift)

    def surface(self, field: str, start: int, end: int) -> str:
        """The slice of the original field."""
        return (self.item.title if field == "title" else self.item.text)[start:end]


def read(item: SeenItem, background: Background) -> Reading:
    """Fold and weigh ``item`` with the rarities as they are now."""
    title, text = fold(item.title), fold(item.text[:READ_CHARACTERS])
    return Reading(
        item=item,
        folded=f"{title}\n{text}",
        title_length=len(title),
        places=Places(item),
        vector=vector(folded_tokens(title) + folded_tokens(text), background),
    )


def seed_vector(seed: Seed, background: Background) -> list[tuple[str, float]]:
    """The seed's own words as ``vector`` weighs them, those of its headline ``SEED_TITLE`` times; of length 1."""
    headline = tokens(seed.title)
    weights = vector(headline + tokens(seed.text[:READ_CHARACTERS]), background)
    titled = set(headline)
    return of_length_one(
        [(token, weight * SEED_TITLE if token in titled else weight) for token, weight in weights]
    )


def of_length_one(weights: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """``weights`` scaled to length 1 (Euclidean)."""
    length = hypot(*(weight for _, weight in weights))
    return [(token, weight / length) for token, weight in weights] if length else []


def vector(words: list[str], background: Background) -> tuple[tuple[str, float], ...]:
    """(1 + ln count) x idf for each token, scaled to length 1 (Salton and Buckley, 1988)."""
    counts = Counter(words)
    rarities = background.rarities
    weights = [
        rarities[token] if count == 1 else (1 + log(count)) * rarities[token]
        for token, count in counts.items()
    ]
    length = hypot(*weights)
    return tuple(zip(counts, [weight / length for weight in weights], strict=True)) if length else ()
