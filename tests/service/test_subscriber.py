"""The subscriptions of a database, asked for and answered under a simulated clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.app import writing
from monitor.model import FeedSource
from monitor.poll.websub import Intent, Subscription, SubscriptionState
from monitor.service.subscriber import Subscriber, forget_all
from monitor.store import feeds
from monitor.store.subscriptions import record_subscription, subscription
from monitor.store.transactions import transaction

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TOPIC, CALLBACK = "https://a.example/rss", "c" * 43
SOURCE = FeedSource(url=TOPIC, name="a")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with writing(tmp_path / "n.db", "test") as opened:
        feeds.sync_feeds(opened, [SOURCE], NOW)
        with transaction(opened):
            record_subscription(
                opened,
                Subscription(
                    feed_id=1, hub="https://hub.example/", topic=TOPIC, secret="s" * 43, callback_id=CALLBACK
                ),
            )
        yield opened


@pytest.fixture
def subscriber(db: Database) -> Subscriber:
    return Subscriber(db, callback_base="https://me.example", lease=10 * DAY)


def confirm(subscriber: Subscriber, now: datetime, mode: str = "subscribe", lease: str = "864000") -> int:
    intent = Intent(mode=mode, topic=TOPIC, challenge="echo", lease_seconds=lease)
    return subscriber.intent(CALLBACK, intent, now).status


def state(db: Database) -> SubscriptionState | None:
    sub = subscription(db, 1)
    return None if sub is None else sub.state


def asked_at(subscriber: Subscriber, start: datetime, until: datetime) -> list[timedelta]:
    """When hubs were asked, each minute being looked at."""
    found, now = [], start
    while now < until:
        found += [now - start for _ in subscriber.requests(now)]
        now += MINUTE
    return found


def test_a_hub_that_never_answers_is_asked_seldom_and_relied_on_never(
    db: Database, subscriber: Subscriber
) -> None:
    assert asked_at(subscriber, NOW, NOW + 16 * HOUR) == [0 * HOUR, HOUR, 3 * HOUR, 7 * HOUR, 15 * HOUR]
    assert state(db) is SubscriptionState.PENDING


def test_what_a_hub_answered_is_kept_until_it_confirms(db: Database, subscriber: Subscriber) -> None:
    (request,) = subscriber.requests(NOW)
    assert "s" * 43 not in repr(request)
    subscriber.answered(request.feed_id, "the hub answered 503")
    sub = subscription(db, 1)
    assert sub is not None
    assert (sub.failures, sub.last_error) == (1, "the hub answered 503")
    assert subscriber.requests(NOW + MINUTE) == ()
    assert len(subscriber.requests(NOW + HOUR)) == 1
    assert confirm(subscriber, NOW + HOUR) == 200
    subscriber.answered(request.feed_id, "the hub answered 504")
    sub = subscription(db, 1)
    assert sub is not None
    assert (sub.state, sub.failures, sub.last_error) == (SubscriptionState.VERIFIED, 0, "")


def test_a_lease_is_renewed_with_the_same_callback_and_lapses_where_nobody_confirms(
    db: Database, subscriber: Subscriber
) -> None:
    subscriber.requests(NOW)
    assert confirm(subscriber, NOW) == 200
    assert asked_at(subscriber, NOW, NOW + 7 * DAY) == []
    (renewal,) = subscriber.requests(NOW + 7.5 * DAY)
    assert dict(renewal.form)["hub.callback"] == f"https://me.example/websub/{CALLBACK}"
    assert confirm(subscriber, NOW + 7.5 * DAY) == 200
    subscriber.requests(NOW + 16 * DAY)
    assert state(db) is SubscriptionState.VERIFIED
    subscriber.requests(NOW + 17.5 * DAY)
    assert state(db) is SubscriptionState.LAPSED
    assert confirm(subscriber, NOW + 18 * DAY) == 200
    assert state(db) is SubscriptionState.VERIFIED


def test_a_feed_that_is_removed_is_unsubscribed_from(db: Database, subscriber: Subscriber) -> None:
    subscriber.requests(NOW)
    confirm(subscriber, NOW)
    feeds.sync_feeds(db, [], NOW + HOUR)
    (request,) = subscriber.requests(NOW + HOUR)
    assert dict(request.form)["hub.mode"] == "unsubscribe"
    assert confirm(subscriber, NOW + HOUR) == 404, "it is not wanted again"
    assert confirm(subscriber, NOW + HOUR, "unsubscribe") == 200
    assert state(db) is None
    assert confirm(subscriber, NOW + HOUR, "unsubscribe") == 404


def test_a_hub_that_does_not_let_go_is_forgotten(db: Database, subscriber: Subscriber) -> None:
    subscriber.requests(NOW)
    confirm(subscriber, NOW)
    feeds.sync_feeds(db, [], NOW + HOUR)
    assert len(asked_at(subscriber, NOW + HOUR, NOW + 2 * DAY)) == 3
    assert state(db) is None


def test_a_hub_that_denies_is_left_alone_for_a_week(db: Database, subscriber: Subscriber) -> None:
    subscriber.requests(NOW)
    assert confirm(subscriber, NOW, "denied") == 200
    assert state(db) is SubscriptionState.DENIED
    assert asked_at(subscriber, NOW, NOW + 7 * DAY) == []
    assert len(subscriber.requests(NOW + 7 * DAY)) == 1
    assert confirm(subscriber, NOW + 7 * DAY) == 200


def test_whose_callback_it_is(db: Database, subscriber: Subscriber) -> None:
    found = subscriber.addressee(CALLBACK)
    assert found is not None
    assert found[1].url == TOPIC
    assert subscriber.addressee("d" * 43) is None
    forget_all(db)
    assert subscriber.addressee(CALLBACK) is None
