from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from monitor.outcome import Document, Failed, FailureKind, FeedHead, Fetched, NotModified, Outcome
from monitor.store.connection import transaction
from monitor.store.polls import PollCounts, drop_polls, record_poll, set_poll_hits

FETCHED = Fetched(
    document=Document(head=FeedHead(), items=(), skipped=2, notes=("two entries without link",)),
    status=200,
    final_url="https://wire.example/rss",
    etag=None,
    last_modified=None,
    body_hash="aa",
    wire_bytes=1234,
    elapsed_ms=56,
)

OUTCOMES: dict[str, tuple[Outcome, dict[str, object]]] = {
    "a new document": (
        FETCHED,
        {
            "outcome": "fetched",
            "status": 200,
            "wire_bytes": 1234,
            "elapsed_ms": 56,
            "items_skipped": 2,
            "notes": '["two entries without link"]',
        },
    ),
    "nothing new": (
        NotModified(status=304, same_body=False, etag=None, last_modified=None, elapsed_ms=7),
        {"outcome": "not-modified", "status": 304, "elapsed_ms": 7, "reason": "", "notes": "[]"},
    ),
    "a failure with odd text": (
        Failed(kind=FailureKind.SOFT, reason="bad \udcff byte", traceback="Traceback …"),
        {
            "outcome": "failed",
            "status": None,
            "error_kind": "soft",
            "reason": "bad \ufffd byte",
            "traceback": "Traceback …",
        },
    ),
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_a_poll_is_kept_with_its_outcome(name: str, db: Database, feed_id: int, now: datetime) -> None:
    outcome, expected = OUTCOMES[name]
    counts = PollCounts(items_seen=5, items_new=3, items_changed=1)
    with transaction(db):
        poll_id = record_poll(db, feed_id, now, now + timedelta(seconds=2), outcome, counts)
    row = db.table("polls").get(poll_id)
    assert {key: row[key] for key in expected} == expected
    assert (row["items_seen"], row["items_new"], row["items_changed"], row["hits_new"]) == (5, 3, 1, 0)
    assert row["ended_at"] == "2026-11-23T08:00:02.000Z"


def test_hits_are_added_when_they_are_known(db: Database, feed_id: int, now: datetime) -> None:
    with transaction(db):
        poll_id = record_poll(db, feed_id, now, now, FETCHED, PollCounts())
        set_poll_hits(db, poll_id, 4)
    assert db.table("polls").get(poll_id)["hits_new"] == 4


def test_old_polls_are_dropped(db: Database, feed_id: int, now: datetime) -> None:
    with transaction(db):
        for days in range(4):
            record_poll(db, feed_id, now - timedelta(days=days), now, FETCHED, PollCounts())
        assert drop_polls(db, now - timedelta(days=1)) == 2
    assert db.table("polls").count == 2
