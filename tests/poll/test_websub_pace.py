"""What subscriptions at hubs do to the pace of polling."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.feed_memory import Pace
from monitor.poll.interval import Bounds, interval_of
from monitor.poll.websub import (
    Subscription,
    SubscriptionState,
    asked,
    bounds_while_pushed,
    left,
    sends_reliably,
)

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
LEASE = timedelta(days=10)
HOUR = timedelta(hours=1)
PENDING = asked(
    Subscription(
        feed_id=1, hub="https://hub.example/", topic="https://wire.example/rss", secret="s", callback_id="c"
    ),
    NOW,
)
VERIFIED = replace(
    PENDING, state=SubscriptionState.VERIFIED, verified_at=NOW, lease_until=NOW + LEASE, failures=0
)
LEAVING = asked(left(VERIFIED), NOW)
DENIED = replace(PENDING, state=SubscriptionState.DENIED)


def pace(rate: float, window: int = 1000) -> Pace:
    return Pace(rate_week=rate, window=window, measured_at=NOW, last_new_at=NOW)


@pytest.mark.parametrize(
    ("sub", "hours", "is_relied_on"),
    [
        (None, 0, False),
        (PENDING, 0, False),
        (DENIED, 0, False),
        (LEAVING, 0, False),
        (VERIFIED, 2.9, True),
        (VERIFIED, 3, False),
        (replace(VERIFIED, last_push_at=NOW + 2 * HOUR), 4.9, True),
        (replace(VERIFIED, last_push_at=NOW + 2 * HOUR), 5, False),
        (replace(VERIFIED, lease_until=NOW + HOUR), 1, False),
    ],
)
def test_a_hub_is_relied_on_while_it_speaks_as_the_pace_promised(
    sub: Subscription | None, hours: float, *, is_relied_on: bool
) -> None:
    assert sends_reliably(sub, pace(1.0), NOW + hours * HOUR) is is_relied_on


@pytest.mark.parametrize(
    ("rate", "window", "usual_min", "relaxed_min"),
    [
        (1.0, 1000, 24, 96),
        (10.0, 1000, 7.6, 30.4),
        (0.5, 1000, 33.9, 120),
        (10.0, 5, 7.6, 15),
        (1e-4, 1000, 120, 120),
    ],
)
def test_visits_are_rarer_within_the_bounds_while_a_hub_sends(
    rate: float, window: int, usual_min: float, relaxed_min: float
) -> None:
    usual, feed = Bounds(), pace(rate, window)
    relaxed = bounds_while_pushed(usual, VERIFIED, feed, NOW)
    assert interval_of(feed, usual, now=NOW).seconds / 60 == pytest.approx(usual_min, abs=0.1)
    assert interval_of(feed, relaxed, now=NOW).seconds / 60 == pytest.approx(relaxed_min, abs=0.1)
    assert bounds_while_pushed(usual, None, feed, NOW) is usual
    late = NOW + LEASE
    assert bounds_while_pushed(usual, replace(VERIFIED, last_push_at=late), feed, late) is usual
