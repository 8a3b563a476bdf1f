"""Texts of scripts that write no blanks, cut into pairs of characters so that any word of theirs can be searched.

``中国人`` is kept as ``中国 国人 人``: a word of two characters or more is found as the row of its pairs, a single
character as the beginning of one. Words of other scripts in the same text stay whole. Korean is cut too: its endings
stick to the words.
"""

import re
from typing import Final

from monitor.text.fold import fold
from monitor.text.script import Script, characters_of

_UNBROKEN: Final = characters_of(Script.HAN, Script.KANA, Script.HANGUL, Script.UNSPACED)
_ANY: Final = re.compile(f"[{_UNBROKEN}]")
_PARTS: Final = re.compile(f"([{_UNBROKEN}]+)|[^\\W_{_UNBROKEN}]+")


def is_unbroken(text: str) -> bool:
    """Whether any character is of a script that sets no blanks between words."""
    return not text.isascii() and _ANY.search(text) is not None


def pairs(text: str) -> str:
    """What to index of a text: pairs and words, parted by blanks."""
    kept: list[str] = []
    for part in _PARTS.finditer(fold(text)):
        run = part.group()
        if part[1]:
            kept.extend(run[place : place + 2] for place in range(len(run)))
        else:
            kept.append(run)
    return " ".join(kept)


def searched_pairs(word: str) -> tuple[str, ...]:
    """The runs of a word as they stand in that index, each to be found as a phrase.

    A single character of such a script is only the beginning of what is indexed.
    """
    found: list[str] = []
    for part in _PARTS.finditer(fold(word)):
        run = part.group()
        cut = [run[place : place + 2] for place in range(len(run) - 1)] if part[1] else []
        found.append(" ".join(cut) or run)
    return tuple(found)
