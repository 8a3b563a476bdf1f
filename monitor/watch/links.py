"""Names that the article itself says are one: "National Security Council (NSC)", "the SA-22, or Pantsir".

Only the acronym pattern is safe everywhere (its initials are checked); the looser patterns need a model
number on one side or must stand directly between two names.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from monitor.watch.names import Mention
from monitor.watch.words import Sentence

_FARTHEST = 3
"""How many names further on an alias may stand ("known to Nato as" has one between)."""
_KNOWN_AS = re.compile(
    r"[\s,(–—-]*(?:which (?:is|are) |that is |who is )?"
    r"(?:also |better |otherwise |formally |commonly |widely )?"
    r"(?:known (?:(?:in|to|by) (?:the )?\w+ )?as|also called|called|dubbed|nicknamed|code-?named"
    r"|aka|a\.k\.a\.|alias)"
    r"\s+(?:the |a |an )?[\"'“‘«]?"
)
_DESCRIPTION = re.compile(r"(?:[\s-]+[a-z]+){1,5}(?=,? |,)")
_OR = re.compile(r"[\s,(–—-]+or (?:the |a |an )?[\"'“‘«]?")
_BRACKET = re.compile(r" \((?:the |also |or )?[\"'“‘«]?")
_CAPITAL = "[A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻА-ЯЁІЇЄҐ]"
_BRACKETED = re.compile(
    r"(?<![\w'’-])(?P<long>"
    + _CAPITAL
    + r"[\w'’-]*(?:\s+(?:of|and|for|the|on|&|für|und|der|des|i|do|ds|de|du|et|"
    + _CAPITAL
    + r"[\w'’-]*)){1,7})\s+\((?P<short>"
    + _CAPITAL
    + r"{2,6})s?\)"
)
_SKIPPED_INITIALS = frozenset(
    {"of", "and", "for", "the", "on", "&", "für", "und", "der", "des", "i", "do", "ds", "de", "du", "et"}
)


def acronyms(sentences: Sequence[Sentence]) -> dict[str, str]:
    """Acronym → long form, wherever the initials of the words before the bracket spell it."""
    found: dict[str, str] = {}
    for sentence in sentences:
        for match in _BRACKETED.finditer(sentence.text):
            long = _spelt_by(match["long"].split(), match["short"])
            if long:
                found.setdefault(match["short"], long)
    return found


def parts_of_long_names(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], long_names: Collection[str]
) -> frozenset[int]:
    """Numbers of the mentions that are only a piece of a long name ("Markets Authority" where "and" cut it)."""
    found: set[int] = set()
    for number, mention in enumerate(mentions):
        text = sentences[mention.sentence].text
        for long in long_names:
            start = text.find(long)
            while 0 <= start <= mention.start:
                if mention.end <= start + len(long) and mention.name != long:
                    found.add(number)
                start = text.find(long, start + 1)
    return frozenset(found)


def _spelt_by(words: Sequence[str], short: str) -> str:
    """The shortest tail of ``words`` whose initials are ``short``, small words counted or not."""
    for start in range(len(words) - 1, -1, -1):
        tail = words[start:]
        if tail[0] in _SKIPPED_INITIALS:
            continue
        initials = "".join(word[0] for word in tail if word not in _SKIPPED_INITIALS)
        if short.upper() in {initials.upper(), "".join(word[0] for word in tail).upper()}:
            return " ".join(tail)
    return ""


def same_names(
    sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of mentions that the article says are one thing."""
    for place, first in enumerate(mentions):
        for second in mentions[place + 1 : place + 1 + _FARTHEST]:
            if second.sentence != first.sentence or second.key == first.key:
                continue
            text = sentences[first.sentence].text
            if _one_thing(first, second, text[first.end : second.start], text[second.end : second.end + 2]):
                yield first, second


def _one_thing(first: Mention, second: Mention, between: str, after: str) -> bool:
    coded = first.code != second.code
    if _KNOWN_AS.fullmatch(between):
        return True
    if first.code and (description := _DESCRIPTION.match(between)):
        return bool(_KNOWN_AS.fullmatch(between[description.end() :]))
    if coded and _OR.fullmatch(between):
        return between.startswith((",", " (")) or after[:1] in {",", ")"}
    return coded and bool(_BRACKET.fullmatch(between)) and after[:1] in {")", "”", '"'}
