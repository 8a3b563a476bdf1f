"""The ledger of webhooks in the private file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.store.private import open_private
from monitor.store.webhook_rows import (
    DeliveryRow,
    DeliveryState,
    NewDelivery,
    Webhook,
    add_webhook,
    body_of,
    deliveries,
    delivery_counts,
    drop_sent,
    find_webhook,
    move_delivery,
    next_delivery,
    put_deliveries,
    release_parked,
)

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
DESK = Webhook(name="desk", token="t", added_at=NOW, hits_to=4)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = open_private(tmp_path / "private" / "n.private.db")
    add_webhook(db, DESK)
    yield db
    db.close()


def delivery(number: int) -> NewDelivery:
    return NewDelivery(
        event="hit", event_key=f"hit:{number}", delivery_id=f"d{number}", body=b"body %d" % number
    )


def put(db: Database, *numbers: int, name: str = "desk") -> int:
    webhook = find_webhook(db, name)
    assert webhook is not None
    return put_deliveries(db, webhook, [delivery(one) for one in numbers], hits_to=max(numbers), now=NOW)


def due(db: Database, now: datetime = NOW) -> DeliveryRow:
    row = next_delivery(db, "desk", now)
    assert row is not None
    return row


def move(db: Database, row: DeliveryRow, state: DeliveryState, again: datetime | None = None) -> bool:
    return move_delivery(
        db, row, state=state, attempts=row.attempts + 1, reply="HTTP 1", again=again, now=NOW
    )


def test_a_webhook_is_begun_once(db: Database) -> None:
    add_webhook(db, replace(DESK, token="other", hits_to=99))
    assert find_webhook(db, "desk") == DESK
    assert find_webhook(db, "none") is None


def test_a_window_is_stored_with_its_deliveries_and_once(db: Database) -> None:
    assert put(db, 5, 6) == 2
    assert put_deliveries(db, DESK, [delivery(5), delivery(7)], hits_to=7, now=NOW) == 0, "its window is over"
    assert find_webhook(db, "desk") == replace(DESK, hits_to=6)
    assert put(db, 6, 7) == 1, "an event that is there already is not stored again"
    assert [row.event_key for row in deliveries(db)] == ["hit:5", "hit:6", "hit:7"]


def test_the_oldest_holds_up_those_behind_it(db: Database) -> None:
    put(db, 5, 6)
    assert due(db).event_key == "hit:5"
    assert body_of(db, due(db).number) == b"body 5"
    assert move(db, due(db), DeliveryState.PENDING, LATER)
    assert next_delivery(db, "desk", NOW) is None
    assert due(db, LATER).attempts == 1
    assert move(db, due(db, LATER), DeliveryState.SENT)
    assert due(db).event_key == "hit:6"


def test_of_two_who_change_a_delivery_one_finds_out(db: Database) -> None:
    put(db, 5)
    seen = due(db)
    assert move(db, seen, DeliveryState.SENT)
    assert not move(db, seen, DeliveryState.PARKED)
    assert deliveries(db)[0].state is DeliveryState.SENT


def test_webhooks_do_not_share_their_deliveries(db: Database) -> None:
    add_webhook(db, replace(DESK, name="other", token="u"))
    put(db, 5)
    assert next_delivery(db, "other", NOW) is None
    assert put(db, 5, name="other") == 1
    assert delivery_counts(db) == {"desk": {"pending": 1}, "other": {"pending": 1}}


def test_what_was_parked_is_tried_again_when_a_person_says_so(db: Database) -> None:
    put(db, 5, 6)
    move(db, due(db), DeliveryState.PARKED)
    move(db, due(db), DeliveryState.PARKED)
    parked = deliveries(db)
    assert [(row.state, row.last_reply, row.ended_at) for row in parked] == [
        (DeliveryState.PARKED, "HTTP 1", NOW)
    ] * 2
    assert release_parked(db, "desk", LATER, number=parked[1].number) == 1
    assert release_parked(db, "other", LATER) == 0
    assert due(db, LATER).event_key == "hit:6"
    assert release_parked(db, "desk", LATER) == 1
    assert (due(db, LATER).event_key, due(db, LATER).attempts) == ("hit:5", 0)


def test_only_what_was_taken_long_ago_is_deleted(db: Database) -> None:
    put(db, 5, 6, 7)
    move(db, due(db), DeliveryState.SENT)
    move(db, due(db), DeliveryState.PARKED)
    assert drop_sent(db, NOW) == 0
    assert drop_sent(db, LATER) == 1
    assert [row.event_key for row in deliveries(db)] == ["hit:6", "hit:7"]


def test_the_list_has_all_that_waits_and_the_latest_that_went(db: Database) -> None:
    put(db, 5, 6, 7)
    move(db, due(db), DeliveryState.SENT)
    move(db, due(db), DeliveryState.SENT)
    assert [row.event_key for row in deliveries(db, sent_limit=1)] == ["hit:6", "hit:7"]


def test_a_file_made_before_there_were_webhooks_gets_their_tables(tmp_path: Path) -> None:
    path = tmp_path / "private" / "old.private.db"
    old = open_private(path)
    for name in ("webhook_deliveries", "webhooks"):
        old.conn.execute(f"drop table {name}")
    old.close()
    again = open_private(path)
    assert delivery_counts(again) == {}
    again.close()
