from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed_memory import Pace
from monitor.outcome import Response
from monitor.poll.hints import FRESH_LONGEST_S, fresh_s, open_at, wish_s

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
"""A Tuesday."""
HOUR = 3600.0
DATE = "Tue, 24 Nov 2026 10:00:00 GMT"
IN_AN_HOUR = "Tue, 24 Nov 2026 11:00:00 GMT"


def response(*headers: tuple[str, str]) -> Response:
    return Response(url="https://a.example/", status=200, headers=headers, body=b"")


FRESHNESS = [
    pytest.param((), 0.0, id="nothing said"),
    pytest.param((("cache-control", "max-age=600"),), 600.0, id="max-age"),
    pytest.param((("cache-control", "public, Max-Age=600"),), 600.0, id="any case, beside others"),
    pytest.param((("cache-control", 'max-age="600"'),), 600.0, id="quoted"),
    pytest.param((("cache-control", "public"), ("cache-control", "max-age=60")), 60.0, id="two lines"),
    pytest.param((("cache-control", "max-age=60, max-age=900"),), 60.0, id="said twice: the first"),
    pytest.param((("cache-control", "max-age=600"), ("age", "200")), 400.0, id="less age"),
    pytest.param((("cache-control", "max-age=600"), ("age", "9000")), 0.0, id="older than fresh"),
    pytest.param((("cache-control", "max-age=600"), ("age", "-5")), 600.0, id="senseless age"),
    pytest.param((("cache-control", "no-cache, max-age=315360000"),), 0.0, id="no-cache beside ten years"),
    pytest.param((("cache-control", "no-store, max-age=600"),), 0.0, id="no-store"),
    pytest.param((("cache-control", "must-revalidate, max-age=0"),), 0.0, id="must-revalidate, no age"),
    pytest.param((("cache-control", "max-age=315360000"),), FRESH_LONGEST_S, id="ten years"),
    pytest.param((("cache-control", "max-age=" + "9" * 400),), FRESH_LONGEST_S, id="400 digits"),
    pytest.param((("cache-control", "max-age=soon"), ("expires", IN_AN_HOUR)), 0.0, id="unreadable: stale"),
    pytest.param((("cache-control", "max-age=60"), ("expires", IN_AN_HOUR)), 60.0, id="max-age first"),
    pytest.param((("expires", IN_AN_HOUR), ("date", DATE)), HOUR, id="expires against their own date"),
    pytest.param((("expires", IN_AN_HOUR),), HOUR / 2, id="expires against our clock"),
    pytest.param((("expires", "0"),), 0.0, id="expires 0"),
    pytest.param((("expires", DATE), ("date", IN_AN_HOUR)), 0.0, id="expired"),
    pytest.param((("pragma", "no-cache"), ("expires", IN_AN_HOUR)), 0.0, id="pragma"),
]


@pytest.mark.parametrize(("headers", "expected"), FRESHNESS)
def test_freshness(headers: tuple[tuple[str, str], ...], expected: float) -> None:
    assert fresh_s(response(*headers), NOW) == pytest.approx(expected)


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=40))
def test_whatever_headers_say_it_is_a_number_within_bounds(control: str, age: str, expires: str) -> None:
    answer = response(("cache-control", control), ("age", age), ("expires", expires))
    assert 0 <= fresh_s(answer, NOW) <= FRESH_LONGEST_S


WISHES = [
    pytest.param(Pace(), 0.0, id="none"),
    pytest.param(Pace(ttl_s=1800.0), 1800.0, id="the document's"),
    pytest.param(Pace(ttl_s=86400.0), HOUR, id="the document's up to an hour"),
    pytest.param(Pace(fresh_s=2 * HOUR, ttl_s=1800.0), 2 * HOUR, id="the longer of the two"),
    pytest.param(Pace(fresh_s=99 * HOUR), 6 * HOUR, id="freshness up to six hours"),
]


@pytest.mark.parametrize(("pace", "expected"), WISHES)
def test_the_wish(pace: Pace, expected: float) -> None:
    assert wish_s(pace) == expected


def counts(length: int, busy: int, share: float) -> tuple[float, ...]:
    rest = (1 - share) * 100 / (length - 1)
    return tuple(share * 100 if place == busy else rest for place in range(length))


def at(hour: int, minute: int = 0, *, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


SKIPS = [
    pytest.param(Pace(), at(10, 30), id="nothing to skip"),
    pytest.param(Pace(skip_hours=(11,)), at(10, 30), id="not now"),
    pytest.param(Pace(skip_hours=(10,)), at(11), id="this hour"),
    pytest.param(Pace(skip_hours=(10, 11, 12)), at(13), id="and the next two"),
    pytest.param(Pace(skip_hours=(10,), hours=counts(24, 10, 0.06)), at(10, 30), id="it does speak then"),
    pytest.param(Pace(skip_hours=(10,), hours=counts(24, 10, 0.04)), at(11), id="it hardly speaks then"),
    pytest.param(Pace(skip_days=(1,)), at(0, day=25), id="this day"),
    pytest.param(Pace(skip_days=(1,), days=counts(7, 1, 0.2)), at(10, 30), id="it speaks on that day"),
    pytest.param(Pace(skip_days=(1, 2, 3)), at(10, 30, day=25), id="never longer than a day"),
    pytest.param(Pace(skip_hours=tuple(range(24))), at(10, 30), id="all hours"),
    pytest.param(Pace(skip_days=tuple(range(7))), at(10, 30), id="all days"),
]


@pytest.mark.parametrize(("pace", "expected"), SKIPS)
def test_skipped_hours_and_days(pace: Pace, expected: datetime) -> None:
    assert open_at(pace, NOW) == expected


@given(
    st.lists(st.integers(-5, 40), max_size=30).map(tuple),
    st.lists(st.integers(-5, 40), max_size=10).map(tuple),
)
def test_a_skip_never_lasts_longer_than_a_day(hours: tuple[int, ...], days: tuple[int, ...]) -> None:
    moment = open_at(Pace(skip_hours=hours, skip_days=days), NOW)
    assert timedelta(0) <= moment - NOW <= timedelta(days=1)
