from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.outcome import Document, Failed, FailureKind, FeedHead, Fetched, NotModified, Outcome
from monitor.poll.cadence import first_due, next_due

NOW = datetime(2026, 11, 24, tzinfo=UTC)
MINUTE = 60.0
HOUR = 3600.0
MIDDLE = 0.5

FETCHED = Fetched(
    document=Document(head=FeedHead(), items=()),
    status=200,
    final_url="https://a.example/",
    etag=None,
    last_modified=None,
    body_hash="",
    wire_bytes=0,
    elapsed_ms=0,
)
NOT_MODIFIED = NotModified(status=304, same_body=False, etag=None, last_modified=None, elapsed_ms=0)


def wait_s(
    outcome: Outcome,
    *,
    failures: int = 0,
    jitter: float = MIDDLE,
    interval_s: float = 30 * MINUTE,
    failing_for: timedelta = timedelta(0),
) -> float:
    due = next_due(
        outcome,
        failures=failures,
        failing_for=failing_for,
        now=NOW,
        interval_s=interval_s,
        jitter=jitter,
    )
    assert due is not None
    return (due - NOW).total_seconds()


def failed(kind: FailureKind, retry_after_s: float | None = None) -> Failed:
    return Failed(kind=kind, reason="", retry_after_s=retry_after_s)


@pytest.mark.parametrize("outcome", [FETCHED, NOT_MODIFIED])
def test_success_comes_again_after_the_interval_give_or_take_a_tenth(outcome: Outcome) -> None:
    assert wait_s(outcome) == pytest.approx(30 * MINUTE)
    assert wait_s(outcome, jitter=0.0) == pytest.approx(27 * MINUTE)
    assert wait_s(outcome, jitter=0.999) == pytest.approx(33 * MINUTE, rel=0.001)


BACK_OFF = {
    "a first soft failure waits the interval": (FailureKind.SOFT, 1, 30 * MINUTE),
    "a second doubles it": (FailureKind.SOFT, 2, HOUR),
    "a sixth doubles it five times": (FailureKind.SOFT, 6, 16 * HOUR),
    "soft failures wait a day at most": (FailureKind.SOFT, 1000, 24 * HOUR),
    "a first hard failure waits an hour": (FailureKind.HARD, 1, HOUR),
    "hard failures double": (FailureKind.HARD, 3, 4 * HOUR),
    "hard failures wait a day at most": (FailureKind.HARD, 50, 24 * HOUR),
    "a refusal waits as a hard failure": (FailureKind.REFUSED, 2, 2 * HOUR),
    "who turns us away is asked again after four hours": (FailureKind.BLOCKED, 1, 4 * HOUR),
    "then after eight": (FailureKind.BLOCKED, 2, 8 * HOUR),
    "then daily": (FailureKind.BLOCKED, 9, 24 * HOUR),
    "our own outage waits ten minutes however long it lasts": (FailureKind.LOCAL, 500, 10 * MINUTE),
    "throttling starts at half an hour": (FailureKind.THROTTLED, 1, 30 * MINUTE),
    "throttling waits half a day at most": (FailureKind.THROTTLED, 20, 12 * HOUR),
    "a failure that is not counted waits as the first": (FailureKind.SOFT, 0, 30 * MINUTE),
}


@pytest.mark.parametrize(("kind", "failures", "expected"), BACK_OFF.values(), ids=BACK_OFF.keys())
def test_back_off(kind: FailureKind, failures: int, expected: float) -> None:
    assert wait_s(failed(kind), failures=failures) == pytest.approx(expected)


def test_feeds_that_failed_together_part() -> None:
    waits = [wait_s(failed(FailureKind.SOFT), failures=1, jitter=number / 200) for number in range(200)]
    assert max(waits) - min(waits) >= 0.5 * 30 * MINUTE


def test_a_second_look_at_what_is_gone_is_at_least_a_day_later() -> None:
    assert wait_s(failed(FailureKind.GONE), failures=1, jitter=0.0) >= 24 * HOUR


