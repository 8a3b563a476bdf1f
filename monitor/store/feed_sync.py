"""Which feeds are followed: made those of the configuration; feeds of archives are made beside them."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.model import FeedSource
from monitor.poll.cadence import first_due
from monitor.store.feed_address import host_key_of
from monitor.store.feed_sameness import rest_or_poll, wake_followers
from monitor.store.rows import insert_row, select, update_row
from monitor.store.storable import storable, to_json
from monitor.store.times import to_text
from monitor.text.links import host_of

INTERVAL_S = 1800.0
"""Seconds between polls of a feed, where the caller names none."""

FEW = 50
"""So many feeds that are new at once are all due at once; more are spread (rule S5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsChanged:
    """URLs that a changed configuration added, altered or retired."""

    added: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()


def sync_feeds(
    db: Database, sources: Sequence[FeedSource], now: datetime, *, interval_s: float = INTERVAL_S
) -> FeedsChanged:
    """Make the live feeds those of ``sources``; missing ones retire.

    New feeds are due at once, or within ten minutes where there are more than ``FEW``; ``interval_s`` is their
    first interval. A retired feed keeps its items, and goes on where it was if it comes back; a feed known from an
    archive goes live. Unchanged rows stay unwritten.
    """
    wanted = {source.url: _configured(source) for source in sources}
    known = {str(row["url"]): row for row in select(db, "select * from feeds")}
    added = [url for url in wanted if url not in known]
    altered = [url for url, row in wanted.items() if url in known and not _same(known[url], row)]
    retired = [url for url, row in known.items() if url not in wanted and _is_live(row)]
    revived = [url for url in altered if not _is_live(known[url])]
    _retire(db, [known[url]["id"] for url in retired], now)
    for url in altered:
        update_row(db, "feeds", known[url]["id"], wanted[url])
    numbers = [_insert(db, wanted[url], now, interval_s) for url in added]
    starting = dict(zip(added, numbers, strict=True)) | {url: known[url]["id"] for url in revived}
    _start(db, starting, now, interval_s)
    for url in retired:
        wake_followers(db, known[url]["id"], now)
    return FeedsChanged(added=tuple(added), altered=tuple(altered), retired=tuple(retired))


def ensure_archive_feed(db: Database, url: str, now: datetime) -> int:
    """The number of the feed at ``url``; where there is none yet, one that is never polled is made."""
    known = db.conn.execute("select id from feeds where url = ?", (url,)).fetchone()
    if known is not None:
        return int(known[0])
    row = {"url": url, "name": host_of(url) or url, "kind": "archive"}
    return _insert(db, row, now, INTERVAL_S)


def _configured(source: FeedSource) -> dict[str, object]:
    return {
        "url": source.url,
        "name": storable(source.name),
        "group_name": storable(source.group),
        "tags": to_json(source.tags),
        "language": storable(source.language),
        "checked": int(source.checked),
        "kind": "live",
        "retired_at": None,
    }


def _same(known: sqlite3.Row, wanted: Mapping[str, object]) -> bool:
    return all(known[column] == value for column, value in wanted.items())


def _is_live(row: sqlite3.Row) -> bool:
    return bool(row["kind"] == "live" and row["retired_at"] is None)


def _insert(db: Database, row: Mapping[str, object], now: datetime, interval_s: float) -> int:
    made = {"host": host_key_of(str(row["url"])), "interval_s": interval_s, "added_at": to_text(now)}
    return insert_row(db, "feeds", dict(row) | made)


def _retire(db: Database, numbers: Iterable[int], now: datetime) -> None:
    for number in numbers:
        update_row(db, "feeds", number, {"retired_at": to_text(now), "lease_until": None, "same_as": None})


def _start(db: Database, starting: Mapping[str, int], now: datetime, interval_s: float) -> None:
    """Let feeds be due for the first time, or for the first time again."""
    few = len(starting) <= FEW
    for url, number in starting.items():
        due = now if few else first_due(url, now=now, interval_s=interval_s)
        db.conn.execute("update feeds set next_due = ? where id = ?", (to_text(due), number))
        rest_or_poll(db, number, now)
