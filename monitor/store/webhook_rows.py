"""The ledger of webhooks, in the private file: how far each has been told, and every delivery with its bytes.

A window of hits and the deliveries it makes are stored in one transaction, so that a restart neither loses nor
doubles an event. Whoever changes a delivery asks for the attempts it saw, so that of two one finds out.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlite_utils import Database

from monitor.store.rows import select
from monitor.store.storable import storable
from monitor.store.times import from_text, optional_text, optional_time, to_text
from monitor.store.transactions import transaction

TABLES: Final = """
create table if not exists webhooks (
  id integer primary key, name text not null unique, token text not null, added_at text not null,
  hits_to integer not null
) strict;
create table if not exists webhook_deliveries (
  id integer primary key, webhook integer not null references webhooks(id), event text not null,
  event_key text not null, delivery_id text not null, body blob not null,
  state text not null check (state in ('pending', 'sent', 'parked')),
  attempts integer not null default 0, next_attempt text, last_reply text not null default '',
  created_at text not null, ended_at text, unique (webhook, event_key)
) strict;
create index if not exists webhook_deliveries_waiting on webhook_deliveries(webhook, id) where state = 'pending';
create index if not exists webhook_deliveries_over on webhook_deliveries(ended_at) where state = 'sent'
"""

_DELIVERIES: Final = """
select d.id, webhooks.name, event, event_key, delivery_id, length(body) as size, state, attempts, next_attempt,
  last_reply, created_at, ended_at
