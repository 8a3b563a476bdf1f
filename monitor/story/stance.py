"""Whether a report denies or corrects what was told: its headline must do so itself, else the first sentence. Pure.

A denial is of a claim, a report, an accusation or a part in something. What a court, an office or a goalkeeper
denies, what nobody can deny, what somebody has denied for years, and a question are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from monitor.story.stance_eastern import EASTERN
from monitor.story.stance_english import ENGLISH
from monitor.story.stance_slavic import SLAVIC
from monitor.story.stance_western import WESTERN
from monitor.story.stance_words import StanceWords
from monitor.story.values import Stance
from monitor.text.fold import fold, fold_with_offsets

LEAD_CHARACTERS: Final = 400
"""Of a text that are looked at for its first sentence."""
_NEAR: Final = 60
"""Characters before a cue in which a word undoes it."""
_GAP: Final = {
    "{gap}": r"(?:[^;:?!\n]{0,60}?(?<!\w)|\s?)",
    "{short}": r"(?:[^;:,?!\n]{0,24}?(?<!\w)|\s?)",
    "{near}": r"(?:(?:(?!\b(?:who|which|after|amid|as|to|that|and|over)\b)[^;:,?!\n]){0,50}?(?<!\w)|\s?)",
    "{joined}": r"[^,;:。，；：？！\n]{0,18}?",
}
_END: Final = re.compile(
    r"(?<!\b\w)(?<!\b(?:mr|ms|dr|st|lt|no|jr|sr))(?<!\b(?:gov|sen|rep|gen|col|mrs|rev))(?<!\bprof)"
    r"[.!](?=[\s\"']|$)|[?؟。！？…]|\s[|-]\s|\n"
)
_ASKING: Final = frozenset("?؟？")
_QUOTED: Final = re.compile(r"\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
_KEPT: Final = re.compile(r"(\\[A-Z]|\(\?P<)")
"""What of a pattern has a meaning in upper case."""
_LANGUAGES: Final = {"en": ENGLISH, **WESTERN, **SLAVIC, **EASTERN}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """The words of one language as patterns over folded text."""

    cues: tuple[tuple[Stance, re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None], ...]
    """Stance, cue, what may not stand anywhere before it in the sentence, what may not follow."""
    undone_before: re.Pattern[str] | None
    undone_after: re.Pattern[str] | None
    not_in_lead: re.Pattern[str] | None
    asks: re.Pattern[str] | None
    hints: re.Pattern[str] | None

    def may_be_in(self, folded: str) -> bool:
        """Whether a cue may stand in a folded text: most have nothing of any, which is soon seen."""
        return self.hints is None or self.hints.search(folded) is not None


def stance_of(title: str, text: str, language: str = "") -> tuple[Stance, str]:
    """What a report of this headline and text does, and the words that do it, as they stand there.

    ``language`` is a code such as ``en`` or ``pt-BR``; without one (or with one that has no list) every list is
    tried. The text counts with its first sentence, and only where the headline says nothing.
    """
    rules = tuple(_rules_for(language))
    for part in (title, text[:LEAD_CHARACTERS]):
        lead, folded = part is not title, fold(part)
        for start, end in islice(_sentences(folded), 1 if lead else None):
            for each in rules:
                stance, span = _stance_in(folded[start:end], each, lead=lead)
                if stance is not Stance.NONE:
                    return stance, _words(part, start + span[0], start + span[1])
    return Stance.NONE, ""


def _words(original: str, start: int, end: int) -> str:
    first, last = fold_with_offsets(original).original(start, end)
    return " ".join(original[first:last].split()).strip(" ,:-–—'\"")


def _rules_for(language: str) -> Iterator[_Rules]:
    code = re.split("[-_]", language.lower(), maxsplit=1)[0]
    for known in (code,) if code in _LANGUAGES else _LANGUAGES:
        yield _rules(known)


def _sentences(folded: str) -> Iterator[tuple[int, int]]:
    """Slices of the sentences, their end marks included."""
    start = 0
    for mark in _END.finditer(folded):
        if folded[start : mark.end()].strip(" .!-|"):
            yield start, mark.end()
            start = mark.end()
    if folded[start:].strip():
        yield start, len(folded)


def _stance_in(sentence: str, rules: _Rules, *, lead: bool) -> tuple[Stance, tuple[int, int]]:
    """The first cue of ``sentence`` that holds, and its place."""
    if not rules.may_be_in(sentence):
        return Stance.NONE, (0, 0)
    if sentence.rstrip()[-1:] in _ASKING or (rules.asks and rules.asks.match(sentence.strip(" \"'"))):
        return Stance.NONE, (0, 0)
    quoted = [match.span() for match in _QUOTED.finditer(sentence)]
    found = [
        (*match.span(), stance)
        for stance, cue, barred_before, barred_after in rules.cues
        for match in cue.finditer(sentence)
        if not (barred_before and barred_before.search(sentence, 0, match.start()))
        and not (barred_after and barred_after.match(sentence, match.end()))
        and not (rules.undone_before and rules.undone_before.search(_before(sentence, match.start())))
        and not (rules.undone_after and rules.undone_after.match(sentence, match.end()))
        and not (lead and rules.not_in_lead and rules.not_in_lead.search(match.group()))
        and not _is_cited(match, quoted, lead=lead)
    ]
    if not found:
        return Stance.NONE, (0, 0)
    start, end, stance = min(found, key=lambda one: (one[0], -one[1]))
    return stance, (start, end)


def _before(sentence: str, start: int) -> str:
    return sentence[max(0, start - _NEAR) : start]


def _is_cited(match: re.Match[str], quoted: list[tuple[int, int]], *, lead: bool) -> bool:
    """Whether the cue is somebody's words: a verb within quotation marks, unless it is said of oneself.

    A whole headline in quotation marks is its own sentence; "this is not true" denies in any marks.
    """
    said = match.re.groupindex.get("said") is not None and match.group("said") is not None
    inside = any(start < match.start() and match.end() <= end for start, end in quoted)
    return inside and not said and (lead or len(match.string.strip()) > max(e - s for s, e in quoted))


@cache
def _rules(language: str) -> _Rules:
    words = _LANGUAGES[language]
    return _Rules(
        cues=(
            *_cues(words, Stance.CORRECTS, words.corrects),
            *_cues(words, Stance.DENIES, words.denies),
            *_cues(words, Stance.DENIES, words.denies_claims, before=words.deciders),
            *_cues(words, Stance.DENIES, words.denies_things, before=words.deciders, after=words.decided),
        ),
        undone_before=_pattern(words, rf"(?:{words.undone_before})\W*$") if words.undone_before else None,
        undone_after=_pattern(words, words.undone_after) if words.undone_after else None,
        not_in_lead=_pattern(words, words.not_in_lead) if words.not_in_lead else None,
        asks=_pattern(words, words.asks) if words.asks else None,
        hints=_pattern(words, words.hints) if words.hints else None,
    )


def _cues(
    words: StanceWords, stance: Stance, patterns: tuple[str, ...], *, before: str = "", after: str = ""
) -> Iterator[tuple[Stance, re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None]]:
    barred_before = _pattern(words, before) if before else None
    barred_after = _pattern(words, after) if after else None
    for pattern in patterns:
        yield stance, _pattern(words, pattern), barred_before, barred_after


def _pattern(words: StanceWords, pattern: str) -> re.Pattern[str]:
    """``pattern`` with its placeholders filled in, folded as the texts are."""
    filled = pattern.replace("{claim}", f"(?:{words.claims})").replace("{told}", f"(?:{words.told})")
    folded = "".join(part if _KEPT.fullmatch(part) else fold(part) for part in _KEPT.split(filled))
    for name, gap in _GAP.items():
        folded = folded.replace(name, gap)
    return re.compile(folded)
