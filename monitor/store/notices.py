"""What the next digest is to say besides hits: feeds that fell ill or recovered, possible gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.store.rows import AMONG, among, insert_row, select
from monitor.store.storable import storable
from monitor.store.times import from_text, to_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice; ``feed_id`` is None where it is about no feed."""

    notice_id: int
    made_at: datetime
    kind: str
    text: str
    feed_id: int | None


def add_notice(db: Database, kind: str, text: str, now: datetime, *, feed_id: int | None = None) -> int:
    """Keep a notice for the next digest; returns its number."""
    row = {"made_at": to_text(now), "kind": kind, "text": text, "feed_id": feed_id}
    return insert_row(db, "notices", row)


def amend_notice(
    db: Database, kind: str, text: str, now: datetime, *, feed_id: int, made_at: datetime
) -> None:
    """Say ``text`` in the notice of that kind made of the feed at ``made_at``, or after it where it is told already.

    Nothing is said where there was none.
    """
    sql = "select id, digest_key from notices where kind = ? and feed_id = ? and made_at = ?"
    for notice_id, digest_key in db.conn.execute(sql, (kind, feed_id, to_text(made_at))).fetchall():
        if digest_key is None:
            db.conn.execute("update notices set text = ? where id = ?", (storable(text), notice_id))
        else:
            add_notice(db, kind, text, now, feed_id=feed_id)


def untold(db: Database) -> tuple[Notice, ...]:
    """The notices that no digest has told yet, oldest first."""
    return tuple(
        Notice(
            notice_id=row["id"],
            made_at=from_text(row["made_at"]),
            kind=row["kind"],
            text=row["text"],
            feed_id=row["feed_id"],
        )
        for row in select(db, "select * from notices where digest_key is null order by id")
    )


def mark_told(db: Database, notice_ids: Sequence[int], digest_key: str) -> None:
    """Say which digest told these notices."""
    db.conn.execute(
        f"update notices set digest_key = ? where id in {AMONG}", (storable(digest_key), among(notice_ids))
    )
