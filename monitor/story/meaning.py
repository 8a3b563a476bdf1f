"""Whether an edit changed what a report says, and in which words. Pure.

Case, punctuation, quotation marks, spelling mistakes, labels, outlets, time stamps and standing text are no news;
neither is a text that the feed cuts earlier or later than before. A number, a negation, a name, another verb is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from monitor.story.differences import PieceKind, difference
from monitor.story.slips import Side, without_slips
from monitor.story.standing_text import is_cut, plain_text, plain_title
from monitor.story.values import NumberChange
from monitor.text.fold import fold
from monitor.text.tokens import folded_tokens

LEAST_NEW_WORDS: Final = 3
"""Words that a text has to gain or lose to be news where none is a name or number and none took another's place."""
_TITLE_CASE: Final = 0.7
"""Share of a headline's words with a capital from which on a capital says nothing."""
_FIGURES: Final = r"\d+(?:[.,' \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_WORD: Final = re.compile(rf"(?P<number>(?<!\w)(?:{_FIGURES})(?!\w))|\w+(?:['’]\w+)*")
_NUMERALS: Final = {
    word: str(value)
    for value, word in enumerate(
        (
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        )
    )
}
_NUMBER: Final = re.compile(
    r"(?:(?:at least|more than|less than|fewer than|up to|about|around|nearly|almost|over|some|mindestens|über|rund|"
    r"au moins|plus de|al menos|más de|almeno|pelo menos|co najmniej|ponad|не менее|более|щонайменше|понад)\s+)?"
    rf"(?P<value>(?<!\w)(?:{_FIGURES}|{'|'.join(_NUMERALS)})(?!\w))",
    re.IGNORECASE,
)
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:…]\W+|\n\W*)$")
_NEGATION: Final = re.compile(
    r"\b(?:not|no|never|cannot|without|nobody|none|neither|\w+n't|nicht|kein\w*|nie|niemand|ohne|pas|jamais|aucune?|"
    r"sans|nunca|sin|nadie|nao|sem|ninguem|non|mai|nessuno|senza|niet|geen|nooit|zonder|bez|nikt|не|нет|никто|без|ні|"
    r"немає|لا|لم|لن|ليس|ليست|לא|אין|אינו|אינה|نيست|degil|yok)\b|[不没沒未無无]|ない|せず"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an edit changed for people."""

    is_news: bool
    """Whether words of meaning changed."""
    added: tuple[str, ...] = ()
    """Words of meaning that are new, as written, in order, each once."""
    removed: tuple[str, ...] = ()
    """Words of meaning that are gone."""
    numbers: tuple[NumberChange, ...] = ()
    """Numbers that are others now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """One state of a report."""

    title: str
    text: str
    written: dict[str, str] = field(default_factory=dict)
    """Token → how it is written first, in order: headline, then text."""
    in_title: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    """Tokens written with a capital where not every word is, and numbers."""

    @property
    def side(self) -> Side:
        """As slips are looked for."""
        folded = fold(f"{self.title} {self.text}")
        return Side(tokens=self.written, letters="".join(filter(str.isalnum, folded)))


def meaning_changed(
    before_title: str, before_text: str, after_title: str, after_text: str, *, hit_id: int = 0
) -> Meaning:
    """What the edit from one version to the next changed; ``hit_id`` is the report's, for its number changes."""
    old, new = _version(before_title, before_text), _version(after_title, after_text)
    longer, shorter = is_cut(old.text, new.text), is_cut(new.text, old.text)
    added = [token for token in (new.in_title if longer else new.written) if token not in old.written]
    removed = [token for token in (old.in_title if shorter else old.written) if token not in new.written]
    added, removed = without_slips(added, removed, old.side, new.side)
    whole = not longer and not shorter
    numbers = (
        *_number_changes(old.title, new.title, hit_id),
        *(_number_changes(old.text, new.text, hit_id) if whole else ()),
    )
    negated = _negations(old.title) != _negations(new.title) or (
        whole and _negations(old.text) != _negations(new.text)
    )
    order_new, order_old = list(new.written), list(old.written)
    return Meaning(
        is_news=bool(numbers) or negated or _is_news(added, removed, old, new),
        added=tuple(new.written[token] for token in sorted(added, key=order_new.index)),
        removed=tuple(old.written[token] for token in sorted(removed, key=order_old.index)),
        numbers=tuple(dict.fromkeys(numbers)),
    )


def _is_news(added: Sequence[str], removed: Sequence[str], old: _Version, new: _Version) -> bool:
    return (
        (bool(added) and bool(removed))
        or not new.names.isdisjoint(added)
        or not new.in_title.isdisjoint(added)
        or not (old.names & old.in_title).isdisjoint(removed)
        or max(len(added), len(removed)) >= LEAST_NEW_WORDS
    )


def _version(title: str, text: str) -> _Version:
    title, text = plain_title(title), plain_text(text)
    written: dict[str, str] = {}
    names: set[str] = set()
    for part, telling in ((title, _capitals_tell(title)), (text, True)):
        for token, word, start in _words(part):
            written.setdefault(token, word)
            name = word[0].isupper() and telling and not _SENTENCE_START.search(part, 0, start)
            if name or token[0].isdigit():
                names.add(token)
    in_title = frozenset(token for token, _, _ in _words(title))
    return _Version(title=title, text=text, written=written, in_title=in_title, names=frozenset(names))


def _words(text: str) -> Iterator[tuple[str, str, int]]:
    """Content tokens, each with the word it is of and where that starts; numbers in one form."""
    for match in _WORD.finditer(text):
        word = match.group()
        if match.group("number"):
            yield _value(word), word, match.start()
            continue
        folded = fold(word)
        if folded in _NUMERALS:
            yield _NUMERALS[folded], word, match.start()
            continue
        parts = folded_tokens(folded)
        for token in parts:
            yield token, word if len(parts) == 1 else token, match.start()


def _value(number: str) -> str:
    """One form of a number: "1,200", "1.200" and "1 200" are one, "three" and "3" as well."""
    return _NUMERALS.get(number.lower(), re.sub(r"[.,'\s](?=\d{3}(?!\d))", "", number))


def _capitals_tell(title: str) -> bool:
    words = [match.group() for match in _WORD.finditer(title) if match.group()[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return capitals < _TITLE_CASE * len(words)


def _negations(text: str) -> int:
    return len(_NEGATION.findall(fold(text)))


def _number_changes(before: str, after: str, hit_id: int) -> Iterator[NumberChange]:
    """Places where one number stood and another stands, of the same things or with nothing else changed."""
    at_old = at_new = 0
    gone = ""
    for piece in difference(before, after):
        if piece.kind is PieceKind.REMOVED:
            gone = piece.text
            continue
        if piece.kind is PieceKind.ADDED:
            old = _only_number(before, at_old, at_old + len(gone))
            new = _only_number(after, at_new, at_new + len(piece.text))
            if old and new and _value(old.group("value")) != _value(new.group("value")):
                was, what = _counted(before, old.end()), _counted(after, new.end())
                if fold(was) == fold(what) or (_is_bare(gone) and _is_bare(piece.text)):
                    yield NumberChange(before=old.group(), after=new.group(), what=what, hit_id=hit_id)
        at_old += len(gone) + len(piece.text) * (piece.kind is PieceKind.SAME)
        at_new += len(piece.text)
        gone = ""


def _is_bare(text: str) -> bool:
    """Whether nothing but one number is of meaning in ``text``."""
    return all(token[0].isdigit() for token, _, _ in _words(text))


def _only_number(text: str, start: int, end: int) -> re.Match[str] | None:
    """The number of ``text`` that stands in the slice, with its qualifier; None where there are more or none."""
    found = [match for match in _NUMBER.finditer(text) if start <= match.start("value") < end]
    return found[0] if len(found) == 1 else None


def _counted(text: str, start: int) -> str:
    """The first word of meaning after a number."""
    for token, word, _ in _words(text[start : start + 60]):
        if not token[0].isdigit():
            return word
    return ""
