"""What one accepted item teaches: its tokens, and its title, so that copies of a wire text teach once.

The title is kept among the rows as a mark of weight 0, so that what a watch was taught is known again
when its profile is rebuilt from its rows.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from monitor.model import Learned, Watch
from monitor.text.fold import fold
from monitor.text.tokens import tokens
from monitor.track.constants import LEARNED_TOKENS, LEARNING_RATE

_MARK: Final = "title "
"""No token holds a blank."""


class TaughtTitles:
    """For each watch, the titles that have taught it."""

    def __init__(self) -> None:
        """Start without watches."""
        self._marks: dict[str, set[str]] = {}

    def start(self, watch: str, seed_title: str) -> None:
        """Begin a watch: its seed's own title teaches nothing new."""
        self._marks[watch] = {title_mark(seed_title)}

    def add(self, watch: str, mark: str) -> None:
        """Note that the title of ``mark`` has taught ``watch``."""
        self._marks[watch].add(mark)

    def count(self, watch: str) -> int:
        """How many titles have taught ``watch``, its seed's own not counted."""
        return len(self._marks[watch]) - 1

    def has(self, watch: str, mark: str) -> bool:
        """Whether the title of ``mark`` has taught ``watch``."""
        return mark in self._marks[watch]


def title_mark(title: str) -> str:
    """A title as a row can keep it: the same for titles that fold alike."""
    return _MARK + blake2b(fold(title).strip().encode("utf-8", "replace"), digest_size=8).hexdigest()


def is_title(token: str) -> bool:
    """Whether a learned row is the mark of a title and not a token."""
    return token.startswith(_MARK)


def vetoed(watch: Watch) -> frozenset[str]:
    """The tokens that a person keeps out of what ``watch`` learns; the seed's own weight of them stays."""
    return frozenset(token for word in watch.veto for token in tokens(word))


def lesson(vector: Iterable[tuple[str, float]], title: str) -> Learned:
    """The heaviest tokens of an item's ``vector`` at the learning rate, and the mark of its title."""
    heaviest = sorted(vector, key=lambda row: (-row[1], row[0]))[:LEARNED_TOKENS]
    return Learned(tokens=(*((token, LEARNING_RATE * weight) for token, weight in heaviest), (title, 0.0)))
