"""What of a report is compared with others to tell one text from two: its words in their order, and its numbers.

Bags of words do not tell a copy from another desk's text on the same event: both name the same people and
places. Order does: two authors seldom put the same three words of content in a row.
"""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zlib import crc32

from monitor.story.reading import Reading
from monitor.text.fold import fold
from monitor.text.tokens import folded_tokens

RUN: Final = 3
"""Content tokens in a run."""
TEXT_WORDS: Final = 60
"""Content tokens of the text that are read: about 600 characters. 40 lose three copies of 354, 100 find no more."""
REPEATS: Final = 0.9
"""A text of which so much stands in the headline, in order, repeats it."""
LEAST_WORDS: Final = 4
"""A text of fewer content tokens says nothing: a counter, a quip, “read more”."""
CAPTION_WORDS: Final = 45
"""A text with more words may end with a picture credit and is an article all the same."""
MOST_KNOWN: Final = 262144
_NUMBER: Final = re.compile(r"\d+(?:[.,:/]\d+)*")
_CREDIT: Final = re.compile(
    r"\([^()]*\b(?:getty|afp|ap|reuters|epa|pap|dpa|shutterstock|pictures?|photo|fot)\b[^()]*\)$"
)
_TAIL: Final = re.compile(r" [-|] ([^-|]{2,40})$")
_HEAD: Final = re.compile(r"^([^:|]{2,40})[:|] ")
_NO_LETTERS: Final = re.compile(r"[\W_]+")


class _Codes(dict[str, int]):
    """Token → number, the same in every process: an array of numbers takes a tenth of the memory of texts."""

    def __missing__(self, token: str) -> int:
        if len(self) >= MOST_KNOWN:
            self.clear()
        code = self[token] = crc32(token.encode())
        return code


_CODES: Final = _Codes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A report as it is compared. Words are numbers that stand for content tokens."""

    source: str
    first_seen: datetime
    title: "array[int]"
    """In order, without the outlet's own name."""
    title_runs: "array[int]"
    """Different ones, in ascending order; so with those of the text."""
    text: "array[int]"
    text_runs: "array[int]"
    mute: bool
    """Whether the text tells nothing that the headline does not."""
    caption: bool
    """Whether the text is that of a picture."""
    title_numbers: frozenset[str]
    text_numbers: frozenset[str]


def wording_of(reading: Reading) -> Wording:
    """What of ``reading`` is compared."""
    known, source = _CODES, reading.report.source
    title = [known[token] for token in _own_title(reading)]
    text = [known[token] for token in reading.text_words[:TEXT_WORDS]]
    return Wording(
        source=source,
        first_seen=reading.report.first_seen,
        title=array("I", title),
        title_runs=_runs(title),
        text=array("I", text),
        text_runs=_runs(text),
        mute=len(text) < LEAST_WORDS or _repeats(title, text),
        caption=is_caption(reading),
        title_numbers=_numbers(reading.title),
        text_numbers=_numbers(reading.text),
    )


def is_caption(reading: Reading) -> bool:
    """Whether the text is that of a picture: short, and a credit at its end."""
    return (
        reading.text.endswith(")")
        and len(reading.text_words) < CAPTION_WORDS
        and _CREDIT.search(reading.text[-200:]) is not None
    )


def in_common(first: Sequence[int], second: Sequence[int]) -> int:
    """How many words two sequences have in the same order, others between them or not.

    The longest common subsequence, all columns of a row at once in the bits of one number (Hyyrö 2004).
    """
    places: dict[int, int] = {}
    bit = 1
    for word in first:
        places[word] = places.get(word, 0) | bit
        bit <<= 1
    row = full = bit - 1
    for word in second:
        if found := places.get(word):
            met = row & found
            row = (row + met | row - met) & full
    return len(first) - row.bit_count()


def _runs(codes: Sequence[int]) -> "array[int]":
    """Every run of ``RUN`` words as one number; that of whole numbers is the same in every process."""
    runs = set(map(hash, zip(codes, codes[1:], codes[2:], strict=False)))
    return array("q", sorted(runs))


def _repeats(title: Sequence[int], text: Sequence[int]) -> bool:
    enough = REPEATS * len(text)
    return len(title) >= enough and in_common(title, text) >= enough


def _numbers(folded: str) -> frozenset[str]:
    """Numbers as they are written, but for the separator of thousands."""
    return frozenset(found.replace(",", "") for found in _NUMBER.findall(folded))


def _own_title(reading: Reading) -> Sequence[str]:
    """The words of the title without the name of its outlet before or after it, known from the feed's address."""
    words, title = reading.title_words, reading.title
    if ": " not in title and " - " not in title and "| " not in title:
        return words
    if (tail := _TAIL.search(title)) and _names(tail[1], reading.report.source):
        words = words[: len(words) - len(folded_tokens(tail[1]))]
    if (head := _HEAD.match(title)) and _names(head[1], reading.report.source):
        words = words[len(folded_tokens(head[1])) :]
    return words or reading.title_words


def _names(part: str, source: str) -> bool:
    """Whether ``part`` of a title stands, as one word, in the address of its feed."""
    word = _NO_LETTERS.sub("", part)
    return bool(word) and word in _NO_LETTERS.sub("", fold(source))
