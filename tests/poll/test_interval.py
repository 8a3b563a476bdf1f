import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed_memory import Pace
from monitor.outcome import FeedHead, Response
from monitor.poll.hints import fresh_s
from monitor.poll.interval import Bounds, interval_of, window_s
from monitor.poll.pace import PollFacts, pace_after

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
HOUR = 3600.0
BOUNDS = Bounds()
K30 = Bounds(effort=30.0)
CALM = Pace(rate_week=1.0, measured_at=NOW, last_new_at=NOW, window=100)


def minutes(pace: Pace, bounds: Bounds = BOUNDS) -> float:
    return interval_of(pace, bounds, now=NOW).seconds / 60


OWN = [
    pytest.param(replace(CALM, rate_week=1 / 24), 120.0, id="one a day: the longest"),
    pytest.param(CALM, 30.0, id="one an hour"),
    pytest.param(replace(CALM, rate_week=0.1, rate_hours=1.0), 30.0, id="the faster average counts"),
    pytest.param(replace(CALM, rate_week=10.0), 30 / math.sqrt(10), id="ten an hour"),
    pytest.param(replace(CALM, rate_week=40.0), 5.0, id="forty an hour: the shortest"),
    pytest.param(replace(CALM, rate_week=40.0, light=False), 15.0, id="the shortest of a heavy one"),
    pytest.param(replace(CALM, rate_week=0.0), 120.0, id="nothing at all"),
    pytest.param(replace(CALM, window=10, peak_rate=20.0, peak_at=NOW), 15.0, id="half a window at the peak"),
    pytest.param(replace(CALM, window=0), 30.0, id="no window"),
    pytest.param(replace(CALM, gap_factor=0.5), 15.0, id="after a gap"),
    pytest.param(replace(CALM, rush=True), 5.0, id="half the document was new"),
    pytest.param(Pace(), 30.0, id="never seen"),
]


@pytest.mark.parametrize(("pace", "expected"), OWN)
def test_the_feeds_own_interval(pace: Pace, expected: float) -> None:
    assert minutes(pace, K30) == pytest.approx(expected)


def test_a_feed_idle_for_a_month_is_visited_twice_a_day() -> None:
    idle = replace(CALM, rate_week=0.0, last_new_at=NOW - timedelta(days=31))
    assert minutes(idle) == 12 * 60
    assert minutes(replace(idle, last_new_at=NOW - timedelta(days=29))) == 120


def test_a_feed_that_speaks_again_is_no_longer_idle() -> None:
    idle = replace(CALM, rate_week=0.0, last_new_at=NOW - timedelta(days=90))
    spoke = pace_after(idle, PollFacts(new=1, entries=20, overlap=0.95), now=NOW)
    assert minutes(spoke) <= 120


def test_one_interval_for_all_is_just_that() -> None:
    fixed = Bounds(fixed_s=HOUR)
    for pace in (Pace(), CALM, replace(CALM, rush=True, fresh_s=6 * HOUR)):
        assert minutes(pace, fixed) == 60


def served(pace: Pace, *headers: tuple[str, str]) -> Pace:
    answer = Response(url="https://a.example/", status=200, headers=headers, body=b"")
    return pace_after(pace, PollFacts(not_modified=True, fresh_s=fresh_s(answer, NOW)), now=NOW)


def test_ten_years_of_freshness_beside_no_cache_do_not_silence_a_feed() -> None:
    rare = replace(CALM, rate_week=0.01)
    pace = served(rare, ("cache-control", "no-cache, max-age=315360000"))
    assert interval_of(pace, BOUNDS, now=NOW).seconds <= BOUNDS.longest_s
    bare = served(rare, ("cache-control", "max-age=315360000"))
    assert interval_of(bare, BOUNDS, now=NOW).seconds <= 6 * HOUR


WISHES = [
    pytest.param(replace(CALM, fresh_s=600.0), 30.0, False, id="shorter than its own"),
    pytest.param(replace(CALM, fresh_s=2400.0), 40.0, False, id="longer than its own"),
    pytest.param(replace(CALM, ttl_s=2400.0), 40.0, False, id="of the document"),
    pytest.param(replace(CALM, fresh_s=5 * HOUR), 300.0, False, id="longer than the longest"),
    pytest.param(
        replace(CALM, window=10, fresh_s=5.5 * HOUR), 300.0, True, id="half the window would be gone"
    ),
    pytest.param(
        replace(CALM, rate_week=30.0, window=10, fresh_s=HOUR),
        15.0,
        True,
        id="overridden, but not below 15 min",
    ),
    pytest.param(
        replace(CALM, rush=True, fresh_s=HOUR, window=10), 60.0, False, id="after a rush, no danger"
    ),
    pytest.param(replace(CALM, skip_hours=(11,)), 100.0, False, id="an hour to skip"),
    pytest.param(replace(CALM, skip_hours=(11,), hours=(1.0,) * 24), 100.0, False, id="an hour of few items"),
    pytest.param(
        replace(CALM, skip_hours=(11,), hours=(1.0,) * 12 + (0.0,) * 12), 30.0, False, id="a busy hour"
    ),
    pytest.param(
        replace(CALM, rate_week=10.0, window=20, skip_hours=(10, 11, 12)),
        60.0,
        True,
        id="a skip that would cost items",
    ),
]


