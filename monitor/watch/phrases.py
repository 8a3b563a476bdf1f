"""What a seed is about beyond its names: phrases it repeats and words that are rare in its language."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from monitor.text.stop_words import STOP_WORDS
from monitor.text.tokens import stem
from monitor.watch.cues import CALENDAR, FILLER, SAYING
from monitor.watch.rarity import Rarity
from monitor.watch.words import Sentence, Word

_STOP_ZIPF = 5.5
"""Zipf value from which a word of any language is taken for a function word."""
_RARE_ZIPF = 4.3
_RARE_ONCE_ZIPF = 3.6
_SHORT_SEED = 120
"""Words; below that there are few repeats, and less rare words have to do."""
_SHORT_SEED_GIVES = 0.4
_SHORTEST_WORD = 4
_SHORTEST_PHRASE_WORD = 3
_LONGEST_PHRASE = 3
_HYPHENS = frozenset("-‐‑")
_REPEATED = 2
_MOST_PHRASES = 24


@dataclass(slots=True, kw_only=True)
class Subject:
    """A phrase or word in lower case, with where it stands."""

    spellings: dict[str, int] = field(default_factory=dict)
    """Spelling → how often: "air defence" and "air defences" are one subject."""
    headline: bool = False
    lead: bool = False
    seeds: set[int] = field(default_factory=set)
    """In which of the articles it stands, from 0."""

    @property
    def text(self) -> str:
        """The spelling that the article uses most, the first of equals."""
        return max(self.spellings, key=lambda spelling: self.spellings[spelling])

    @property
    def count(self) -> int:
        """How often it stands in the article, in any spelling."""
        return sum(self.spellings.values())


def subjects(
    sentences: Sequence[Sentence], *, rarity: Rarity, name_words: Collection[str], pairs: bool
) -> tuple[Subject, ...]:
    """Repeated phrases, then rare words that are in none of them; most frequent first.

    ``pairs``: two rare words side by side make a phrase already once; not where all forms of words are rare.
    """
    phrases = _phrases(sentences, rarity, name_words, pairs=pairs)
    used = {word for phrase in phrases for word in _stems(phrase.text).split()}
    return (*phrases, *_rare_words(sentences, rarity, frozenset(name_words) | used))


def _phrases(
    sentences: Sequence[Sentence], rarity: Rarity, name_words: Collection[str], *, pairs: bool
) -> list[Subject]:
    found: dict[str, Subject] = {}
    for sentence in sentences:
        for text in _runs_of(sentence, rarity, name_words):
            _count(found, text, sentence)
    repeated = [
        phrase
        for phrase in found.values()
        if phrase.count >= _REPEATED or (pairs and _all_rare(phrase, rarity))
    ]
    repeated.sort(key=lambda phrase: (-phrase.count * len(phrase.text.split()), phrase.text))
    kept: list[Subject] = []
    for phrase in repeated:
        if len(kept) == _MOST_PHRASES:
            break
        if not any(_overlap(phrase.text, other.text) for other in kept):
            kept.append(phrase)
    return kept


def _all_rare(phrase: Subject, rarity: Rarity) -> bool:
    """A pair of rare words is one thing though it stands there once: ammonium nitrate."""
    words = phrase.text.split()
    return len(words) == _REPEATED and all(rarity(word) < _RARE_ONCE_ZIPF for word in words)


def _overlap(one: str, other: str) -> bool:
    """Whether two phrases share a word: one of them is enough."""
    return not frozenset(_stems(one).split()).isdisjoint(_stems(other).split())


def _runs_of(sentence: Sentence, rarity: Rarity, name_words: Collection[str]) -> Iterator[str]:
    """Word pairs and triples without function words, names or punctuation inside."""
    run: list[str] = []
    for word in sentence.words:
        plain = (not word.capital or not sentence.capitals_tell) and word.lower not in name_words
        if word.gap.strip("-‐‑ \xa0"):
            run = []
        if word.gap in _HYPHENS and not run:
            continue  # the end of "surface-to-air" says nothing without its beginning
        if not plain or not _has_content(word) or rarity(word.lower) >= _STOP_ZIPF:
            run = []
            continue
        run.append(word.lower)
        for length in range(2, min(_LONGEST_PHRASE, len(run)) + 1):
            yield " ".join(run[-length:])


def _has_content(word: Word) -> bool:
    """Whether the word may say what the story is about: no function word, date, number or "said"."""
    lower = word.lower
    if lower in STOP_WORDS or lower in CALENDAR or lower in SAYING or lower in FILLER:
        return False
    return len(lower) >= _SHORTEST_PHRASE_WORD and lower.isalpha() | ("-" in lower or "'" in lower)


def _rare_words(sentences: Sequence[Sentence], rarity: Rarity, taken: Collection[str]) -> list[Subject]:
    small = frozenset(word.text for sentence in sentences for word in sentence.words if not word.capital)
    gives = _SHORT_SEED_GIVES if sum(len(sentence.words) for sentence in sentences) < _SHORT_SEED else 0.0
    found: dict[str, Subject] = {}
    for sentence in sentences:
        for word in sentence.words:
            rare = _has_content(word) and rarity(word.lower) < _RARE_ZIPF + gives
            if rare and _is_plain(word, sentence, small) and not _is_taken(word, taken):
                _count(found, word.lower, sentence)
    return sorted(
        (subject for subject in found.values() if _telling(subject, rarity(subject.text) - gives)),
        key=lambda subject: (-subject.count, rarity(subject.text), subject.text),
    )


def _is_plain(word: Word, sentence: Sentence, small: Collection[str]) -> bool:
    """Whether the word is no name, as far as its writing tells."""
    if "-" in word.text and word.text not in small:
        return False
    return not word.capital or not sentence.capitals_tell or (word.start == 0 and word.lower in small)


def _is_taken(word: Word, taken: Collection[str]) -> bool:
    return word.lower in taken or stem(word.lower) in taken


def _telling(subject: Subject, zipf: float) -> bool:
    if len(subject.text) < _SHORTEST_WORD and subject.text.isascii():
        return False
    often = subject.count >= _REPEATED or subject.headline
    return zipf < (_RARE_ZIPF if often else _RARE_ONCE_ZIPF)


def _stems(text: str) -> str:
    """What makes two spellings one subject: "air defences" counts for "air defence"."""
    return " ".join(stem(word) for word in text.split())


def _count(found: dict[str, Subject], text: str, sentence: Sentence) -> None:
    subject = found.setdefault(_stems(text), Subject())
    subject.spellings[text] = subject.spellings.get(text, 0) + 1
    subject.headline = subject.headline or sentence.headline
    subject.lead = subject.lead or sentence.lead
    subject.seeds.add(sentence.seed)
