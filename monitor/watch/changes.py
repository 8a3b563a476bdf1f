"""The watch in force: what its file says, with the dated rows laid over it. Pure.

A person's commands and pages leave rows (a veto, a mute, an accepted term, feedback on an item); the file stays as it
was written until ``watch merge`` folds them in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from monitor.errors import NotFoundError
from monitor.model import Form, Role, Term, Watch
from monitor.text.fold import fold

RELEVANT: Final = "relevant"
IRRELEVANT: Final = "irrelevant"
_SHORTEST_PHRASE: Final = 2
"""Letters and digits; one alone would mute nearly everything."""


class ChangeKind(StrEnum):
    """What a row changes."""

    VETO = "veto"
    """A word that the profile must not learn."""
    MUTE = "mute"
    """A phrase; an item that has it is no hit."""
    TERM = "term"
    """A name taken over as a term."""
    FEEDBACK = "feedback"
    """What a person said of one item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchChange:
    """One row laid over a watch file."""

    change_id: int
    kind: ChangeKind
    text: str
    """The word, phrase or name; of feedback ``RELEVANT`` or ``IRRELEVANT``."""
    made_at: datetime
    made_by: str
    term: Term | None = None
    item_id: int | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    merged_at: datetime | None = None

    @property
    def counts(self) -> bool:
        """Whether it is in force beside the file: neither taken back nor part of the file by now."""
        return self.withdrawn_at is None and self.merged_at is None

    @property
    def state(self) -> str:
        """In words."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "in force" if self.merged_at is None else "merged into the file"


def in_force(watch: Watch, changes: Iterable[WatchChange]) -> Watch:
    """``watch`` with the rows that count laid over it, oldest first.

    The file wins: a term that it has by that name is not replaced. The revision tells the newest row that counts.
    """
    rows = sorted((row for row in changes if row.counts and row.kind in _LAID), key=lambda row: row.change_id)
    if not rows:
        return watch
    terms = {key(term.name): term for row in rows if (term := row.term) is not None}
    known = {key(term.name) for term in watch.terms}
    return replace(
        watch,
        mute=_with(watch.mute, rows, ChangeKind.MUTE),
        veto=_with(watch.veto, rows, ChangeKind.VETO),
        terms=(*watch.terms, *(term for name, term in terms.items() if name not in known)),
        revision=f"{watch.revision}+{rows[-1].change_id}",
    )


_LAID: Final = frozenset({ChangeKind.MUTE, ChangeKind.VETO, ChangeKind.TERM})


def key(text: str) -> str:
    """By this two words, phrases or names are the same."""
    return " ".join(fold(text).split())


def mute_phrase(phrase: str) -> str:
    """``phrase`` with single blanks; ``NotFoundError`` where it is so short that it would mute nearly everything."""
    words = " ".join(phrase.split())
    if sum(letter.isalnum() for letter in fold(words)) < _SHORTEST_PHRASE:
        raise NotFoundError(f"{phrase!r} is too short to mute by; give at least {_SHORTEST_PHRASE} letters")
    return words


def _with(listed: Sequence[str], rows: Iterable[WatchChange], kind: ChangeKind) -> tuple[str, ...]:
    texts = {key(text): text for text in listed}
    for row in rows:
        if row.kind is kind:
            texts.setdefault(key(row.text), row.text)
    return tuple(texts.values()) if len(texts) > len(listed) else tuple(listed)


def term_row(term: Term) -> dict[str, Any]:
    """A term as JSON can keep it."""
    return asdict(term)


def term_of_row(row: Mapping[str, Any]) -> Term:
    """The term of ``term_row``, read back; KeyError, TypeError or ValueError for anything else."""
    forms = tuple(Form(**form) for form in row["forms"])
    lists = {name: tuple(row[name]) for name in ("context", "unless")}
    term = Term(**{**row, **lists, "forms": forms, "role": Role(row["role"])})
    texts = (term.name, *term.context, *term.unless, *(form.text for form in forms))
    # A dataclass takes anything, and what is laid over a watch is believed from then on.
    if not all(isinstance(text, str) for text in texts) or not isinstance(term.weight, int | float):
        raise TypeError(f"the term {term.name!r} is none of this version")
    return term
