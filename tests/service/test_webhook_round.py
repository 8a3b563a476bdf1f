"""Webhooks over real HTTP: what is told, once and in order."""

from datetime import date, timedelta

import pytest
from sqlite_utils import Database

from monitor.service import webhook_round as rounds
from monitor.store.digests import PublicDigest, replace_digests
from monitor.store.transactions import transaction
from tests.handed import add_hit, tell
from tests.receiver import Receiver
from tests.service.hooked import NOW, Hooked, db, hook, hooked, receiver, send

__all__ = ["db", "hooked", "receiver", "send"]


def keys(receiver: Receiver) -> list[tuple[str, int]]:
    return [(came.said["event"], came.said["hit"]["hit"]) for came in receiver.came]


def test_a_new_webhook_is_not_flooded_with_what_was(hooked: Hooked, receiver: Receiver) -> None:
    assert hooked.turn(hook(receiver)) == []
    assert receiver.came == []


def test_each_event_is_told_once_in_order_and_signed(
    hooked: Hooked, db: Database, receiver: Receiver
) -> None:
    both = hook(receiver, events=("development", "hit"))
    hooked.turn(both)
    first, second = add_hit(db, title="One"), add_hit(db, title="=Two")
    assert hooked.turn(both) == [
        (f"{kind}:{number}", "sent") for number in (first, second) for kind in ("development", "hit")
    ]
    assert hooked.turn(both) == []
    assert keys(receiver) == [(kind, number) for number in (first, second) for kind in ("development", "hit")]
    assert all(came.is_signed() and not came.is_signed("another secret") for came in receiver.came)
    assert len({came.number for came in receiver.came}) == 4
    came = receiver.came[-1]
    assert came.path == "/desk"
    assert came.headers["content-type"] == "application/json; charset=utf-8"
    assert came.headers["x-newswake-event"] == "hit"
    assert came.headers["x-newswake-delivery"] == came.said["id"]
    assert came.said["hit"]["title"] == "=Two"


def test_only_developments_of_its_watches(hooked: Hooked, db: Database, receiver: Receiver) -> None:
    mine = hook(receiver, events=("development",), watches=("music",))
    hooked.turn(mine)
    add_hit(db, watch=1)
    wanted = add_hit(db, watch=2)
    assert hooked.turn(mine) == [(f"development:{wanted}", "sent")]


def test_a_hit_waits_until_it_is_told_what_it_is_to_the_story(
    hooked: Hooked, db: Database, receiver: Receiver
) -> None:
    one = hook(receiver, events=("development",))
    hooked.turn(one)
    number = add_hit(db)
    with transaction(db):
        db.conn.execute("delete from hit_novelty where hit_id = ?", (number,))
        db.conn.execute("delete from developments where id = ?", (number,))
    assert hooked.turn(one) == []
    with transaction(db):
        tell(db, number)
    assert hooked.turn(one) == [(f"development:{number}", "sent")]


def test_many_hits_come_in_pages(
    hooked: Hooked, db: Database, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "PAGE", 2)
    one = hook(receiver)
    hooked.turn(one)
    numbers = [add_hit(db) for _ in range(5)]
    for _ in range(3):
        hooked.turn(one)
    assert [came.said["hit"]["hit"] for came in receiver.came] == numbers


def digest(key: str, **fields: object) -> PublicDigest:
    said: dict[str, object] = {
        "digest_key": key, "local_date": date(2026, 11, 23), "zone": "UTC", "watches": (), "hits_from": 0, "hits_to": 4,
        "hit_count": 4, "shown_count": 4, "subject": "4 hits", "state": "sent", "created_at": NOW, "sent_at": NOW,
    }  # fmt: skip
    return PublicDigest(**(said | fields))  # type: ignore[arg-type]


def test_digests_are_told_of_when_they_were_sent(hooked: Hooked, db: Database, receiver: Receiver) -> None:
    one = hook(receiver, events=("digest",))
    old = digest("2026-11-22-r1", sent_at=NOW - timedelta(days=1))
    later = NOW + timedelta(hours=1)

    def made(*found: PublicDigest) -> None:
        with transaction(db):
            replace_digests(db, [old, *found])

    made()
    assert hooked.turn(one) == [], "what was sent before it began"
    made(digest("2026-11-23-r1", state="pending", sent_at=None))
    assert hooked.turn(one, now=later) == []
    made(digest("2026-11-23-r1", sent_at=later))
    assert hooked.turn(one, now=later) == [("digest:2026-11-23-r1", "sent")]
    made(digest("2026-11-23-r1", sent_at=later), digest("2026-11-23-r2", watches=("x",), sent_at=later))
    assert hooked.turn(one, now=later) == [("digest:2026-11-23-r2", "sent")]
    assert hooked.turn(one, now=later) == []
    assert receiver.came[0].said["digest"]["subject"] == "4 hits"


def test_a_webhook_that_went_keeps_its_place_until_it_comes_back(
    hooked: Hooked, db: Database, receiver: Receiver
) -> None:
    one = hook(receiver)
    hooked.turn(one)
    add_hit(db)
    receiver.answers.append(503)
    hooked.turn(one)
    missed = add_hit(db)
    assert hooked.turn(now=NOW + timedelta(hours=2)) == []
    assert hooked.turn(one, now=NOW + timedelta(hours=3))[-1] == (f"hit:{missed}", "sent")
