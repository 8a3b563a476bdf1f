"""Folding: the form in which two strings are compared, with a way back to the original.

Case, width and compatibility forms, dashes, apostrophes and runs of white space become one;
accents go where they only vary the spelling (Latin, Greek, Arabic, Hebrew) and stay where they
make another letter (й is not и, が is not か). Invisible characters go. Folding is per cluster
(a character and the marks after it), so every folded character knows its slice of the original.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from monitor.text.script import Script, script_of

_ZERO_WIDTH_NON_JOINER: Final = "\u200c"
_TATWEEL: Final = "\u0640"
_SINGLE: Final[dict[int, str]] = {
    # NFKC leaves dashes and apostrophes apart; casefold leaves barred letters.
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－\u2043\u058a\u05be\u2e3a\u2e3b\u30a0"), "-"),
    **dict.fromkeys(map(ord, "’‘‛ʼʻ′＇`´\u02b9\u02be\u02bf\u05f3\ua78c"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»\u05f4"), '"'),
    # The dot between the parts of a foreign name in Chinese and Japanese.
    **dict.fromkeys(map(ord, "・‧∙⋅•"), "·"),
    # Of the compatibility form, a word would end in "tm".
    **dict.fromkeys(map(ord, "™℠"), " "),
    **{ord(letter): plain for letter, plain in zip("łøđðħıŧ", "loddhit", strict=True)},
    ord("æ"): "ae",
    ord("œ"): "oe",
    ord("þ"): "th",
    ord("ё"): "е",
    # Arabic letters that writers and keyboards exchange: final yeh, teh marbuta, Persian kaf and yeh.
    ord("ى"): "ي",
    ord("ة"): "ه",
    ord("ک"): "ك",
    ord("ی"): "ي",
    ord("ٱ"): "ا",
    ord(_TATWEEL): "",
    ord("_"): " ",
}
_ASCII: Final[dict[int, str]] = {
    **dict.fromkeys([*range(0x20), 0x7F], ""),
    **dict.fromkeys(map(ord, "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f_"), " "),
    ord("`"): "'",
}
_BLANKS: Final = re.compile("  +")
_ODD_ASCII: Final = re.compile("  |[^ -~]|_[ _]| _")
_SELECTORS: Final = re.compile("[\u034f\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Marks that choose a glyph or join nothing: two ideographs that differ by one are the same word."""
_STRESS: Final = re.compile("[\u0300\u0301]")
_ACCENTS_VARY: Final = frozenset({Script.LATIN, Script.GREEK, Script.ARABIC, Script.HEBREW})
_ROUNDS: Final = 4  # folding a cluster settles after two; the bound guards against a surprise in the tables


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``starts`` and ``ends`` are None where folding kept every position."""

    text: str
    starts: "array[int] | None" = None
    ends: "array[int] | None" = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The slice of the original that the folded slice ``[start, end)`` came from."""
        if self.starts is None or self.ends is None or start >= end:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> str:
    """Fold ``text``; folding what is folded already changes nothing."""
    if text.isascii():
        folded = text.lower().translate(_ASCII)
    elif any(map(_continues, set(text))):
        return "".join(piece for piece, _, _ in _pieces(text))
    else:
        folded = text.translate(_ALONE)
    return _BLANKS.sub(" ", folded) if "  " in folded else folded


def fold_with_offsets(text: str) -> Folded:
    """As ``fold``, and for each folded character the slice of the original it stands for."""
    if _keeps_positions(text):
        return Folded(fold(text))
    folded: list[str] = []
    starts, ends = array("I"), array("I")
    for piece, start, end in _pieces(text):
        folded.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Folded("".join(folded), starts, ends)


def _keeps_positions(text: str) -> bool:
    """Whether every character folds to exactly one and none is left out, as in nearly all news."""
    if text.isascii():
        return not _ODD_ASCII.search(text)
    characters = set(text)
    if any(map(_continues, characters)) or any(len(_fold_cluster(c)) != 1 for c in characters):
        return False
    return "  " not in text.translate(_ALONE)


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Folded clusters with their place; blanks after a blank are left out."""
    after_blank = False
    for start, end in _clusters(text):
        piece = _BLANKS.sub(" ", _fold_cluster(text[start:end]))
        if after_blank and piece.startswith(" "):
            piece = piece[1:]
        if piece:
            after_blank = piece.endswith(" ")
            yield piece, start, _visible_end(text, start, end)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for index, character in enumerate(text):
        if index and _continues(character):
            continue
        if index:
            yield start, index
        start = index
    if text:
        yield start, len(text)


def _visible_end(text: str, start: int, end: int) -> int:
    """Where the cluster ends for a reader: invisible characters after it are not part of a match."""
    while end > start + 1 and unicodedata.category(text[end - 1]) == "Cf":
        end -= 1
    return end


@lru_cache(maxsize=65536)
def _continues(character: str) -> bool:
    """Whether it belongs to the cluster before it: marks, invisible ones, Hangul vowels and tails."""
    if character < "\xad":
        return False
    # It stretches the letter before it and goes; what follows must not become a cluster of its own.
    if character == _TATWEEL:
        return True
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.category(first) in {"Mn", "Mc", "Me", "Cf"} or "\u1160" <= first <= "\u11ff"


@lru_cache(maxsize=65536)
def _fold_cluster(cluster: str) -> str:
    folded = cluster
    for _ in range(_ROUNDS):
        before, folded = folded, _fold_once(folded)
        if folded == before:
            break
    return folded


class _Alone(dict[int, str]):
    """Code point → what the character folds to where no mark follows it; as many as there are characters at most."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_cluster(chr(code))
        return folded


_ALONE: Final = _Alone()


def _fold_once(cluster: str) -> str:
    visible = _without_invisible(cluster).translate(_SINGLE)
    base = _base(visible)
    script = script_of(base)
    if script in _ACCENTS_VARY or not base.isalpha():
        bare = "".join(c for c in unicodedata.normalize("NFKD", visible) if unicodedata.category(c) != "Mn")
    elif script is Script.CYRILLIC:
        # Stress is written over vowels in encyclopedias and primers; what composes (ѓ, ќ) is another letter.
        bare = _STRESS.sub("", unicodedata.normalize("NFC", visible))
    else:
        bare = visible
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", bare).casefold()).translate(_SINGLE)
    return "".join(
        " " if c.isspace() else c for c in folded if unicodedata.category(c) != "Cc" or c.isspace()
    )


def _base(cluster: str) -> str:
    """The character that decides the script: the first of the compatibility form."""
    return unicodedata.normalize("NFKC", cluster)[:1] or " "


def _without_invisible(cluster: str) -> str:
    """Format characters and selectors out; the zero-width non-joiner ends a word where Arabic letters are written."""
    kept = [c for c in _SELECTORS.sub("", cluster) if unicodedata.category(c) != "Cf"]
    if _ZERO_WIDTH_NON_JOINER in cluster and script_of(cluster[0]) is Script.ARABIC:
        kept.append(" ")
    return "".join(kept)
