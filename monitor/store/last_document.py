"""What stood in the last document of a feed: its entries' fingerprints and items."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.store.item_rows import TOUCH_AFTER, touch_items
from monitor.store.rows import AMONG, among, select
from monitor.store.storable import to_json
from monitor.store.times import from_text, to_text

_WRITE = """
insert into feed_documents (feed_id, marks, items, touched_at) values (?, ?, ?, ?)
on conflict (feed_id) do update
  set marks = excluded.marks, items = excluded.items, touched_at = excluded.touched_at
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDocument:
    """A row of ``feed_documents``."""

    marks: tuple[str, ...] = ()
    items: tuple[int, ...] = ()
    """Those of the marks first, then those of entries without a mark."""
    touched_at: str = ""

    @property
    def marked(self) -> dict[str, int]:
        """Fingerprint → item."""
        return dict(zip(self.marks, self.items, strict=False))


def last_document(db: Database, feed_id: int) -> LastDocument:
    """The last document stored of the feed; an empty one where there is none."""
    rows = select(db, "select marks, items, touched_at from feed_documents where feed_id = ?", (feed_id,))
    if not rows:
        return LastDocument()
    return LastDocument(
        marks=tuple(rows[0]["marks"].split()),
        items=tuple(json.loads(rows[0]["items"])),
        touched_at=rows[0]["touched_at"],
    )


def record_document(
    db: Database, feed_id: int, last: LastDocument, entries: Sequence[tuple[str, int]], now: datetime
) -> None:
    """Keep what stands in the document now, (mark or ``""``, item) each, and let its items be seen now.

    Nothing is written where it is what ``last`` says and ``last_seen`` was moved within ``TOUCH_AFTER``.
    """
    is_due = last.touched_at <= to_text(now - TOUCH_AFTER)
    if is_due:
        entries = _that_exist(db, entries)
        touch_items(db, [item_id for _, item_id in entries], now)
    marked = {mark: item_id for mark, item_id in entries if mark}
    others = {item_id for mark, item_id in entries if not mark}.difference(marked.values())
    marks, items = tuple(marked), (*marked.values(), *sorted(others))
    if is_due or (marks, items) != (last.marks, last.items):
        touched_at = to_text(now) if is_due else last.touched_at
        db.conn.execute(_WRITE, (feed_id, " ".join(marks), to_json(items), touched_at))


def touch_document(db: Database, feed_id: int, now: datetime) -> None:
    """The document has not changed: let its items be seen now; written at most every ``TOUCH_AFTER`` (rule C4)."""
    old = (feed_id, to_text(now - TOUCH_AFTER))
    rows = select(db, "select items from feed_documents where feed_id = ? and touched_at <= ?", old)
    if rows:
        touch_items(db, json.loads(rows[0]["items"]), now)
        db.conn.execute("update feed_documents set touched_at = ? where feed_id = ?", (to_text(now), feed_id))


def ages(db: Database, item_ids: Collection[int]) -> dict[int, tuple[datetime, datetime]]:
    """For each of the items that exist, when it was first seen and its date as far as that is to be believed."""
    rows = select(db, f"select id, first_seen, effective from items where id in {AMONG}", (among(item_ids),))
    return {row["id"]: (from_text(row["first_seen"]), from_text(row["effective"])) for row in rows}


def _that_exist(db: Database, entries: Sequence[tuple[str, int]]) -> Sequence[tuple[str, int]]:
    """Without items that someone deleted: an entry that was one of these must be read again to come back."""
    asked = among(item_id for _, item_id in entries)
    there = {row["id"] for row in select(db, f"select id from items where id in {AMONG}", (asked,))}
    return [entry for entry in entries if entry[1] in there]
