"""Invented headlines and texts in many scripts, with few common and many rare words, for ``browse_data.py``."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

_SYLLABLES: Final[Mapping[str, str]] = {
    "latin": "ba ca da fe ga hi jo ka lo mi na os pe qua re sta ti un vor wex yl zo ent ing ion er al is",
    "cyrillic": "ба ва го да же за ми на оп ре ста ти ун фо хи цы чё ша ый ения ов ск",
    "arabic": "با تا جي حر دم ره زا سو شر صد طي عر فا قل كم لب مي نو هو يس ون ات",
    "hebrew": "בא גד הו זר חי טל יש כמ לב מר נו סד עי פק צה קל רש תי ים ות",
}
_HAN: Final = "".join(chr(0x4E00 + 7 * place) for place in range(1500))
_KANA: Final = "".join(chr(code) for code in range(0x3042, 0x3094))
_HANGUL: Final = "".join(chr(0xAC00 + 23 * place) for place in range(480))
_THAI: Final = "".join(chr(code) for code in range(0x0E01, 0x0E2F)) + "ะาเแโไ"
UNBROKEN: Final[Mapping[str, str]] = {"zh": _HAN, "ja": _HAN[:600] + _KANA * 6, "ko": _HANGUL, "th": _THAI}
"""Language → its characters, for those without blanks between words (Korean has some)."""
_WRITTEN: Final[Mapping[str, str]] = {
    **dict.fromkeys(("ru", "uk", "bg"), "cyrillic"),
    **dict.fromkeys(("ar", "fa"), "arabic"),
    "he": "hebrew",
}
SHARES: Final[Mapping[str, int]] = {
    "en": 90,
    "en-GB": 40,
    "ru": 25,
    "ar": 20,
    "fr": 18,
    "de": 16,
    "es": 16,
    "uk": 14,
    "tr": 10,
    "he": 8,
} | {"fa": 7, "it": 7, "pl": 6, "zh": 6, "ja": 5, "pt": 5, "ko": 3, "th": 2, "bg": 1, "sw": 1}
"""Language → how many of 300 feeds write it."""
WORDS: Final = 30_000
SENTENCES: Final = 12_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes in one language."""

    words: Sequence[str]
    weights: Sequence[float]
    """Cumulated."""
    sentences: Sequence[str]

    def headline(self, chance: random.Random) -> str:
        """Some eight words."""
        return " ".join(chance.choices(self.words, cum_weights=self.weights, k=chance.randint(6, 10)))

    def text(self, chance: random.Random) -> str:
        """Some six sentences."""
        return " ".join(chance.choices(self.sentences, k=chance.randint(3, 9)))


def writer(language: str, chance: random.Random) -> Writer:
    """One who writes the language; words follow Zipf's law, so that searches meet rare and common ones."""
    characters = UNBROKEN.get(language)
    base = language.partition("-")[0]
    if characters:
        words = ["".join(chance.choices(characters, k=chance.randint(2, 4))) for _ in range(WORDS)]
        blank = ""
    else:
        syllables = _SYLLABLES[_WRITTEN.get(base, "latin")].split()
        words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(WORDS)]
        blank = " "
    weights = list(accumulate(1 / (place + 12) for place in range(len(words))))
    sentences = [
        blank.join(chance.choices(words, cum_weights=weights, k=chance.randint(8, 20))) + "."
        for _ in range(SENTENCES)
    ]
    return Writer(words=words, weights=weights, sentences=sentences)
