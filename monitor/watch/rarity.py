"""How rare a word is in a language, from the word lists of wordfreq.

The scale is Zipf's: the base-10 logarithm of occurrences per billion words, 3.0 being one in a million;
a word that no list holds has 0.0. The lists end in 2021, which is fine for telling names from small change.
"""

import math
from collections.abc import Callable
from functools import cache

from wordfreq import available_languages, get_frequency_dict

Rarity = Callable[[str], float]
"""Zipf value of one word in lower case; small is rare, 0.0 is unknown."""

_PER_BILLION = 9
_FALLBACK = "en"


@cache
def rarity_for(language: str) -> Rarity:
    """The rarity of words of ``language`` (any BCP 47 tag); English where there is no list for it."""
    primary = language.lower().replace("_", "-").partition("-")[0]
    listed = primary if primary in available_languages("best") else _FALLBACK
    frequencies = get_frequency_dict(listed, "best")

    def rarity(word: str) -> float:
        frequency = frequencies.get(word, 0.0)
        if frequency:
            return math.log10(frequency) + _PER_BILLION
        # A compound that no list holds (Iran-backed) is as rare as its rarest part.
        parts = word.split("-")
        return min(rarity(part) for part in parts if part) if len(parts) > 1 and any(parts) else 0.0

    return rarity
