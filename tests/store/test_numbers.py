from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.poll.politeness import HostManners
from monitor.poll.websub import Subscription
from monitor.store import feeds
from monitor.store.connection import transaction
from monitor.store.feed_change import FeedChange
from monitor.store.feed_hosts import record_manners
from monitor.store.gaps import record_gap
from monitor.store.numbers import Numbers, numbers
from monitor.store.subscriptions import record_subscription

HOUR = timedelta(hours=1)


def test_an_empty_database(db: Database, now: datetime) -> None:
    assert numbers(db, now) == Numbers(
        due=0, last_success=None, by_health=(), gaps=0, blocked_hosts=0, subscriptions=()
    )


def test_what_there_is(db: Database, now: datetime, make_feed: Callable[[str], int]) -> None:
    first, *_ = [make_feed(f"https://{n}.example/") for n in range(6)]
    later = now + HOUR
    feeds.due(db, later, 2)
    with transaction(db):
        change = FeedChange(polled_at=later, next_due=later + HOUR, failures=0, succeeded=True, health="ok")
        feeds.record_feed(db, first, change)
        record_gap(db, first, since=now, until=later, entries=20, now=later)
        record_manners(db, replace(HostManners(host="0.example:443"), blocked_until=later + HOUR))
        sub = Subscription(
            feed_id=first, hub="https://h.example/", topic="https://0.example/", secret="s", callback_id="c"
        )
        record_subscription(db, sub)
    assert numbers(db, later) == Numbers(
        due=4,
        last_success=later,
        by_health=(("new", 5), ("ok", 1)),
        gaps=1,
        blocked_hosts=1,
        subscriptions=(("pending", 1),),
    )
