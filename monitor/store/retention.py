"""How long items are kept (rule I4): hits and what hit for ever, the rest until it has long left its feed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlite_utils import Database

from monitor.store.rows import AMONG, among, select
from monitor.store.times import to_text
from monitor.store.tombstones import bury, forget
from monitor.store.transactions import transaction

KEPT: Final = timedelta(days=180)
"""After an item last stood in its feed it is kept so long (rule I4)."""
REMEMBERED: Final = timedelta(days=180)
"""And so long again its name, so that an old entry that comes back is not taken for news (rule I4)."""
BATCH: Final = 200
"""Items looked at in one transaction: a poll that waits for it hardly notices."""

_OLD = """
select id, first_seen, last_seen <= :old and not replayed
  and not exists (select 1 from hits where hits.item_id = items.id)
  and not exists (
    select 1 from feed_documents, json_each(feed_documents.items) as listed
    where feed_documents.feed_id = items.feed_id and listed.value = items.id) as is_over
from items
where (first_seen, id) > (:after, :number) and first_seen <= :old
order by first_seen, id limit :limit
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What was deleted so far."""

    items: int = 0
    names: int = 0


def prune(db: Database, now: datetime) -> Iterator[Pruned]:
    """Delete what is no longer kept, a batch and a transaction at a time; yields the sum after each.

    Deleted are items that left their feed ``KEPT`` ago, are not in its last document, never hit and came in no
    replay; their names ``REMEMBERED`` later. The caller may stop between two batches and go on another time.
    """
    items = names = 0
    old = to_text(now - KEPT)
    place = ("", 0)
    while True:
        with transaction(db):
            rows = select(db, _OLD, {"old": old, "after": place[0], "number": place[1], "limit": BATCH})
            over = [row["id"] for row in rows if row["is_over"]]
            _delete(db, over)
            forgotten = forget(db, now - KEPT - REMEMBERED, BATCH)
        if not rows and not forgotten:
            return
        if rows:
            place = (rows[-1]["first_seen"], rows[-1]["id"])
        items, names = items + len(over), names + forgotten
        yield Pruned(items=items, names=names)


def _delete(db: Database, item_ids: list[int]) -> None:
    """Versions and decisions go with their items, and so do their entries in the full-text index."""
    if item_ids:
        bury(db, item_ids)
        db.conn.execute(f"delete from items where id in {AMONG}", (among(item_ids),))
