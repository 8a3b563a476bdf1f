"""Names on offer as terms of a watch, from what is stored: those of ``newswake watch suggest``, by the same rule."""

from typing import Final

from monitor.store.changes import changes
from monitor.store.counts import stream
from monitor.store.database import Database
from monitor.store.hits import latest_hit_texts
from monitor.store.stored_watch import stored_watch
from monitor.watch.changes import in_force
from monitor.watch.surges import MOST_HITS, Surge, surges

TEXTS_READ: Final = 2 * MOST_HITS
"""Newest hits; of copies only one is looked at, so more are read than are."""
OFFERED: Final = 20


def suggested(db: Database, slug: str) -> tuple[Surge, ...]:
    """At most ``OFFERED``, the most telling first; ``NotFoundError`` where there is no such watch."""
    watch = in_force(stored_watch(db, slug), changes(db, slug))
    return surges(watch, latest_hit_texts(db, slug, limit=TEXTS_READ), stream(db))[:OFFERED]