@pytest.mark.parametrize(("pace", "expected", "overridden"), WISHES)
def test_the_publishers_wish(pace: Pace, expected: float, *, overridden: bool) -> None:
    interval = interval_of(pace, K30, now=NOW)
    assert interval.seconds / 60 == pytest.approx(expected)
    assert interval.hint_overridden is overridden
    assert "the publisher asks" in interval.why or expected == 30


def test_chance_does_not_bring_a_visit_back_into_an_hour_to_skip() -> None:
    interval = interval_of(replace(CALM, skip_hours=(11,)), K30, now=NOW)
    assert NOW + timedelta(seconds=interval.seconds * 0.9) >= datetime(2026, 11, 24, 12, tzinfo=UTC)


WORDS = [
    pytest.param(CALM, "about 1 item an hour", id="rate"),
    pytest.param(replace(CALM, rate_week=0.1), "about 2.4 items a day", id="a day"),
    pytest.param(replace(CALM, rate_week=0.01), "about 1.7 items a week; at most 2 h", id="a week"),
    pytest.param(replace(CALM, rate_week=0.0), "hardly anything new; at most 2 h", id="nothing"),
    pytest.param(replace(CALM, rate_week=60.0), "about 60 items an hour; at least 5 min", id="shortest"),
    pytest.param(
        replace(CALM, window=10, peak_rate=20.0, peak_at=NOW),
        "its 10 entries could roll over in 30 min",
        id="window",
    ),
    pytest.param(
        replace(CALM, gap_factor=0.5),
        "about 1 item an hour; more often, since entries were nearly missed or missed lately",
        id="gap",
    ),
    pytest.param(replace(CALM, rush=True), "half of the last document was new", id="rush"),
    pytest.param(replace(CALM, fresh_s=3 * HOUR), "the publisher asks for 3 h", id="wish"),
    pytest.param(
        replace(CALM, window=10, peak_rate=20.0, peak_at=NOW, fresh_s=HOUR),
        "the publisher asks for 60 min, but entries could be lost: 15 min (its 10 entries could roll over in 30 min)",
        id="overridden",
    ),
    pytest.param(Pace(), "no document seen yet", id="unknown"),
]


@pytest.mark.parametrize(("pace", "words"), WORDS)
def test_a_person_is_told_why(pace: Pace, words: str) -> None:
    assert interval_of(pace, K30, now=NOW).why == words


PACES = st.builds(
    Pace,
    rate_week=st.floats(0, 1e4),
    rate_hours=st.floats(0, 1e4),
    peak_rate=st.floats(0, 1e4),
    peak_at=st.just(NOW),
    measured_at=st.just(NOW),
    last_new_at=st.sampled_from([None, NOW, NOW - timedelta(days=40)]),
    window=st.integers(0, 1000),
    gap_factor=st.floats(0.25, 1),
    light=st.booleans(),
    rush=st.booleans(),
    fresh_s=st.floats(0, 1e9),
    ttl_s=st.floats(0, 1e9),
    skip_hours=st.lists(st.integers(0, 23), max_size=24).map(tuple),
    skip_days=st.lists(st.integers(0, 6), max_size=7).map(tuple),
)


@given(PACES)
def test_every_interval_lies_within_its_bounds(pace: Pace) -> None:
    interval = interval_of(pace, BOUNDS, now=NOW)
    assert BOUNDS.shortest_s <= interval.seconds <= (BOUNDS.idle_s + 24 * HOUR) / 0.9
    assert interval.why


@given(PACES)
def test_no_wish_makes_more_than_half_a_window_roll_over(pace: Pace) -> None:
    own = interval_of(replace(pace, fresh_s=0.0, ttl_s=0.0, skip_hours=(), skip_days=()), BOUNDS, now=NOW)
    interval = interval_of(pace, BOUNDS, now=NOW)
    assert interval.seconds <= max(own.seconds, window_s(pace, NOW), 900.0)


def test_wishes_come_from_the_document_and_the_headers_alike() -> None:
    facts = PollFacts(entries=100, head=FeedHead(ttl_s=2700.0), fresh_s=2400.0)
    assert minutes(pace_after(CALM, facts, now=NOW), K30) == 45