from webhook_deliveries as d join webhooks on webhooks.id = d.webhook
"""


class DeliveryState(StrEnum):
    """``pending`` is tried until it is taken; ``parked`` was refused, or tried in vain, and waits for a person."""

    PENDING = "pending"
    SENT = "sent"
    PARKED = "parked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """How far a webhook has been told."""

    name: str
    token: str
    """Random; what its delivery ids are made of."""
    added_at: datetime
    hits_to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """A delivery that is about to enter the ledger."""

    event: str
    event_key: str
    delivery_id: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """A delivery, all but its bytes."""

    number: int
    webhook: str
    event: str
    event_key: str
    delivery_id: str
    size: int
    """Bytes of its body."""
    state: DeliveryState
    attempts: int
    next_attempt: datetime | None
    last_reply: str
    created_at: datetime
    ended_at: datetime | None
    """When it was taken or parked."""


def create_webhook_tables(db: Database) -> None:
    """Make the tables where they are missing."""
    there = "select count(*) from sqlite_master where name = 'webhook_deliveries_over'"
    if db.conn.execute(there).fetchone()[0]:
        return
    with transaction(db):
        for statement in filter(str.strip, TABLES.split(";\n")):
            db.conn.execute(statement)


def find_webhook(db: Database, name: str) -> Webhook | None:
    """The webhook of that name, or None where it was never begun."""
    for row in select(db, "select * from webhooks where name = ?", (storable(name),)):
        return Webhook(
            name=row["name"],
            token=row["token"],
            added_at=from_text(row["added_at"]),
            hits_to=row["hits_to"],
        )
    return None


def add_webhook(db: Database, webhook: Webhook) -> None:
    """Begin a webhook; one of that name stays as it is."""
    with transaction(db):
        db.conn.execute(
            "insert into webhooks (name, token, added_at, hits_to) values (?, ?, ?, ?)"
            " on conflict (name) do nothing",
            (storable(webhook.name), webhook.token, to_text(webhook.added_at), webhook.hits_to),
        )


def put_deliveries(
    db: Database, webhook: Webhook, deliveries: Sequence[NewDelivery], *, hits_to: int, now: datetime
) -> int:
    """Store the deliveries of the window that ends with hit ``hits_to``; gives how many are new.

    None of them where the webhook has been told more than ``webhook.hits_to`` meanwhile. An event stored before
    is not stored again.
    """
    sql = """
        insert into webhook_deliveries (webhook, event, event_key, delivery_id, body, state, created_at, next_attempt)
        select id, ?, ?, ?, ?, 'pending', ?, ? from webhooks where name = ?
        on conflict (webhook, event_key) do nothing
    """
    moment, name = to_text(now), storable(webhook.name)
    with transaction(db):
        moved = db.conn.execute(
            "update webhooks set hits_to = ? where name = ? and hits_to = ?", (hits_to, name, webhook.hits_to)
        )
        if not moved.rowcount:
            return 0
        return sum(
            db.conn.execute(
                sql, (one.event, one.event_key, one.delivery_id, one.body, moment, moment, name)
            ).rowcount
            for one in deliveries
        )


def next_delivery(db: Database, name: str, now: datetime) -> DeliveryRow | None:
    """The oldest waiting delivery of a webhook, where its time has come: those behind it wait for it."""
    sql = f"{_DELIVERIES} where webhooks.name = ? and state = 'pending' order by d.id limit 1"
    for row in map(_row, select(db, sql, (storable(name),))):
        return row if row.next_attempt is None or row.next_attempt <= now else None
    return None


def body_of(db: Database, number: int) -> bytes:
    """The bytes of a delivery."""
    sql = "select body from webhook_deliveries where id = ?"
    return bytes(db.conn.execute(sql, (number,)).fetchone()[0])


def move_delivery(
    db: Database,
    row: DeliveryRow,
    *,
    state: DeliveryState,
    attempts: int,
    reply: str,
    again: datetime | None,
    now: datetime,
) -> bool:
    """What an attempt came to; False where another process changed the delivery since ``row`` was read."""
    sql = """update webhook_deliveries set state = ?, attempts = ?, last_reply = ?, next_attempt = ?, ended_at = ?
        where id = ? and attempts = ? and state = ?"""
    ended = None if state is DeliveryState.PENDING else to_text(now)
    with transaction(db):
        cursor = db.conn.execute(
            sql,
            (
                *(state.value, attempts, storable(reply), optional_text(again), ended),
                *(row.number, row.attempts, row.state.value),
            ),
        )
    return cursor.rowcount == 1


def release_parked(db: Database, name: str, now: datetime, *, number: int | None = None) -> int:
    """Let what is parked for a webhook be tried again, at once: all of it, or the delivery of that number."""
    sql = """update webhook_deliveries set state = 'pending', attempts = 0, next_attempt = ?, ended_at = null
        where state = 'parked' and webhook = (select id from webhooks where name = ?) and (? is null or id = ?)"""
    with transaction(db):
        return db.conn.execute(sql, (to_text(now), storable(name), number, number)).rowcount


def drop_sent(db: Database, before: datetime) -> int:
    """Delete deliveries taken before then; how far each webhook was told stays."""
    with transaction(db):
        return db.conn.execute(
            "delete from webhook_deliveries where state = 'sent' and ended_at < ?", (to_text(before),)
        ).rowcount


def deliveries(db: Database, *, sent_limit: int = 20) -> tuple[DeliveryRow, ...]:
    """What waits or is parked, and the latest that were sent, in the order they were made."""
    sql = f"""{_DELIVERIES} where state <> 'sent' or d.id in (
        select id from webhook_deliveries where state = 'sent' order by id desc limit ?) order by d.id"""
    return tuple(map(_row, select(db, sql, (sent_limit,))))


def delivery_counts(db: Database) -> dict[str, dict[str, int]]:
    """Webhook → state → how many deliveries."""
    sql = """select name, state, count(d.id) as number from webhooks
        left join webhook_deliveries as d on d.webhook = webhooks.id group by name, state"""
    counts: dict[str, dict[str, int]] = {}
    for row in select(db, sql):
        counts.setdefault(row["name"], {})
        if row["state"] is not None:
            counts[row["name"]][row["state"]] = row["number"]
    return counts


def _row(row: sqlite3.Row) -> DeliveryRow:
    return DeliveryRow(
        number=row["id"],
        webhook=row["name"],
        event=row["event"],
        event_key=row["event_key"],
        delivery_id=row["delivery_id"],
        size=row["size"],
        state=DeliveryState(row["state"]),
        attempts=row["attempts"],
        next_attempt=optional_time(row["next_attempt"]),
        last_reply=row["last_reply"],
        created_at=from_text(row["created_at"]),
        ended_at=optional_time(row["ended_at"]),
    )
