"""WebSub subscriptions: feeds whose hub is asked to send new entries."""

import sqlite3
from datetime import datetime

from sqlite_utils import Database

from monitor.poll.websub import Subscription, SubscriptionState
from monitor.store.rows import select
from monitor.store.storable import storable
from monitor.store.times import optional_text, optional_time, to_text

__all__ = [
    "Subscription",
    "SubscriptionState",
    "by_callback",
    "drop_subscription",
    "note_push",
    "record_subscription",
    "subscription",
    "subscriptions",
    "unwanted",
]

_COLUMNS = (
    *(
        "feed_id",
        "hub",
        "topic",
        "secret",
        "callback_id",
        "state",
        "requested_at",
        "verified_at",
        "lease_until",
    ),
    *("failures", "last_push_at", "last_error"),
)
_WRITE = f"""
insert into subscriptions ({", ".join(_COLUMNS)}) values (?{", ?" * (len(_COLUMNS) - 1)})
on conflict (feed_id) do update set {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])}
"""

_UNWANTED = """
select feed_id from subscriptions join feeds on feeds.id = feed_id
where kind <> 'live' or retired_at is not null or same_as is not null or health = 'gone'
"""


def subscription(db: Database, feed_id: int) -> Subscription | None:
    """That of a feed, or None."""
    return _first(select(db, "select * from subscriptions where feed_id = ?", (feed_id,)))


def by_callback(db: Database, callback_id: str) -> Subscription | None:
    """That to which a hub speaks, or None."""
    sql = "select * from subscriptions where callback_id = ?"
    return _first(select(db, sql, (storable(callback_id),)))


def subscriptions(db: Database) -> tuple[Subscription, ...]:
    """All of them, by feed."""
    return tuple(map(_subscription, select(db, "select * from subscriptions order by feed_id")))


def record_subscription(db: Database, sub: Subscription) -> None:
    """Put it in place of the feed's former one; ``sqlite3.IntegrityError`` where another has its callback."""
    db.conn.execute(
        _WRITE,
        (
            sub.feed_id,
            storable(sub.hub),
            storable(sub.topic),
            sub.secret,
            sub.callback_id,
            sub.state.value,
            optional_text(sub.requested_at),
            optional_text(sub.verified_at),
            optional_text(sub.lease_until),
            sub.failures,
            optional_text(sub.last_push_at),
            storable(sub.last_error),
        ),
    )


def drop_subscription(db: Database, feed_id: int) -> None:
    """Forget a feed's subscription, if it has one."""
    db.conn.execute("delete from subscriptions where feed_id = ?", (feed_id,))


def note_push(db: Database, feed_id: int, now: datetime) -> None:
    """The hub has sent something of the feed."""
    db.conn.execute("update subscriptions set last_push_at = ? where feed_id = ?", (to_text(now), feed_id))


def unwanted(db: Database) -> frozenset[int]:
    """The feeds that have a subscription and are not polled any more: removed, resting for another, or gone."""
    rows = select(db, _UNWANTED)
    return frozenset(row["feed_id"] for row in rows)


def _first(rows: list[sqlite3.Row]) -> Subscription | None:
    return _subscription(rows[0]) if rows else None


def _subscription(row: sqlite3.Row) -> Subscription:
    return Subscription(
        feed_id=row["feed_id"],
        hub=row["hub"],
        topic=row["topic"],
        secret=row["secret"],
        callback_id=row["callback_id"],
        state=SubscriptionState(row["state"]),
        requested_at=optional_time(row["requested_at"]),
        verified_at=optional_time(row["verified_at"]),
        lease_until=optional_time(row["lease_until"]),
        failures=row["failures"],
        last_push_at=optional_time(row["last_push_at"]),
        last_error=row["last_error"],
    )
