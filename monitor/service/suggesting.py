"""Names that surged together with a story, from what is stored."""

from collections.abc import Sequence

from sqlite_utils import Database

from monitor.model import Watch
from monitor.store import changes, counts
from monitor.store.hits import hit_texts
from monitor.watch.changes import in_force
from monitor.watch.surges import Stream, Surge, surges


def suggestions(db: Database, watch: Watch) -> Sequence[Surge]:
    """What may be offered to a person for ``watch``: nothing that it has, or that she vetoed or muted."""
    documents, frequencies = counts.counts(db)
    stream = Stream(items=documents, count=lambda token: frequencies.get(token, 0))
    laid_over = in_force(watch, changes.changes(db, watch.slug))
    return surges(laid_over, hit_texts(db, watch.slug), stream)
