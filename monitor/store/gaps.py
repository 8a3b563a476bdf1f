"""Times in which items of a feed were possibly missed (rule S3)."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.store.rows import insert_row, select
from monitor.store.times import from_text, optional_text, optional_time, to_text


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedGap:
    """One such time, as it is kept."""

    gap_id: int
    feed_id: int
    since: datetime | None
    """The last poll before; None where its time is not known."""
    until: datetime
    entries: int
    """Entries of the document in which none was known."""
    found: int
    """Items found afterwards at ``tried``."""
    tried: str
    """Address of the older entries that was asked; ``""`` where none was."""
    made_at: datetime
    brought: str = ""
    """What asking there came to, in the words of ``poll.back_fill.Brought``; ``""`` where nothing was asked."""


def record_gap(
    db: Database, feed_id: int, *, since: datetime | None, until: datetime, entries: int, now: datetime
) -> int:
    """Keep a possible gap; returns its number."""
    row = {"feed_id": feed_id, "since": optional_text(since), "until": to_text(until), "entries": entries}
    return insert_row(db, "gaps", row | {"made_at": to_text(now)})


def set_found(db: Database, gap_id: int, found: int, tried: str, *, brought: str = "") -> None:
    """Say how many items the older page at ``tried`` brought. Raises ``NotFoundError`` for an unknown gap."""
    sql = "update gaps set found = ?, tried = ?, brought = ? where id = ?"
    if not db.conn.execute(sql, (found, tried, brought, gap_id)).rowcount:
        raise NotFoundError(f"there is no gap number {gap_id}")


def gap(db: Database, gap_id: int) -> RecordedGap:
    """The gap of that number. Raises ``NotFoundError`` where there is none."""
    rows = select(db, "select * from gaps where id = ?", (gap_id,))
    if not rows:
        raise NotFoundError(f"there is no gap number {gap_id}")
    return _gap(rows[0])


def gaps_of(db: Database, feed_id: int, *, limit: int = 100) -> tuple[RecordedGap, ...]:
    """The latest ``limit`` gaps of a feed, newest first."""
    sql = "select * from gaps where feed_id = ? order by made_at desc, id desc limit ?"
    return tuple(map(_gap, select(db, sql, (feed_id, limit))))


def _gap(row: sqlite3.Row) -> RecordedGap:
    return RecordedGap(
        gap_id=row["id"],
        feed_id=row["feed_id"],
        since=optional_time(row["since"]),
        until=from_text(row["until"]),
        entries=row["entries"],
        found=row["found"],
        tried=row["tried"],
        made_at=from_text(row["made_at"]),
        brought=row["brought"],
    )
