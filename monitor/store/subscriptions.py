"""WebSub subscriptions: feeds whose hub is asked to send new entries."""

import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlite_utils import Database

from monitor.store.rows import select
from monitor.store.storable import storable
from monitor.store.times import optional_text, optional_time


class SubscriptionState(StrEnum):
    """How far it has come with the hub."""

    PENDING = "pending"
    VERIFIED = "verified"
    DENIED = "denied"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One feed's; a feed has at most one."""

    feed_id: int
    hub: str
    topic: str
    """The feed's address as the hub knows it."""
    secret: str = field(repr=False)
    """What the hub signs its messages with."""
    callback_id: str = field(repr=False)
    """The part of our address, not to be guessed, that is this subscription's alone."""
    state: SubscriptionState = SubscriptionState.PENDING
    requested_at: datetime | None = None
    verified_at: datetime | None = None
    lease_until: datetime | None = None
    failures: int = 0
    """Requests in a row that failed."""
    last_push_at: datetime | None = None
    last_error: str = ""


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
