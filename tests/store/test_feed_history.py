from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.feed_memory import Health
from monitor.store import feeds
from monitor.store.connection import transaction
from monitor.store.feed_history import HealthChange, history, record_health


def test_changes_read_back_newest_first(db: Database, feed_id: int, now: datetime) -> None:
    later = now + timedelta(hours=5)
    with transaction(db):
        record_health(db, feed_id, Health.NEW, Health.OK, "", now)
        record_health(db, feed_id, Health.OK, Health.BLOCKED, "it answers 403 \ud800", later)
    assert history(db, feed_id) == (
        HealthChange(
            changed_at=later, before=Health.OK, after=Health.BLOCKED, reason="it answers 403 \ufffd"
        ),
        HealthChange(changed_at=now, before=Health.NEW, after=Health.OK, reason=""),
    )


def test_two_changes_in_one_moment_keep_their_order(db: Database, feed_id: int, now: datetime) -> None:
    with transaction(db):
        record_health(db, feed_id, Health.OK, Health.DEGRADED, "one", now)
        record_health(db, feed_id, Health.DEGRADED, Health.OK, "two", now)
    assert [change.reason for change in history(db, feed_id)] == ["two", "one"]
    assert [change.reason for change in history(db, feed_id, limit=1)] == ["two"]


def test_another_feed_has_a_history_of_its_own(db: Database, feed_id: int, now: datetime) -> None:
    with transaction(db):
        other = feeds.ensure_archive_feed(db, "https://other.example/", now)
        record_health(db, feed_id, Health.OK, Health.SILENT, "nothing new for 9 days", now)
    assert history(db, other) == ()