@pytest.mark.parametrize("jitter", [0.0, 0.5, 0.999])
@pytest.mark.parametrize("kind", list(FailureKind))
def test_retry_after_is_never_undercut(kind: FailureKind, jitter: float) -> None:
    assert wait_s(failed(kind, 5 * HOUR), failures=1, jitter=jitter) >= 5 * HOUR


def test_retry_after_is_heeded_up_to_a_day() -> None:
    assert wait_s(failed(FailureKind.THROTTLED, 1e12), failures=1, jitter=0.0) == pytest.approx(24 * HOUR)


def test_a_feed_polled_rarely_is_not_polled_more_often_because_it_fails() -> None:
    for kind in (FailureKind.SOFT, FailureKind.HARD, FailureKind.THROTTLED):
        assert wait_s(failed(kind), failures=1, interval_s=20 * HOUR) >= 20 * HOUR


MONTH = timedelta(days=30)
LONG = MONTH + timedelta(seconds=1)


@pytest.mark.parametrize(
    "kind", [FailureKind.SOFT, FailureKind.HARD, FailureKind.REFUSED, FailureKind.BLOCKED]
)
def test_what_failed_for_a_month_is_tried_weekly_for_ever(kind: FailureKind) -> None:
    assert wait_s(failed(kind), failures=40, failing_for=MONTH) == pytest.approx(24 * HOUR)
    for years in (1, 50):
        lasting = LONG + timedelta(days=365 * years)
        assert wait_s(failed(kind), failures=2000, failing_for=lasting) == pytest.approx(7 * 24 * HOUR)


@pytest.mark.parametrize("kind", [FailureKind.LOCAL, FailureKind.THROTTLED])
def test_what_is_not_the_feeds_fault_never_becomes_weekly(kind: FailureKind) -> None:
    assert wait_s(failed(kind), failures=500, failing_for=LONG) <= 12 * HOUR


def test_one_success_resets_a_long_row_of_failures() -> None:
    assert wait_s(NOT_MODIFIED, failures=0, failing_for=LONG) == pytest.approx(30 * MINUTE)


def test_a_feed_that_is_gone_is_not_visited_by_itself() -> None:
    gone = failed(FailureKind.GONE)
    assert next_due(gone, failures=2, now=NOW, interval_s=HOUR, jitter=0.5, gone=True) is None


@given(
    kind=st.sampled_from(FailureKind),
    failures=st.integers(0, 10**6),
    days=st.integers(0, 10**4),
    interval_s=st.floats(60, 86400),
    jitter=st.floats(0, 1, exclude_max=True),
)
def test_every_failure_has_a_next_visit_within_eleven_days(
    kind: FailureKind, failures: int, days: int, interval_s: float, jitter: float
) -> None:
    wait = wait_s(
        failed(kind),
        failures=failures,
        failing_for=timedelta(days=days),
        interval_s=interval_s,
        jitter=jitter,
    )
    assert 0 < wait <= 1.5 * 7 * 24 * HOUR


def test_an_interval_of_an_hour_gives_24_visits_a_day() -> None:
    for seed in range(20):
        now, visits = NOW, 0
        while now < NOW + timedelta(days=1):
            jitter = (visits * 0.618 + seed * 0.05) % 1
            due = next_due(NOT_MODIFIED, failures=0, now=now, interval_s=HOUR, jitter=jitter)
            assert due is not None
            now, visits = due, visits + 1
        assert 23 <= visits <= 25


def test_first_visits_to_many_new_feeds_are_spread_and_stay_where_they_are() -> None:
    urls = [f"https://h{number}.example/feed" for number in range(1000)]
    waits = [(first_due(url, now=NOW, interval_s=HOUR) - NOW).total_seconds() for url in urls]
    assert all(0 <= wait < 600 for wait in waits)
    assert all(any(minute <= wait / 60 < minute + 1 for wait in waits) for minute in range(10))
    assert waits == [(first_due(url, now=NOW, interval_s=HOUR) - NOW).total_seconds() for url in urls]


def test_a_first_visit_waits_no_longer_than_the_interval() -> None:
    waits = [first_due(f"https://h{number}.example/", now=NOW, interval_s=60.0) - NOW for number in range(99)]
    assert max(waits) < timedelta(seconds=60)
