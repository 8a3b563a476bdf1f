"""What a person may ask of a watch, as requests: looked over before anything is written, so that mistakes are told.

A request says what is wanted and nothing of how; ``applying`` carries it out, here or in the running service.
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import Term, Watch
from monitor.store import changes, items
from monitor.store.lessons import ever_learned
from monitor.text.tokens import tokens
from monitor.watch.changes import ChangeKind, key, mute_phrase, term_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One request not yet written down."""

    kind: str
    payload: Mapping[str, object]


def chosen(watches: Sequence[Watch], slug: str) -> Watch:
    """The watch called ``slug``; ``NotFoundError`` where there is none."""
    name = known([watch.slug for watch in watches], slug)
    return next(watch for watch in watches if watch.slug == name)


def known(slugs: Sequence[str], slug: str) -> str:
    """``slug`` where it is one of ``slugs``; else ``NotFoundError`` with the nearest of them."""
    if slug not in slugs:
        near = difflib.get_close_matches(slug, slugs, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "newswake watch list shows those there are"
        raise NotFoundError(f"no watch is called {slug!r}; {hint}")
    return slug


def feedback_wishes(
    db: Database, watches: Sequence[Watch], item: str, verdict: str, *, slug: str | None, undo: bool
) -> tuple[Wish, ...]:
    """Say ``verdict`` of ``item`` (number or address), for one watch or for all that it concerns.

    Those are the watches it is a hit of, else the only watch there is; to take a word back, those it was said for.
    Raises ``NotFoundError`` for an item or watch that is not there, or where none or too many could be meant.
    """
    stored = items.item(db, item)
    if stored is None:
        raise NotFoundError(
            f"no stored item is {item!r}; give the number that hits shows, or the item's address"
        )
    number = stored.item_id
    if slug is not None:
        meant = [chosen(watches, slug).slug]
    elif undo:
        said = [(watch.slug, changes.said_of(db, watch.slug, number)) for watch in watches]
        meant = [name for name, row in said if row is not None and row.text == verdict]
    else:
        followed = {watch.slug for watch in watches}
        meant = [name for name in changes.hit_watches(db, number) if name in followed]
        if not meant and len(watches) == 1:
            meant = [watches[0].slug]
    if not meant:
        problem = f"was not said to be {verdict}" if undo else "is a hit of no watch"
        raise NotFoundError(f"item {number} {problem}; name the watch with --watch")
    return tuple(
        Wish(kind=ChangeKind.FEEDBACK, payload={"watch": name, "text": verdict, "item": number, "undo": undo})
        for name in meant
    )


def mute_wish(watch: Watch, phrase: str, *, undo: bool) -> Wish:
    """Keep items with ``phrase`` out of ``watch``; ``NotFoundError`` for a phrase that says nothing."""
    words = mute_phrase(phrase)
    if undo:
        _told_in_file(watch, words, watch.mute, "mute")
    return Wish(kind=ChangeKind.MUTE, payload={"watch": watch.slug, "text": words, "undo": undo})


def veto_wish(db: Database, watch: Watch, word: str, *, undo: bool) -> Wish:
    """Keep ``word`` out of what ``watch`` learns.

    Raises ``NotFoundError`` for a word that it never learned: a slip of the pen would do nothing, unseen.
    """
    wanted = tokens(word)
    known = ever_learned(db, watch.slug)
    if undo:
        _told_in_file(watch, word, watch.veto, "veto")
    elif not wanted or not any(token in known for token in wanted):
        near = difflib.get_close_matches("".join(wanted), sorted(known), n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise NotFoundError(
            f"{watch.slug} has never learned {word!r}; {hint}newswake watch show {watch.slug} lists its words. "
            f"To keep one out beforehand, add it to veto = [...] in the watch file"
        )
    return Wish(kind=ChangeKind.VETO, payload={"watch": watch.slug, "text": word.strip(), "undo": undo})


def term_wish(watch: Watch, term: Term, *, undo: bool = False) -> Wish:
    """Take ``term`` over into ``watch``."""
    payload = {"watch": watch.slug, "text": term.name, "term": term_row(term), "undo": undo}
    return Wish(kind=ChangeKind.TERM, payload=payload)


def undo_term_wish(watch: Watch, name: str) -> Wish:
    """Take back that the term ``name`` was taken over."""
    _told_in_file(watch, name, [term.name for term in watch.terms], "term")
    return Wish(kind=ChangeKind.TERM, payload={"watch": watch.slug, "text": name, "undo": True})


def _told_in_file(watch: Watch, text: str, listed: Sequence[str], what: str) -> None:
    if key(text) in {key(one) for one in listed}:
        raise NotFoundError(f"the {what} {text!r} stands in the file of {watch.slug}; take it out of there")
