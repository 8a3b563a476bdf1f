"""Runs of words that may be a name: neighbouring capitals where capitals tell, rare words elsewhere."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from monitor.model import Role
from monitor.text.fold import fold
from monitor.text.stop_words import STOP_WORDS
from monitor.watch.aliases import KnownNames
from monitor.watch.cues import ARTICLES, CALENDAR, FILLER, JOINS, PARTICLES, cued_role, is_generic
from monitor.watch.german import is_german_noun
from monitor.watch.rarity import Rarity
from monitor.watch.words import Sentence, Word

CODE = re.compile(
    r"[A-Z][A-Za-z]{0,3}[\-‐‑–]?\d{1,4}[A-Za-z]{0,2}|[A-Z][a-z]+[\-‐‑][A-Z]?\d{1,4}[A-Za-z]?"
    r"|[A-Z]+\d{1,3}[\-‐‑]\d{1,4}[a-z]?"
)
"""A model number or the like: SA-22, S-300, MH370, COP28, Pantsir-S1, Covid-19, K2-18b."""

_NO_CODE = re.compile(r"(?:FY|Q|H|No|Sept|Nov|Dec|Oct|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Part|Page|Vol)[\-]?\d+")
_RARE_WORD = 4.0
"""Zipf value under which a capitalised word may be a name though capitals tell nothing."""
_RARE_IN_TITLE_CASE = 2.8
_USUAL = 3.0
_SHORTENED = frozenset({"st", "dr", "mr", "mrs", "ms", "gen", "col", "lt", "sen", "rep", "gov", "prof", "mt"})
_SHORT = 3
"""Letters; a SHOUTED word no longer than that may as well be an acronym or a small word of any language."""
_INFLECTING = frozenset({"pl", "ru", "uk", "be", "cs", "sk", "bg", "sr", "hr", "sl", "mk", "ar", "he", "fa"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What the whole of the seeds shows about its words."""

    rarity: Rarity
    known: KnownNames
    small: Collection[str]
    """Words that stand somewhere in lower case."""
    inside: Collection[str]
    """Words (lower) that stand capitalised within a sentence."""
    spelled: Mapping[str, str]
    """Those words (lower) as they are written there: DeepMind, not Deepmind."""
    nouns_capital: bool
    """German: capitals tell nouns, not names."""
    inflects: bool
    """Names change with the case: Slavic endings, Semitic prefixes."""

    def folded(self, words: Sequence[Word]) -> list[str]:
        """The words as the table of known names has them."""
        folded = [fold(word.text) for word in words]
        return [self.known.basic(word) for word in folded] if self.inflects else folded


def writing_of(sentences: Sequence[Sentence], *, rarity: Rarity, known: KnownNames, language: str) -> Writing:
    """Look over all words once."""
    spelled = {
        word.lower: word.text
        for sentence in sentences
        if sentence.capitals_tell
        for place, word in enumerate(sentence.words)
        if word.capital and not opens(sentence, place)
    }
    return Writing(
        rarity=rarity,
        known=known,
        small=frozenset(word.text for sentence in sentences for word in sentence.words if not word.capital),
        inside=spelled.keys(),
        spelled=spelled,
        nouns_capital=language.lower().startswith(("de", "lb")),
        inflects=language.lower()[:2] in _INFLECTING,
    )


def opens(sentence: Sentence, place: int) -> bool:
    """Whether the word opens a sentence or a quotation, so that its capital says little."""
    return place == 0 or any(mark in sentence.words[place].gap for mark in ':“"‘«')


def is_code(word: Word) -> bool:
    """Whether the word is a model number or the like."""
    return bool(CODE.fullmatch(word.text)) and not _NO_CODE.fullmatch(word.text)


def is_verb_form(word: str, rarity: Rarity) -> bool:
    """Whether a rare English word is an ending away from a usual one (evacuates): no name, though rare."""
    return any(
        word.endswith(ending) and rarity(word.removesuffix(ending) + end) >= max(_USUAL, rarity(word))
        for ending, end in (
            ("s", ""),
            ("es", ""),
            ("ed", ""),
            ("ed", "e"),
            ("ing", ""),
            ("ing", "e"),
            ("ies", "y"),
        )
    )


def _name_word(word: Word) -> bool:
    return word.capital and word.lower not in CALENDAR and not CODE.fullmatch(word.text) and word.text != "I"


def capital_runs(sentence: Sentence) -> list[tuple[int, int]]:
    """Slices of words that stand together as one capitalised name; each code is a slice of its own."""
    words = sentence.words
    runs: list[tuple[int, int]] = []
    place = 0
    while place < len(words):
        end = place + 1
        if _name_word(words[place]):
            while (step := _step(words, end)) and not words[end - 1].possessive:
                end += step
            runs.append((place, end))
        elif is_code(words[place]):
            runs.append((place, end))
        place = end
    return runs


def _step(words: Sequence[Word], place: int) -> int:
    """How many words from ``place`` on lengthen a name: 1, 2 or 3 with particles before a capital, else 0."""
    for length in (1, 2, 3):
        group = words[place : place + length]
        if len(group) < length or any(not _joined(words, place + n) for n in range(length)):
            return 0
        if _name_word(group[-1]):
            return length
        if group[-1].text not in PARTICLES and not _org_join(words, place, group):
            return 0
    return 0


def _org_join(words: Sequence[Word], place: int, group: Sequence[Word]) -> bool:
    """House *of* Representatives, Strait *of the* ...: only after the kind of an organisation or place."""
    joins = group[0].text in JOINS and all(word.text in ARTICLES for word in group[1:])
    return joins and cued_role(words[place - 1].lower) in {Role.ACTOR, Role.PLACE}


def _joined(words: Sequence[Word], place: int) -> bool:
    """Whether a word goes on with the one before; a full stop may end a headline as well as an initial (John F.)."""
    gap, before = words[place].gap, words[place - 1]
    return gap in {" ", "\xa0", " & "} or (
        gap == ". " and (len(before.text) == 1 or before.lower in _SHORTENED)
    )


def rare_runs(sentence: Sentence, writing: Writing) -> list[tuple[int, int]]:
    """Where capitals tell nothing: neighbouring capitalised words that are rare, and codes."""
    runs: list[tuple[int, int]] = []
    shouting = sentence.text.isupper()
    for place, word in enumerate(sentence.words):
        if is_code(word):
            runs.append((place, place + 1))
        elif (
            not _name_word(word)
            or _too_common(word, writing, shouting=shouting)
            or (writing.nouns_capital and is_german_noun(sentence.words, place, writing.rarity))
        ):
            continue
        elif runs and runs[-1][1] == place and _joined(sentence.words, place):
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _too_common(word: Word, writing: Writing, *, shouting: bool) -> bool:
    """In a Title Case line a name has to be rarer, unless the text has it in mid-sentence."""
    inside = word.lower in writing.inside
    unseen = _USUAL if shouting else _RARE_IN_TITLE_CASE
    rarest = _RARE_WORD if inside else unseen
    return (
        writing.rarity(word.lower.replace(".", "")) >= rarest
        or (
            not inside
            and (is_verb_form(word.lower, writing.rarity) or (shouting and len(word.text) <= _SHORT))
        )
        or word.lower in FILLER
        or ("-" in word.text and not is_code(word))
        or word.lower in STOP_WORDS
        or word.lower in writing.small
        or is_generic(word.lower)
    )
