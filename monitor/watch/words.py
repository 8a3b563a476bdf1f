"""A seed as sentences of words, each with what its writing says: capitals, gaps, place in the article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.model import Seed

LONGEST_TEXT = 20_000
"""Characters of an article that are read; what follows adds nothing to what the story is about."""
_LEAD_SENTENCES = 2
_SHOUTING = 0.7
_SMALL_WORD = 3
_FEW_WORDS = {True: 4, False: 8}
"""From how many longer words on a headline (True) or a sentence can be called Title Case."""
_STAYS_SMALL = frozenset(
    {"with", "from", "over", "after", "into", "amid", "that", "than", "under", "upon", "near", "this", "says"}
)

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʼ\-‐‑.&][^\W_]+)*")
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ]s?$", re.IGNORECASE)
_BOUNDARY = re.compile(r"(?<![.!?…。؟])[.!?…。؟]+[\"'”’»)\]]*\s+|\n+")
_HYPHEN = re.compile(r"[\-‐‑]")
_SHORTEST_HEAD = 2
_SHORTEST_PART = 3
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S+@\S+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Sen|Rep|Gov|St|Jr|Sr|No|vs|Inc|Ltd"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|(?:[A-Z]\.)+[A-Z])\.$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word without its possessive ending."""

    text: str
    lower: str
    """The word in lower case, as frequency lists have it."""
    start: int
    """Offset into the sentence."""
    gap: str
    """What stands between the word before it in the sentence and this one."""
    capital: bool
    possessive: bool

    @property
    def end(self) -> int:
        """Offset behind the word in the sentence."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, or a headline."""

    text: str
    words: tuple[Word, ...]
    seed: int
    """Which of the seeds, from 0."""
    headline: bool = False
    lead: bool = False
    """Headline or one of the first sentences of the text."""
    capitals_tell: bool = True
    """False for SHOUTED and Title Case sentences, and for scripts without capitals."""


def sentences(seeds: Sequence[Seed]) -> tuple[Sentence, ...]:
    """All sentences of the seeds in order, headlines first in each."""
    found: list[Sentence] = []
    for number, seed in enumerate(seeds):
        title = seed.title[:LONGEST_TEXT].strip()
        if title:
            found.append(_sentence(title, number, headline=True, lead=True))
        for place, text in enumerate(_split(_without(title, seed.text[:LONGEST_TEXT]))):
            if text != title:
                found.append(_sentence(text, number, headline=False, lead=place < _LEAD_SENTENCES))
    return tuple(found)


def _without(title: str, text: str) -> str:
    """The text without the headline, which some feeds repeat at its beginning or end ("The post ... appeared")."""
    if len(title.split()) < _FEW_WORDS[True]:
        return text  # a name, which the text may use like any other
    return text.replace(title, "\n")


def _split(text: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        before = text[start : boundary.start() + 1]
        if "\n" not in boundary.group() and _goes_on(before, text[boundary.end() : boundary.end() + 1]):
            continue
        parts.append(text[start : boundary.end()])
        start = boundary.end()
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def _goes_on(before: str, following: str) -> bool:
    """Whether a full stop belongs to an abbreviation, or a lower-case word follows it."""
    return following.islower() or bool(_ABBREVIATION.search(before[-12:]))


def _sentence(text: str, seed: int, *, headline: bool, lead: bool) -> Sentence:
    text = _ADDRESS.sub(" ", text)
    words: list[Word] = []
    end = 0
    for start, stop in _spans(text):
        bare = _POSSESSIVE.sub("", text[start:stop])
        words.append(
            Word(
                text=bare,
                lower=bare.lower().replace("’", "'"),
                start=start,
                gap=text[end:start],
                capital=_is_capital(bare),
                possessive=len(bare) < stop - start or text[stop : stop + 1] in {"'", "’"},
            )
        )
        end = stop
    return Sentence(
        text=text,
        words=tuple(words),
        seed=seed,
        headline=headline,
        lead=lead,
        capitals_tell=_capitals_tell(words, headline=headline),
    )


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand; compounds with a lower-case end come apart (Iran-backed, air-defence)."""
    for match in _WORD.finditer(text):
        start = match.start()
        parts = _HYPHEN.split(match.group())
        if (
            len(parts) == 1
            or not parts[-1].islower()
            or not parts[-1].isalpha()
            or len(parts[0]) < _SHORTEST_HEAD
            or len(parts[-1]) < _SHORTEST_PART
        ):
            yield match.span()
            continue
        for part in parts:
            yield start, start + len(part)
            start += len(part) + 1


def _is_capital(word: str) -> bool:
    """Capitalised, also after a lower-case article (al-Assad, d'Ivoire)."""
    if word[0].isupper():
        return True
    head, mark, tail = word.replace("’", "'").replace("'", "-").partition("-")
    return bool(mark) and len(head) <= _SMALL_WORD and tail[:1].isupper()


def _capitals_tell(words: Sequence[Word], *, headline: bool) -> bool:
    letters = [character for word in words for character in word.text if character.isalpha()]
    upper = sum(1 for letter in letters if letter.isupper())
    cased = upper + sum(1 for letter in letters if letter.islower())
    if not letters or cased * 2 < len(letters) or upper > _SHOUTING * cased:
        return False
    long_words = [word for word in words if len(word.text) > _SMALL_WORD and word.text not in _STAYS_SMALL]
    return len(long_words) < _FEW_WORDS[headline] or not all(word.capital for word in long_words)
