"""One row for each visit to a feed."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from sqlite_utils import Database

from monitor.outcome import Failed, Fetched, NotModified, Outcome
from monitor.store.rows import insert_row
from monitor.store.storable import to_json
from monitor.store.times import to_text


@dataclass(frozen=True, slots=True, kw_only=True)
class PollCounts:
    """What one poll brought."""

    items_seen: int = 0
    items_new: int = 0
    items_changed: int = 0
    hits_new: int = 0


def record_poll(  # noqa: PLR0917 - the parts of one poll, in the order they happen
    db: Database, feed_id: int, started: datetime, ended: datetime, outcome: Outcome, counts: PollCounts
) -> int:
    """Write the poll and return its number. Hits counted later are added by ``set_poll_hits``."""
    row = {
        "feed_id": feed_id,
        "started_at": to_text(started),
        "ended_at": to_text(ended),
        "items_seen": counts.items_seen,
        "items_new": counts.items_new,
        "items_changed": counts.items_changed,
        "hits_new": counts.hits_new,
    }
    return insert_row(db, "polls", row | _of(outcome))


def set_poll_hits(db: Database, poll_id: int, hits_new: int) -> None:
    """Write how many hits the poll brought, once they are decided."""
    db.conn.execute("update polls set hits_new = ? where id = ?", (hits_new, poll_id))


def new_since(db: Database, feed_id: int, since: datetime) -> int:
    """How many new items visits to the feed, and pushes, that began after ``since`` have brought."""
    sql = "select coalesce(sum(items_new), 0) from polls where feed_id = ? and started_at > ?"
    return int(db.conn.execute(sql, (feed_id, to_text(since))).fetchone()[0])


def drop_polls(db: Database, before: datetime) -> int:
    """Delete the polls that started before a moment; returns how many."""
    return db.conn.execute("delete from polls where started_at < ?", (to_text(before),)).rowcount


def _of(outcome: Outcome) -> dict[str, object]:
    """The columns that the outcome fills."""
    columns: dict[str, object] = {"status": outcome.status, "elapsed_ms": outcome.elapsed_ms}
    match outcome:
        case Fetched():
            return columns | {
                "outcome": "fetched",
                "wire_bytes": outcome.wire_bytes,
                "items_skipped": outcome.document.skipped,
                "notes": to_json(outcome.document.notes),
            }
        case NotModified():
            return columns | {"outcome": "not-modified"}
        case Failed():
            return columns | {
                "outcome": "failed",
                "error_kind": outcome.kind.value,
                "reason": outcome.reason,
                "traceback": outcome.traceback,
            }
        case _:
            assert_never(outcome)
