import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from monitor.store import feeds
from monitor.store.connection import transaction
from monitor.store.subscriptions import (
    Subscription,
    SubscriptionState,
    by_callback,
    drop_subscription,
    note_push,
    record_subscription,
    subscription,
    subscriptions,
    unwanted,
)


@pytest.fixture
def pending(feed_id: int) -> Subscription:
    return Subscription(
        feed_id=feed_id,
        hub="https://hub.example/",
        topic="https://wire.example/rss",
        secret="s" * 40,
        callback_id="c" * 32,
    )


def _record(db: Database, *subs: Subscription) -> None:
    with transaction(db):
        for sub in subs:
            record_subscription(db, sub)


def test_a_subscription_reads_back_by_feed_and_by_callback(db: Database, pending: Subscription) -> None:
    _record(db, pending)
    assert subscription(db, pending.feed_id) == pending
    assert by_callback(db, pending.callback_id) == pending


def test_a_later_state_replaces_the_former(db: Database, pending: Subscription, now: datetime) -> None:
    verified = replace(
        pending,
        state=SubscriptionState.VERIFIED,
        callback_id="d" * 32,
        requested_at=now,
        verified_at=now + timedelta(seconds=2),
        lease_until=now + timedelta(days=10),
        failures=2,
        last_push_at=now + timedelta(hours=1),
        last_error="the hub answered 503",
    )
    _record(db, pending, verified)
    assert subscriptions(db) == (verified,)
    assert by_callback(db, pending.callback_id) is None


def test_two_feeds_never_share_a_callback(db: Database, pending: Subscription, now: datetime) -> None:
    with transaction(db):
        other = feeds.ensure_archive_feed(db, "https://other.example/", now)
    _record(db, pending)
    with pytest.raises(sqlite3.IntegrityError):
        _record(db, replace(pending, feed_id=other))
    _record(db, replace(pending, feed_id=other, callback_id="e" * 32))
    assert [sub.feed_id for sub in subscriptions(db)] == [pending.feed_id, other]


def test_a_dropped_subscription_is_gone(db: Database, pending: Subscription) -> None:
    _record(db, pending)
    with transaction(db):
        drop_subscription(db, pending.feed_id)
    assert subscription(db, pending.feed_id) is None


def test_nobody_has_a_callback_of_odd_text(db: Database, pending: Subscription) -> None:
    _record(db, pending)
    assert by_callback(db, "\ud800") is None


def test_what_must_not_be_guessed_is_not_printed(pending: Subscription) -> None:
    assert pending.secret not in repr(pending)
    assert pending.callback_id not in repr(pending)


def test_a_push_is_noted(db: Database, pending: Subscription, now: datetime) -> None:
    _record(db, pending)
    with transaction(db):
        note_push(db, pending.feed_id, now)
        note_push(db, pending.feed_id + 1, now)
    assert subscription(db, pending.feed_id) == replace(pending, last_push_at=now)


def test_what_is_not_polled_any_more_is_unwanted(db: Database, pending: Subscription, now: datetime) -> None:
    _record(db, pending)
    assert unwanted(db) == frozenset()
    with transaction(db):
        feeds.sync_feeds(db, [], now)
    assert unwanted(db) == {pending.feed_id}
