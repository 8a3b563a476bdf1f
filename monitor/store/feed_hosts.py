"""What politeness remembers of hosts (rules H1 and H2); ``feeds.due`` leaves alone those that want no visits."""

import json
import sqlite3
from datetime import datetime

from sqlite_utils import Database

from monitor.poll.politeness import HostManners
from monitor.store.rows import select
from monitor.store.storable import storable, to_json
from monitor.store.times import from_text, optional_text, optional_time, to_text

_WRITE = """
insert into hosts (host, gap_s, blocked_until, free_at, clean_since, busy) values (?, ?, ?, ?, ?, ?)
on conflict (host) do update set gap_s = excluded.gap_s, blocked_until = excluded.blocked_until,
  free_at = excluded.free_at, clean_since = excluded.clean_since, busy = excluded.busy
"""


def manners(db: Database, host: str) -> HostManners:
    """Those of ``host`` (``FeedState.host``); of one never written, those of a host without special wishes."""
    rows = select(db, "select * from hosts where host = ?", (host,))
    return _manners(rows[0]) if rows else HostManners(host=host)


def record_manners(db: Database, changed: HostManners) -> None:
    """Put them in place of what stood for the host."""
    values = (
        storable(changed.host),
        changed.gap_s,
        optional_text(changed.blocked_until),
        optional_text(changed.free_at),
        optional_text(changed.clean_since),
        to_json([(url, to_text(at)) for url, at in changed.busy]),
    )
    db.conn.execute(_WRITE, values)


def blocked_hosts(db: Database, now: datetime) -> tuple[HostManners, ...]:
    """The hosts that want no visits at ``now``, those that will longest first."""
    sql = "select * from hosts where blocked_until > ? order by blocked_until desc, host"
    return tuple(map(_manners, select(db, sql, (to_text(now),))))


def _manners(row: sqlite3.Row) -> HostManners:
    return HostManners(
        host=row["host"],
        gap_s=row["gap_s"],
        blocked_until=optional_time(row["blocked_until"]),
        free_at=optional_time(row["free_at"]),
        clean_since=optional_time(row["clean_since"]),
        busy=tuple((url, from_text(at)) for url, at in json.loads(row["busy"])),
    )
