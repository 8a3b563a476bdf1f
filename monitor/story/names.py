"""The names of a text: runs of capitalised words, and codes. Light: a hit costs a few tens of microseconds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from monitor.text.fold import fold
from monitor.text.stop_words import STOP_WORDS
from monitor.track.prior import item_share


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words or a code."""

    text: str
    """As it stands in the report."""
    words: tuple[str, ...]
    """Folded, without the small words in it."""


_CAPITAL: Final = "[" + "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper()) + "]"
_WORD: Final = _CAPITAL + r"\w*(?:[’'.-]\w+)*"
_CODE: Final = re.compile(r"[A-Z][A-Za-z]{0,9}[-‐‑]?\d{1,4}[A-Za-z]?")
_RUN: Final = re.compile(
    rf"(?<!\w){_WORD}(?:(?:[ \u00a0](?:of|de|van|von|der|al|bin|el|la|du)){{0,2}}[ \u00a0]{_WORD})*"
)
_INNER: Final = re.compile(r"[^\W_]+")
_SENTENCE_END: Final = frozenset('.!?:;"“”„»«|—–\n‘')
_CAPITALS: Final = re.compile(r"\b[^\W\d_]{4,}")
_MOSTLY: Final = 0.7
"""Share of capitalised words of four and more letters from which capitals tell nothing."""
_RARE: Final = 2e-3
"""Share of items with a word above which a capital at the head of a sentence or in a Title Case line says nothing."""
_CALENDAR: Final = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr exclusive breaking live".split()
)


def names(text: str) -> tuple[Name, ...]:
    """The names in ``text``, in order, as far as capitals tell; a text in a script without case has codes only."""
    return tuple(_names(text, tells=not title_case(text)))


def title_case(text: str) -> bool:
    """Whether nearly every longer word has a capital, so that capitals do not tell names."""
    words = _CAPITALS.findall(text)
    return len(words) > 2 and sum(not word[0].islower() for word in words) >= _MOSTLY * len(words)  # noqa: PLR2004


def _names(text: str, *, tells: bool) -> Iterator[Name]:
    for match in _RUN.finditer(text):
        run = match.group()
        words = tuple(
            word for word in _words(run) if len(word) > 1 and word not in STOP_WORDS and word not in _CALENDAR
        )
        if not tells:
            words = tuple(word for word in words if item_share(word) < _RARE)
        elif words and _opens(text, match.start()) and item_share(words[0]) >= _RARE:
            words = words[1:]
        if words:
            yield Name(run, words)


def _words(run: str) -> list[str]:
    """Folded, a code in one piece."""
    if any(map(str.isdigit, run)):
        run = _CODE.sub(_joined, run)
    return _INNER.findall(run.lower() if run.isascii() else fold(run))


def _joined(code: re.Match[str]) -> str:
    return code.group().replace("-", "")


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start].rstrip()
    return start == 0 or not before or before[-1] in _SENTENCE_END
