"""The script of a character, as far as matching rules differ by script.

The ranges are those of the Unicode blocks of each script; the standard library has no script
property, and the first word of a character's name is slower and less exact for marks.
"""

from bisect import bisect_right
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Script(StrEnum):
    """The scripts that have rules of their own; all others are ``OTHER``."""

    LATIN = "latin"
    GREEK = "greek"
    CYRILLIC = "cyrillic"
    HEBREW = "hebrew"
    ARABIC = "arabic"
    HAN = "han"
    KANA = "kana"
    HANGUL = "hangul"
    UNSPACED = "unspaced"
    """South-East Asian scripts that write no blanks between words."""
    OTHER = "other"


_RANGES: Final = (
    (0x0041, 0x005A, Script.LATIN),
    (0x0061, 0x007A, Script.LATIN),
    (0x00AA, 0x00AA, Script.LATIN),
    (0x00BA, 0x00BA, Script.LATIN),
    (0x00C0, 0x00D6, Script.LATIN),
    (0x00D8, 0x00F6, Script.LATIN),
    (0x00F8, 0x02B8, Script.LATIN),
    (0x0370, 0x03FF, Script.GREEK),
    (0x0400, 0x052F, Script.CYRILLIC),
    (0x0590, 0x05FF, Script.HEBREW),
    (0x0600, 0x06FF, Script.ARABIC),
    (0x0750, 0x077F, Script.ARABIC),
    (0x0870, 0x08FF, Script.ARABIC),
    (0x0E00, 0x0EFF, Script.UNSPACED),
    (0x1000, 0x109F, Script.UNSPACED),
    (0x1100, 0x11FF, Script.HANGUL),
    (0x1780, 0x17FF, Script.UNSPACED),
    (0x1C80, 0x1C8F, Script.CYRILLIC),
    (0x1E00, 0x1EFF, Script.LATIN),
    (0x1F00, 0x1FFF, Script.GREEK),
    (0x2C60, 0x2C7F, Script.LATIN),
    (0x2DE0, 0x2DFF, Script.CYRILLIC),
    (0x2E80, 0x2FDF, Script.HAN),
    (0x3005, 0x3007, Script.HAN),
    (0x3021, 0x3029, Script.HAN),
    (0x3031, 0x312F, Script.KANA),
    (0x3130, 0x318F, Script.HANGUL),
    (0x31F0, 0x31FF, Script.KANA),
    (0x3400, 0x4DBF, Script.HAN),
    (0x4E00, 0x9FFF, Script.HAN),
    (0xA640, 0xA69F, Script.CYRILLIC),
    (0xA720, 0xA7FF, Script.LATIN),
    (0xA960, 0xA97F, Script.HANGUL),
    (0xAB30, 0xAB6F, Script.LATIN),
    (0xAC00, 0xD7FF, Script.HANGUL),
    (0xF900, 0xFAFF, Script.HAN),
    (0xFB00, 0xFB06, Script.LATIN),
    (0xFB1D, 0xFB4F, Script.HEBREW),
    (0xFB50, 0xFDFF, Script.ARABIC),
    (0xFE70, 0xFEFC, Script.ARABIC),
    (0xFF21, 0xFF5A, Script.LATIN),
    (0xFF66, 0xFF9F, Script.KANA),
    (0xFFA0, 0xFFDC, Script.HANGUL),
    (0x1B000, 0x1B16F, Script.KANA),
    (0x20000, 0x3FFFF, Script.HAN),
)
_STARTS: Final = tuple(start for start, _, _ in _RANGES)
_WITHOUT_BOUNDARY: Final = frozenset({Script.HAN, Script.KANA, Script.HANGUL, Script.UNSPACED})


@lru_cache(maxsize=8192)
def script_of(character: str) -> Script:
    """The script of one character; digits, punctuation and marks shared by scripts are ``OTHER``."""
    code = ord(character)
    index = bisect_right(_STARTS, code) - 1
    if index >= 0 and code <= _RANGES[index][1]:
        return _RANGES[index][2]
    return Script.OTHER


def word_script(word: str) -> Script:
    """The script of the first character that has one, else ``OTHER``."""
    for character in word:
        script = script_of(character)
        if script is not Script.OTHER:
            return script
    return Script.OTHER


def has_boundary(character: str) -> bool:
    """Whether the script of ``character`` sets words apart, so that a match may not end inside one."""
    return script_of(character) not in _WITHOUT_BOUNDARY


def characters_of(*scripts: Script) -> str:
    """All characters of these scripts, as they stand between the brackets of a regular expression."""
    return "".join(f"{chr(start)}-{chr(end)}" for start, end, script in _RANGES if script in scripts)
