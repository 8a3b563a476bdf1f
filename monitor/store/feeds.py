"""The feeds: which are followed, which are due, and what a poll changes about one."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import FeedSource, FeedState
from monitor.store.feed_change import FeedChange
from monitor.store.rows import AMONG, among, insert_row, select, update_row
from monitor.store.storable import storable, to_json
from monitor.store.times import optional_time, to_text
from monitor.store.transactions import transaction
from monitor.text.links import host_of

INTERVAL_S = 1800.0
"""Seconds between polls of a feed, where the caller names none."""

_STATE = """
select id, coalesce(effective_url, url) as address, name, etag, last_modified, body_hash, failures,
  polled_before, next_due
from feeds
"""

_STATUS = """
select id, url, name, group_name, health, failures, next_due, last_polled, last_success, last_error,
  (select count(*) from items where feed_id = feeds.id) as items,
  (select max(first_seen) from items where feed_id = feeds.id) as last_new
from feeds
where kind = 'live' and retired_at is null
order by group_name, name, id
"""

_DUE = """
with overdue as (
  select id, host, (julianday(:now) - julianday(next_due)) / interval_s as lateness
  from feeds
  where kind = 'live' and retired_at is null and next_due <= :now
    and (lease_until is null or lease_until <= :now)
), placed as (
  select id, lateness,
    row_number() over (partition by host order by lateness desc, id)
    + (select count(*) from feeds as busy where busy.host = overdue.host and busy.lease_until > :now) as place
  from overdue
)
select id from placed where place <= :per_host order by lateness desc, id limit :limit
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedStatus:
    """How one feed is doing."""

    feed_id: int
    url: str
    name: str
    group: str
    health: str
    failures: int
    next_due: datetime | None
    last_polled: datetime | None
    last_success: datetime | None
    last_error: str
    items: int
    last_new: datetime | None
    """First sight of its newest item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsChanged:
    """URLs that a changed configuration added, altered or retired."""

    added: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()


def sync_feeds(
    db: Database, sources: Sequence[FeedSource], now: datetime, *, interval_s: float = INTERVAL_S
) -> FeedsChanged:
    """Make the live feeds those of ``sources``: new ones are due at once, missing ones retire.

    A retired feed keeps its items, and goes on where it was if it comes back; a feed known from an archive
    goes live. Unchanged rows stay unwritten.
    """
    wanted = {source.url: _configured(source, interval_s) for source in sources}
    known = {str(row["url"]): row for row in select(db, "select * from feeds")}
    added = [url for url in wanted if url not in known]
    altered = [url for url, row in wanted.items() if url in known and not _same(known[url], row)]
    retired = [url for url, row in known.items() if url not in wanted and _is_live(row)]
    moment = to_text(now)
    for url in added:
        insert_row(db, "feeds", wanted[url] | {"added_at": moment, "next_due": moment})
    for url in altered:
        revived = {} if _is_live(known[url]) else {"next_due": moment}
        update_row(db, "feeds", known[url]["id"], wanted[url] | revived)
    for url in retired:
        update_row(db, "feeds", known[url]["id"], {"retired_at": moment, "lease_until": None})
    return FeedsChanged(added=tuple(added), altered=tuple(altered), retired=tuple(retired))


def _configured(source: FeedSource, interval_s: float) -> dict[str, object]:
    return {
        "url": source.url,
        "host": host_of(source.url),
        "name": storable(source.name),
        "group_name": storable(source.group),
        "tags": to_json(source.tags),
        "language": storable(source.language),
        "checked": int(source.checked),
        "kind": "live",
        "interval_s": interval_s,
        "retired_at": None,
    }


def _same(known: sqlite3.Row, wanted: Mapping[str, object]) -> bool:
    return all(known[column] == value for column, value in wanted.items())


def _is_live(row: sqlite3.Row) -> bool:
    return bool(row["kind"] == "live" and row["retired_at"] is None)


def ensure_archive_feed(db: Database, url: str, now: datetime) -> int:
    """The number of the feed at ``url``; where there is none yet, one that is never polled is made."""
    known = db.conn.execute("select id from feeds where url = ?", (url,)).fetchone()
    if known is not None:
        return int(known[0])
    row = {"url": url, "host": host_of(url), "name": host_of(url) or url, "kind": "archive"}
    return insert_row(db, "feeds", row | {"interval_s": INTERVAL_S, "added_at": to_text(now)})


def due(
    db: Database, now: datetime, limit: int, lease_s: float = 300, *, per_host: int = 1
) -> tuple[FeedState, ...]:
    """Claim up to ``limit`` feeds whose time has come, latest by their own interval first.

    Opens its own transaction. A claimed feed is left alone for ``lease_s`` seconds or until
    ``record_feed``; a host has at most ``per_host`` feeds claimed at once, so that one with many
    delays no other.
    """
    values = {"now": to_text(now), "limit": limit, "per_host": per_host}
    with transaction(db):
        ids = [row[0] for row in db.conn.execute(_DUE, values)]
        until = to_text(now + timedelta(seconds=lease_s))
        db.conn.execute(f"update feeds set lease_until = ? where id in {AMONG}", (until, among(ids)))
        states = {
            row["id"]: _state(row) for row in select(db, f"{_STATE} where id in {AMONG}", (among(ids),))
        }
    return tuple(states[feed_id] for feed_id in ids)


def make_due(db: Database, url: str, now: datetime) -> bool:
    """Let the live feed that the configuration names by ``url`` be due now; False without such a one."""
    row = (to_text(now), url)
    sql = "update feeds set next_due = ?, lease_until = null where url = ?"
    return db.conn.execute(f"{sql} and kind = 'live' and retired_at is null", row).rowcount > 0


def release_leases(db: Database) -> None:
    """Forget all claims: for a service that has just started and holds the writer's lock."""
    db.conn.execute("update feeds set lease_until = null where lease_until is not null")


