"""Arabic and Hebrew words with the little words that are written as one with them: the, and, in, to, from.

The full-text index knows whole words only; it is asked for all of these forms at once. Pure.
"""

from itertools import product
from typing import Final

from monitor.text.script import Script, word_script

SHORTEST: Final = 3
"""Letters of a word that is looked for in other forms; shorter ones would find too much."""
_ARABIC: Final = ("", "ال", "و", "ب", "ل", "ف", "ك", "وال", "بال", "فال", "كال", "لل", "ولل", "وب", "ول")
_HEBREW: Final = (
    "",
    "ה",
    "ו",
    "ב",
    "ל",
    "מ",
    "כ",
    "ש",
    "וה",
    "וב",
    "ול",
    "ומ",
    "וכ",
    "וש",
    "שה",
    "מה",
    "כש",
    "שב",
)
_ALEFS: Final = ("ا", "أ", "إ", "آ")
_LAST: Final = (("ة", "ه"), ("ى", "ي"))
"""Letters that writers exchange at the end of a word."""


def written_together(word: str) -> tuple[str, ...]:
    """The word first, then its other forms; the word alone in other scripts and where it is short."""
    script = word_script(word)
    if script is Script.ARABIC:
        bare = word.removeprefix("ال")
        forms = (before + spelt for before, spelt in product(_ARABIC, _spellings(bare)))
    elif script is Script.HEBREW:
        bare = word
        forms = (before + word for before in _HEBREW)
    else:
        return (word,)
    return tuple(dict.fromkeys((word, *forms))) if len(bare) >= SHORTEST else (word,)


def _spellings(word: str) -> tuple[str, ...]:
    """With every alef that it may begin with, and both letters that it may end in."""
    starts = _ALEFS if word.startswith(_ALEFS) else (word[:1],)
    ends = next((pair for pair in _LAST if word.endswith(pair)), (word[-1:],))
    return tuple(start + word[1:-1] + end for start, end in product(starts, ends))
