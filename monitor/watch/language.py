"""A guess at the language of a seed that does not say it: by script, then by small words."""

import re
from collections import Counter
from typing import Final

from monitor.text.script import Script, script_of

UNKNOWN: Final = "en"
_READ = 2000
"""Characters that are looked at."""
_BY_SCRIPT: Final = {
    Script.HAN: "zh",
    Script.KANA: "ja",
    Script.HANGUL: "ko",
    Script.HEBREW: "he",
    Script.GREEK: "el",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_UKRAINIAN: Final = frozenset("іїєґ")
_PERSIAN: Final = frozenset("پچژگ")
_SMALL_WORDS: Final = {
    "en": _words("the and of to in that for with was said from has after"),
    "pl": _words("i w na z do że się nie jest po od oraz który przez"),
    "de": _words("der die und das den von mit ist dem nicht auf eine nach"),
    "fr": _words("le la les des et du une dans pour que est par sur au"),
    "es": _words("el los las del que en por con una para su se al"),
    "it": _words("il di che la per una del della con sono nel gli"),
    "nl": _words("de het een van en dat niet met voor op zijn aan"),
}
_WORD: Final = re.compile(r"[^\W\d_]+")


def guessed_language(text: str) -> str:
    """The primary tag of the likeliest language; English where nothing speaks for another."""
    sample = text[:_READ].lower()
    scripts = Counter(script for script in map(script_of, sample) if script is not Script.OTHER)
    if not scripts:
        return UNKNOWN
    if scripts[Script.KANA]:
        return "ja"
    script = scripts.most_common(1)[0][0]
    if script is Script.CYRILLIC:
        return "ru" if _UKRAINIAN.isdisjoint(sample) else "uk"
    if script is Script.ARABIC:
        return "ar" if _PERSIAN.isdisjoint(sample) else "fa"
    return _BY_SCRIPT.get(script) or _by_small_words(sample)


def _by_small_words(sample: str) -> str:
    words = Counter(_WORD.findall(sample))
    votes = {language: sum(words[word] for word in small) for language, small in _SMALL_WORDS.items()}
    return max(votes, key=lambda language: (votes[language], language == UNKNOWN))
