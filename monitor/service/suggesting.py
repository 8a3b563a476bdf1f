"""Names that surged together with a story, from what is stored."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlite_utils import Database

from monitor.model import HitText, Watch
from monitor.store import changes, counts
from monitor.store.hits import hit_texts, latest_hit_texts
from monitor.watch.changes import in_force
from monitor.watch.surges import Stream, Surge, surges

RECENT: Final = timedelta(days=14)
"""A digest offers names of the hits of this time."""
RECENT_HITS: Final = 150
RECENT_CHARACTERS: Final = 1_000
"""Of each text: a digest has to be made in a moment."""


def suggestions(db: Database, watch: Watch) -> Sequence[Surge]:
    """What may be offered to a person for ``watch``: nothing that it has, or that she vetoed or muted."""
    documents, frequencies = counts.counts(db)
    stream = Stream(items=documents, count=lambda token: frequencies.get(token, 0))
    return surges(_laid_over(db, watch), hit_texts(db, watch.slug), stream)


def new_suggestions(db: Database, watch: Watch, *, after: int, up_to: int, now: datetime) -> tuple[str, ...]:
    """Names that surge by the hits up to number ``up_to`` and did not by those up to ``after``, strongest first.

    So a digest whose window lies between offers a name once, when it begins to surge, and not again while it does.
    """
    texts = _latest(db, watch, up_to, now)
    laid_over = _laid_over(db, watch)
    stream = counts.stream(db)
    names = [one.term.name for one in surges(laid_over, texts, stream)]
    if not names:
        return ()
    before = {one.term.name for one in surges(laid_over, _latest(db, watch, after, now), stream)}
    return tuple(name for name in names if name not in before)


def _latest(db: Database, watch: Watch, up_to: int, now: datetime) -> tuple[HitText, ...]:
    found = latest_hit_texts(db, watch.slug, since=now - RECENT, up_to=up_to, limit=RECENT_HITS)
    return tuple(replace(one, text=one.text[:RECENT_CHARACTERS]) for one in found)


def _laid_over(db: Database, watch: Watch) -> Watch:
    return in_force(watch, changes.changes(db, watch.slug))