def next_due_at(db: Database) -> datetime | None:
    """When the next feed is due; None where none ever is."""
    sql = "select min(next_due) from feeds where kind = 'live' and retired_at is null"
    return optional_time(db.conn.execute(sql).fetchone()[0])


def feed(db: Database, url: str) -> FeedState | None:
    """The feed that the configuration or an archive names by ``url``."""
    rows = select(db, f"{_STATE} where url = ?", (url,))
    return _state(rows[0]) if rows else None


def record_feed(db: Database, feed_id: int, change: FeedChange) -> None:
    """Write what a poll changed about its feed, and give up the claim on it."""
    moment = to_text(change.polled_at)
    row: dict[str, object] = {
        "last_polled": moment,
        "next_due": to_text(change.next_due),
        "failures": change.failures,
        "last_error": change.error,
        "lease_until": None,
    }
    if change.succeeded:
        row |= {"last_success": moment}
    if change.stored_items:
        row |= {"polled_before": 1}
    if change.health is not None:
        row |= {"health": change.health}
    if change.interval_s is not None:
        row |= {"interval_s": change.interval_s}
    if change.validators is not None:
        row |= asdict(change.validators)
    if change.head is not None:
        row |= {"title": change.head.title, "site_link": change.head.link}
    update_row(db, "feeds", feed_id, row)


def status(db: Database) -> tuple[FeedStatus, ...]:
    """How each live feed is doing, by group and name."""
    return tuple(
        FeedStatus(
            feed_id=row["id"],
            url=row["url"],
            name=row["name"],
            group=row["group_name"],
            health=row["health"],
            failures=row["failures"],
            next_due=optional_time(row["next_due"]),
            last_polled=optional_time(row["last_polled"]),
            last_success=optional_time(row["last_success"]),
            last_error=row["last_error"],
            items=row["items"],
            last_new=optional_time(row["last_new"]),
        )
        for row in select(db, _STATUS)
    )


def state(db: Database, feed_id: int) -> FeedState:
    """The feed of that number as it stands now. Raises ``NotFoundError`` where there is none."""
    rows = select(db, f"{_STATE} where id = ?", (feed_id,))
    if not rows:
        raise NotFoundError(f"there is no feed number {feed_id}")
    return _state(rows[0])


def _state(row: sqlite3.Row) -> FeedState:
    return FeedState(
        feed_id=row["id"],
        url=row["address"],
        name=row["name"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        body_hash=row["body_hash"],
        failures=row["failures"],
        polled_before=bool(row["polled_before"]),
        next_due=optional_time(row["next_due"]),
    )
