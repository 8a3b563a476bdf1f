"""How alike two headlines are, and when two guids say the same (rule I1)."""

import re
import unicodedata
from collections import Counter
from typing import Final

SIMILAR: Final = 0.5
"""Headlines less alike than this are of two stories (rule I1)."""
COMPARED: Final = 300
"""Characters of a headline, or of the text that stands for it, that are compared."""

_ADDRESS: Final = re.compile(r"(https?)://(www\.)?(?=[^/])", re.IGNORECASE)
_STARTS: Final = ("http://", "https://", "http://www.", "https://www.")


def similar(one: str, other: str) -> bool:
    """Whether two headlines may be of one story: at least half of their pairs of letters are shared."""
    return similarity(one, other) >= SIMILAR


def similarity(one: str, other: str) -> float:
    """From 0 to 1: Dice's coefficient over pairs of neighbouring characters, blind to case and blanks.

    L. R. Dice, "Measures of the amount of ecologic association between species" (Ecology 26, 1945); pairs of
    characters rather than words, so that scripts without blanks between words are compared as well.
    """
    first, second = _folded(one), _folded(other)
    if first == second:
        return 1.0
    pairs, others = _pairs(first), _pairs(second)
    total = pairs.total() + others.total()
    return 2 * (pairs & others).total() / total if total else 0.0


def other_spellings(guid: str) -> tuple[str, ...]:
    """A guid that is an address as other documents may write it: with the other scheme, with or without ``www.``."""
    found = _ADDRESS.match(guid)
    if not found:
        return ()
    rest = guid[found.end() :]
    return tuple(start + rest for start in _STARTS if start + rest != guid)


def bare(guid: str) -> str:
    """A guid without scheme and ``www.``, where it is an address."""
    return _ADDRESS.sub("", guid, count=1)


def same_page(guid: str, other: str) -> bool:
    """Whether two guids are one address but for the fragment: some publishers count their edits there."""
    page, mark, _ = guid.partition("#")
    return bool(mark and page and _ADDRESS.match(page)) and other.partition("#")[:2] == (page, mark)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text[:COMPARED]).casefold().split())


def _pairs(text: str) -> Counter[str]:
    return Counter(text[place : place + 2] for place in range(len(text) - 1))
