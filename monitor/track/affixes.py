"""What may stand before and after the stem of a form, by script; all in folded letters.

Rules go by script and by the language of the form, so that no text has to be told its language first.
The endings are those of nouns and of the adjectives made from names, in common grammars.
"""

import re
from dataclasses import dataclass
from typing import Final

from monitor.text.script import Script, word_script

_CYRILLIC_ADJECTIVE: Final = re.compile("(?:ий|ый|ой|ая|ое|ие|ые)$")
_CYRILLIC_VOWEL: Final = re.compile("[аеиоуыьэюяйіїє]$")
_CYRILLIC: Final = (
    "а|я|у|ю|е|ы|и|і|ї|ь|о|й|ой|ей|ою|ею|єю|ом|ем|ем|ам|ям|ами|ями|ах|ях|ов|ев|ів|їв|ові|еві|єм|ям|ия|ии|ию|ией|"
    "ый|ий|ого|его|ому|ему|ым|им|ая|яя|ую|юю|ое|ее|ые|ие|ых|их|ыми|ими|"
    "(?:ск|цк|ськ)(?:ий|ого|ому|им|ом|ая|а|ой|ую|у|ое|е|ие|і|их|ими)|"
    "ов(?:ец|ца|цу|цем|це|цы|цев|цам|цами|цах|ск\\w{1,3})"
)
_POLISH_VOWEL: Final = re.compile("[aeioy]$")
_POLISH: Final = (
    "a|e|i|o|u|y|ow|owi|owie|em|iem|ie|om|ami|ach|ego|emu|ej|ym|im|ych|ich|ymi|imi|"
    "owsk\\w{1,3}|sk(?:i|a|ie|iego|iemu|im|iej|ich|imi)|owiec|owc\\w{0,3}"
)
_ENGLISH: Final = "s|es"
_ROMANCE_GERMANIC: Final = "s|es|e|en|n|er|x"
_ARABIC_ENDINGS: Final = "ه|ها|هم|ي|يه|يا|يين|يون|ات"
_HEBREW_ENDINGS: Final = "י|ית|ים|יים|יות"
_GREEK_VOWEL: Final = re.compile("(?:οσ|ησ|ασ|η|α|ο)$")
_GREEK: Final = "σ|οσ|ου|ο|οι|ουσ|ων|α|ασ|ησ|η|εσ|ε"
_SLAVIC_LATIN: Final = frozenset({"pl", "cs", "sk", "sl", "hr", "bs", "sr"})

_PREFIXES: Final = {
    # "and", "so" / "with", "for", "like" / the article, which joins with "for" to a double lam.
    Script.ARABIC: re.compile("(?:[وف]?(?:[بكل]?(?:ال)?|لل))$"),
    # and, that, in, to, from, like, the: at most three of them.
    Script.HEBREW: re.compile("[והבלכמש]{0,3}$"),
}
LONGEST_PREFIX: Final = 4


@dataclass(frozen=True, slots=True)
class Inflection:
    """The unchanging beginning of a word, and a pattern for what may follow it."""

    stem: str
    endings: str


def unprefixed(script: Script) -> bool:
    """Whether nothing is ever written together with the beginning of a word of that script."""
    return script not in _PREFIXES


def prefix_allowed(script: Script, letters: str) -> bool:
    """Whether ``letters``, written together with a word of that script, leave it the same word."""
    if not letters:
        return True
    pattern = _PREFIXES.get(script)
    return pattern is not None and pattern.match(letters) is not None


def inflection(word: str, language: str, *, name: bool) -> Inflection:
    """How the folded ``word`` may change; ``name`` says that it was written with a capital."""
    match word_script(word):
        case Script.CYRILLIC:
            return _cyrillic(word)
        case Script.ARABIC:
            return Inflection(word, f"(?:{_ARABIC_ENDINGS})?")
        case Script.HEBREW:
            return Inflection(word, f"(?:{_HEBREW_ENDINGS})?")
        case Script.GREEK:
            return _cut(word, _GREEK_VOWEL, _GREEK)
        case Script.LATIN:
            return _latin(word, language, name=name)
        case _:
            return Inflection(word, "")


def _cyrillic(word: str) -> Inflection:
    if len(word) <= 3:  # noqa: PLR2004 - ПВО, США: acronyms do not change
        return Inflection(word, "")
    if word.endswith(("ец", "єць", "ець")):
        stem = re.sub("(?:ец|єць|ець)$", "", word)
        return Inflection(stem, "(?:ец|ець|ц\\w{0,3})")
    cut = _cut(word, _CYRILLIC_ADJECTIVE, _CYRILLIC)
    return cut if cut.stem != word else _cut(word, _CYRILLIC_VOWEL, _CYRILLIC)


def _latin(word: str, language: str, *, name: bool) -> Inflection:
    if language in _SLAVIC_LATIN:
        if word.endswith("iec"):
            return Inflection(word[:-3], "(?:iec|c\\w{1,4})")
        return _cut(word, _POLISH_VOWEL, _POLISH)
    if language not in {"en", "any"}:
        return Inflection(word, f"(?:{_ROMANCE_GERMANIC})?")
    if language == "any" and name and len(word) > 3:  # noqa: PLR2004 - names take Slavic endings in Latin letters
        return (
            Inflection(word, f"(?:{_ENGLISH}|{_POLISH})?")
            if not word.endswith(("a", "e", "i", "o"))
            else Inflection(word, f"(?:{_ENGLISH})?")
        )
    return Inflection(word, f"(?:{_ENGLISH})?")


def _cut(word: str, ending: re.Pattern[str], endings: str) -> Inflection:
    """Take the ending of the citation form off, unless too little of the word would be left."""
    stem = ending.sub("", word)
    if len(stem) < 3:  # noqa: PLR2004
        stem = word
    return Inflection(stem, f"(?:{endings})?")
