"""German writes all nouns with a capital: which of them are no names."""

from collections.abc import Sequence

from monitor.watch.rarity import Rarity
from monitor.watch.words import Word

_ENDINGS = (
    "ung", "ungen", "heit", "keit", "schaft", "schaften", "tion", "tionen", "ität", "stelle", "raum", "erei", "nis"
)  # fmt: skip
_LEADS = frozenset(
    [
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "eines",
        "im",
        "am",
        "zum",
        "zur",
        "vom",
        "beim",
        "ihre",
        "ihren",
        "seine",
        "seinen",
        "mehrere",
        "viele",
        "drei",
        "zwei",
        "vier",
        "fünf",
    ]
)
_LISTED = 2.5
"""Zipf value from which a word behind an article is a noun; names of ships and firms have an article too."""


def is_german_noun(words: Sequence[Word], place: int, rarity: Rarity) -> bool:
    """Whether the capitalised word at ``place`` is a common noun by its ending or by the article before it."""
    word = words[place].lower
    if word.endswith(_ENDINGS):
        return True
    return place > 0 and words[place - 1].lower in _LEADS and rarity(word) >= _LISTED
