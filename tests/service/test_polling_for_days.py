"""Days of polling on a simulated clock: outages, many feeds of one host, feeds that fail together."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from monitor.app import writing
from monitor.model import FeedState
from monitor.outcome import Failed, FailureKind, Outcome
from monitor.poll.interval import Bounds
from monitor.service.coordinator import Coordinator
from monitor.store import feeds
from tests.service.world import START, World, chance, document, sources, unresolved

DAY = timedelta(days=1)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Callable[..., World]]:
    """A world whose database lies in a file of its own; closed with the test."""
    with writing(tmp_path / "n.db", "test") as db:

        def made(hosts: list[str], answer: Callable[[FeedState, datetime], Outcome]) -> World:
            feeds.sync_feeds(db, sources(hosts), START)
            coordinator = Coordinator(db, (), bounds=Bounds(), jitter=chance(1))
            return World(db=db, coordinator=coordinator, answer=answer)

        yield made


def steady(feed: FeedState, now: datetime) -> Outcome:
    """An item an hour."""
    hour = int((now - START).total_seconds() // 3600)
    return document(*(f"{feed.feed_id}-{number}" for number in range(hour, hour + 20)), now=now)


def test_a_day_without_names_costs_no_feed_anything(world: Callable[..., World]) -> None:
    """Rule E2: afterwards all feeds are visited within 15 minutes, and none has a failure to its name."""
    down, up = START + timedelta(hours=6), START + timedelta(hours=30)

    def answer(feed: FeedState, now: datetime) -> Outcome:
        return unresolved() if down <= now < up else steady(feed, now)

    there = world([f"h{number}.example" for number in range(160)], answer)
    there.run(up)
    tried = [visit for visit in there.visits if visit.started >= down]
    assert len(tried) < 1200, "a machine without network does not go on trying every feed"
    assert {one.failures for one in feeds.status(there.db)} == {0}
    there.run(up + timedelta(minutes=15))
    back = {visit.feed.feed_id for visit in there.visits if visit.started >= up}
    overdue = {one.feed_id for one in feeds.status(there.db)}
    assert back == overdue
    assert {(one.failures, one.health) for one in feeds.status(there.db)} == {(0, "ok")}
    told = [row[0] for row in there.db.conn.execute("select text from notices where kind = 'outage'")]
    assert len(told) == 1, told


def test_many_overdue_feeds_of_one_host_delay_no_other(world: Callable[..., World]) -> None:
    """Rule S6: the host cap lies inside the claim."""
    hosts = ["crowded.example"] * 500 + [f"h{number}.example" for number in range(20)]
    there = world(hosts, steady)
    there.db.conn.execute("update feeds set next_due = '2026-01-01T00:00:00Z' where host like 'crowded%'")
    there.db.conn.execute(
        "update feeds set next_due = ? where host not like 'crowded%'", (f"{START:%Y-%m-%dT%H:%M:%SZ}",)
    )
    there.run(START + timedelta(minutes=1))
    others = {visit.feed.name: visit.started for visit in there.visits if "crowded" not in visit.feed.name}
    assert len(others) == 20
    assert max(others.values()) - START <= timedelta(seconds=10)


def test_feeds_that_fail_together_do_not_come_back_together(world: Callable[..., World]) -> None:
    """Rule S5: 200 feeds failing in one second are spread over half the interval and more."""

    def answer(_feed: FeedState, _now: datetime) -> Outcome:
        return Failed(kind=FailureKind.SOFT, reason="HTTP 500: internal error", status=500)

    there = world([f"h{number}.example" for number in range(200)], answer)
    there.db.conn.execute("update feeds set next_due = ?", (f"{START:%Y-%m-%dT%H:%M:%SZ}",))
    there.run(START + timedelta(seconds=30))
    rows = there.db.conn.execute("select next_due, interval_s from feeds where failures = 1").fetchall()
    assert len(rows) == 200
    moments = sorted(datetime.fromisoformat(due) for due, _ in rows)
    assert (moments[-1] - moments[0]).total_seconds() >= 0.5 * rows[0][1]


def test_a_steady_feed_is_visited_as_often_as_it_says(world: Callable[..., World]) -> None:
    """Rule S1: a fixed interval of an hour gives 24 ± 1 visits a day, not twelve."""
    there = world(["h.example"], steady)
    there.coordinator = Coordinator(there.db, (), bounds=Bounds(fixed_s=3600.0), jitter=chance(2))
    there.run(START + DAY)
    assert 23 <= len(there.visits) <= 25


def test_a_host_that_has_enough_is_left_alone_with_all_its_feeds(world: Callable[..., World]) -> None:
    """Rule H2: a 429 with a time is for the host; others go on."""

    def answer(feed: FeedState, now: datetime) -> Outcome:
        if "strict" in feed.url and now < START + timedelta(hours=1):
            return Failed(
                kind=FailureKind.THROTTLED, status=429, reason="HTTP 429", retry_after_s=3600.0, elapsed_ms=1
            )
        return steady(feed, now)

    there = world(["strict.example"] * 5 + ["h.example"], answer)
    there.run(START + timedelta(minutes=59))
    assert sum("strict" in visit.feed.name for visit in there.visits) == 1
    assert any(visit.feed.name.startswith("h.example") for visit in there.visits)
    there.run(START + timedelta(hours=3))
    assert len({visit.feed.name for visit in there.visits if "strict" in visit.feed.name}) == 5


def test_a_feed_told_too_often_without_a_time_waits_twice_as_long_each_time_and_it_is_told(
    world: Callable[..., World],
) -> None:
    """Rule H2: half an hour, an hour … up to twelve; a day of nothing else is no feed that is well."""

    def answer(_feed: FeedState, now: datetime) -> Outcome:
        if now < START + timedelta(minutes=1):
            return steady(_feed, now)
        return Failed(kind=FailureKind.THROTTLED, status=429, reason="HTTP 429: too many requests")

    there = world(["strict.example"], answer)
    there.coordinator = Coordinator(there.db, (), bounds=Bounds(), jitter=lambda: 0.5)
    there.run(START + 4 * DAY)
    visits = [visit.started for visit in there.visits][1:]
    waits = [(later - earlier) / timedelta(minutes=30) for earlier, later in pairwise(visits)]
    assert [round(wait) for wait in waits[:6]] == [1, 2, 4, 8, 16, 24]
    (status,) = feeds.status(there.db)
    assert (status.health, status.failures) == ("degraded", 0)
    told = [row[0] for row in there.db.conn.execute("select text from notices where kind = 'health'")]
    assert told == ["strict.example 0 has brought nothing at its last visits: HTTP 429: too many requests"]


def test_in_a_network_of_ones_own_one_busy_feed_holds_back_no_other(world: Callable[..., World]) -> None:
    """Rule H2: the answer says where it was dialled, whatever the name of the host."""

    def answer(feed: FeedState, now: datetime) -> Outcome:
        if feed.url.endswith("/0"):
            return Failed(
                kind=FailureKind.THROTTLED, status=429, reason="HTTP 429", retry_after_s=3600.0, private=True
            )
        return steady(feed, now)

    there = world(["feeds.lan"] * 5, answer)
    there.run(START + timedelta(minutes=20))
    assert {visit.feed.name for visit in there.visits} == {f"feeds.lan {number}" for number in range(5)}
