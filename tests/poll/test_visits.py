"""Pace, interval and cadence together, visit after visit on a virtual clock."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.feed_memory import Pace
from monitor.outcome import NotModified
from monitor.poll.cadence import next_due
from monitor.poll.interval import Bounds, interval_of
from monitor.poll.pace import PollFacts, pace_after

START = datetime(2026, 11, 23, tzinfo=UTC)
UNCHANGED = NotModified(status=304, same_body=False, etag=None, last_modified=None, elapsed_ms=0)


class Feed:
    """Brings its items evenly, and in one burst if there is one."""

    def __init__(self, *, an_hour: float, window: int, burst: tuple[int, int] = (0, 0)) -> None:
        self._an_hour = an_hour
        self._window = window
        self._burst_hour, self._burst_items = burst

    def published(self, now: datetime) -> int:
        hours = (now - START) / timedelta(hours=1)
        burst = min(max((hours - self._burst_hour) * 3, 0.0), 1.0) * self._burst_items
        return self._window + int(self._an_hour * hours + burst)

    def facts(self, before: int | None, now: datetime) -> PollFacts:
        published = self.published(now)
        new = min(published - (before or 0), self._window)
        if before is not None and not new:
            return PollFacts(not_modified=True)
        share = (self._window - new) / self._window
        return PollFacts(
            new=new,
            entries=self._window,
            dates=() if before else self._dates(now),
            body_bytes=9999,
            overlap=share if before else None,
        )

    def _dates(self, now: datetime) -> tuple[datetime, ...]:
        return tuple(now - timedelta(hours=number / self._an_hour) for number in range(self._window))


def visits(feed: Feed, *, days: int) -> tuple[int, int]:
    """Visits, and items that stood in no document."""
    pace, now, before, count, missed = Pace(), START, None, 0, 0
    while now < START + timedelta(days=days):
        pace = pace_after(pace, feed.facts(before, now), now=now)
        published = feed.published(now)
        if before is not None:
            missed += max(published - before - 20, 0)
        before, count = published, count + 1
        interval = interval_of(pace, Bounds(), now=now)
        due = next_due(
            UNCHANGED, failures=0, now=now, interval_s=interval.seconds, jitter=(count * 0.618) % 1
        )
        assert due is not None
        now = due
    return count, missed


STEADY = [
    pytest.param(1 / 24, 12, 16, id="an item a day: mostly the longest interval"),
    pytest.param(1.0, 30, 70, id="an item an hour"),
    pytest.param(10.0, 140, 240, id="ten an hour"),
    pytest.param(60.0, 240, 310, id="one a minute: the shortest interval"),
]


@pytest.mark.parametrize(("an_hour", "fewest", "most"), STEADY)
def test_a_steady_feed_is_visited_in_keeping_and_loses_nothing(
    an_hour: float, fewest: int, most: int
) -> None:
    count, missed = visits(Feed(an_hour=an_hour, window=20), days=10)
    assert fewest <= count / 10 <= most
    assert missed == 0


def test_a_feed_of_four_items_an_hour_is_caught_in_time_when_it_brings_sixty_within_twenty_minutes() -> None:
    _, missed = visits(Feed(an_hour=4.0, window=20, burst=(50, 60)), days=4)
    assert missed < 20


def test_after_a_burst_the_feed_is_visited_as_before() -> None:
    calm, _ = visits(Feed(an_hour=0.2, window=20), days=28)
    stirred, _ = visits(Feed(an_hour=0.2, window=20, burst=(50, 30)), days=28)
    assert calm < stirred < 2 * calm
