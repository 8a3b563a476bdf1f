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
_RUN: Final = re.compile(
    rf"(?<!\w){_WORD}(?:(?:[ \u00a0](?:of|de|van|von|der|al|bin|el|la|du)){{0,2}}[ \u00a0]{_WORD})*"
)
_PIECE: Final = re.compile(r"[A-Z][A-Za-z]{0,9}[-‐‑]?\d{1,4}[A-Za-z]?(?!\w)|[^\W_]+")
"""A word of a run; a code is one."""
_SENTENCE_END: Final = frozenset('.!?:;"“”„»«|—–\n‘')
_CAPITALS: Final = re.compile(r"\b[^\W\d_]{4,}")
_MOSTLY: Final = 0.7
"""Share of capitalised words of four and more letters from which capitals tell nothing."""
_RARE: Final = 5e-4
"""Share of items with a word above which a capital at the head of a sentence or in a Title Case line says nothing."""
_CALENDAR_AND_CALLS: Final = """
january february march april may june july august september october november december mr mrs ms dr
exclusive breaking live watch why how
"""
_NO_NAMES: Final = STOP_WORDS | frozenset(_CALENDAR_AND_CALLS.split())


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
        if run.isalpha():
            word = _folded(run)
            if _is_word_of_name(word) and (_is_rare(word) or (tells and not _opens(text, match.start()))):
                yield Name(run, (word,))
            continue
        words = [
            (word, piece)
            for piece in _PIECE.finditer(run)
            if _is_word_of_name(word := _folded(piece.group()))
        ]
        whole = words
        if not tells:
            words = whole = [each for each in words if _is_rare(each[0])]
        elif words and not _is_rare(words[0][0]) and _opens(text, match.start()):
            # It may only open the sentence, so nothing is compared by it; but a "White House" is shown whole.
            words = words[1:]
        if words:
            written = run[whole[0][1].start() : words[-1][1].end()]
            yield Name(written, tuple(word for word, _ in words))


def _folded(piece: str) -> str:
    """Folded, a code without its dash."""
    folded = piece.lower() if piece.isascii() else fold(piece)
    return folded.replace("-", "")


def _is_word_of_name(word: str) -> bool:
    return len(word) > 1 and word not in _NO_NAMES


def _is_rare(word: str) -> bool:
    return item_share(word) < _RARE


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start].rstrip()
    return start == 0 or not before or before[-1] in _SENTENCE_END
