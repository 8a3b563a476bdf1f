"""How common a word is before any item was counted: word frequencies that ship with wordfreq.

The frequencies are those of 2021 and will not be updated, which is fine for telling rare from common;
the store's own counts take over (``Background``).
"""

from functools import lru_cache
from typing import Final

from monitor.text.fold import fold
from monitor.text.script import Script, word_script
from monitor.track.constants import PRIOR_WORDS

_LANGUAGES: Final = {Script.CYRILLIC: "ru", Script.ARABIC: "ar", Script.HEBREW: "he", Script.GREEK: "el"}
_ENDINGS: Final = ("", "e", "s", "es", "ed", "ing")
"""What ``tokens.stem`` may have taken off; the frequencies are of whole words."""
_MOST: Final = 0.5


@lru_cache(maxsize=262144)
def item_share(token: str) -> float:
    """The share of items that hold ``token``, from 0 (not in the list) to 0.5."""
    frequencies = _frequencies(_LANGUAGES.get(word_script(token), "en"))
    forms = [token + ending for ending in _ENDINGS] if token.isascii() else [token]
    if token.isascii() and token.endswith("y"):
        forms.append(token[:-1] + "ies")
    return min(_MOST, PRIOR_WORDS * sum(frequencies.get(form, 0.0) for form in forms))


@lru_cache(maxsize=8)
def _frequencies(language: str) -> dict[str, float]:
    import wordfreq  # noqa: PLC0415 - a tenth of a second; a poll that brings nothing new asks for no word

    # The small lists end at one word in a million: rarer than that is rare enough.
    folded: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict(language, wordlist="small").items():
        key = fold(word)
        folded[key] = folded.get(key, 0.0) + frequency
    return folded
