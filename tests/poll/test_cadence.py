from datetime import UTC, datetime

import pytest

from monitor.outcome import Document, Failed, FailureKind, FeedHead, Fetched, NotModified, Outcome
from monitor.poll.cadence import next_due

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
    outcome: Outcome, *, failures: int = 0, jitter: float = MIDDLE, interval_s: float = 30 * MINUTE
) -> float:
    due = next_due(outcome, failures=failures, now=NOW, interval_s=interval_s, jitter=jitter)
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
