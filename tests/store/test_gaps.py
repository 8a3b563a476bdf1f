from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.store import feeds
from monitor.store.connection import transaction
from monitor.store.gaps import RecordedGap, gaps_of, record_gap, set_found


def test_a_gap_reads_back_with_what_was_found(db: Database, feed_id: int, now: datetime) -> None:
    before = now - timedelta(hours=3)
    with transaction(db):
        number = record_gap(db, feed_id, since=before, until=now, entries=20, now=now)
        assert gaps_of(db, feed_id)[0].tried == ""
        set_found(db, number, 7, "https://wire.example/rss?paged=2")
    assert gaps_of(db, feed_id) == (
        RecordedGap(
            gap_id=number,
            feed_id=feed_id,
            since=before,
            until=now,
            entries=20,
            found=7,
            tried="https://wire.example/rss?paged=2",
            made_at=now,
        ),
    )


def test_the_poll_before_may_be_unknown(db: Database, feed_id: int, now: datetime) -> None:
    with transaction(db):
        record_gap(db, feed_id, since=None, until=now, entries=3, now=now)
    assert gaps_of(db, feed_id)[0].since is None


def test_gaps_of_a_feed_come_newest_first(db: Database, feed_id: int, now: datetime) -> None:
    with transaction(db):
        other = feeds.ensure_archive_feed(db, "https://other.example/", now)
        for hours, feed in ((0, feed_id), (1, other), (2, feed_id)):
            at = now + timedelta(hours=hours)
            record_gap(db, feed, since=now, until=at, entries=hours + 3, now=at)
    assert [gap.entries for gap in gaps_of(db, feed_id)] == [5, 3]
    assert [gap.entries for gap in gaps_of(db, feed_id, limit=1)] == [5]


def test_the_status_names_the_last_gap(db: Database, feed_id: int, now: datetime) -> None:
    assert feeds.status(db)[0].last_gap is None
    with transaction(db):
        for hours in (5, 1):
            at = now + timedelta(hours=hours)
            record_gap(db, feed_id, since=now, until=at, entries=3, now=at)
    assert feeds.status(db)[0].last_gap == now + timedelta(hours=5)


def test_an_unknown_gap_is_an_error(db: Database) -> None:
    with pytest.raises(NotFoundError, match="no gap number 5"), transaction(db):
        set_found(db, 5, 1, "")
