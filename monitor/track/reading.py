"""An item as tracking reads it: folded once, its tokens counted and weighed."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import hypot, log

from monitor.model import SeenItem
from monitor.text.fold import Folded, fold, fold_with_offsets
from monitor.text.tokens import folded_tokens
from monitor.track.background import Background
from monitor.track.constants import READ_CHARACTERS


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


def vector(tokens: list[str], background: Background) -> tuple[tuple[str, float], ...]:
    """(1 + ln count) x idf for each token, scaled to length 1 (Salton and Buckley, 1988)."""
    counts = Counter(tokens)
    rarities = background.rarities
    weights = [
        rarities[token] if count == 1 else (1 + log(count)) * rarities[token]
        for token, count in counts.items()
    ]
    length = hypot(*weights)
    return tuple(zip(counts, [weight / length for weight in weights], strict=True)) if length else ()
