"""What may be asked of a watch from a page, as the request rows that the service applies. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from monitor.errors import NotFoundError
from monitor.model import Term
from monitor.text.wording import shown
from monitor.watch.changes import IRRELEVANT, RELEVANT, ChangeKind, mute_phrase, term_row

LONGEST_PHRASE: Final = 200
VERDICTS: Final = (RELEVANT, IRRELEVANT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWish:
    """One request not yet written down, in the terms of ``monitor.store.requests``."""

    kind: str
    payload: Mapping[str, object]


def feedback(slug: str, item_id: int, verdict: str, *, undo: bool) -> PageWish:
    """An item is, or is not, of the story; ``NotFoundError`` for a word that says neither."""
    if verdict not in VERDICTS:
        raise NotFoundError("say relevant or irrelevant")
    payload = {"watch": slug, "text": verdict, "item": item_id, "undo": undo}
    return PageWish(kind=ChangeKind.FEEDBACK.value, payload=payload)


def mute(slug: str, phrase: str, *, undo: bool) -> PageWish:
    """Keep items with ``phrase`` out; ``NotFoundError`` for one that is too short or too long."""
    words = mute_phrase(shown(phrase))
    if len(words) > LONGEST_PHRASE:
        raise NotFoundError(f"the phrase is too long; give at most {LONGEST_PHRASE} characters")
    return PageWish(kind=ChangeKind.MUTE.value, payload={"watch": slug, "text": words, "undo": undo})


def take_term(slug: str, term: Term) -> PageWish:
    """Take a suggested term over."""
    payload = {"watch": slug, "text": term.name, "term": term_row(term), "undo": False}
    return PageWish(kind=ChangeKind.TERM.value, payload=payload)


def drop_term(slug: str, name: str) -> PageWish:
    """Take back that a term was taken over."""
    return PageWish(kind=ChangeKind.TERM.value, payload={"watch": slug, "text": name, "undo": True})
