"""Rule H2: what a host asks of all its feeds, and what of one alone."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.outcome import Failed, FailureKind, NotModified, Outcome
from monitor.poll.politeness import LONGEST_GAP_S, HostManners, manners_after

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
FINE = NotModified(status=304, same_body=False, etag=None, last_modified=None, elapsed_ms=1)
NEW = HostManners(host="a.example:443")


def throttled(status: int, retry_after_s: float | None = None) -> Failed:
    return Failed(
        kind=FailureKind.THROTTLED, status=status, retry_after_s=retry_after_s, reason=f"HTTP {status}"
    )


def after(
    *steps: tuple[str, Outcome], start: HostManners = NEW, now: datetime = NOON, private: bool = False
) -> HostManners:
    manners = start
    for url, outcome in steps:
        manners = manners_after(manners, outcome, url=url, started=now, now=now, private=private)
    return manners


def test_too_many_with_a_time_leaves_the_host_alone_for_so_long() -> None:
    manners = after(("/a", throttled(429, 600)), ("/b", FINE))
    assert manners.blocked_until == NOON + timedelta(minutes=10)
    assert after(("/a", throttled(429, 60)), start=manners).blocked_until == manners.blocked_until


def test_a_wish_of_a_year_is_heeded_for_a_day() -> None:
    assert after(("/a", throttled(429, 3e7))).blocked_until == NOON + timedelta(days=1)


def test_too_many_without_a_time_doubles_the_gap_and_clean_days_halve_it() -> None:
    gaps = [after(*[("/a", throttled(429))] * times).gap_s for times in range(1, 9)]
    assert gaps == [4, 8, 16, 32, 64, 120, 120, 120]
    manners = after(*[("/a", throttled(429))] * 8)
    assert manners.free_at == NOON + timedelta(seconds=LONGEST_GAP_S)
    gaps = []
    for day in range(1, 8):
        manners = after(("/a", FINE), start=manners, now=NOON + timedelta(days=day))
        gaps.append(manners.gap_s)
    assert gaps == [60, 30, 15, 7.5, 3.75, 0, 0]
    assert manners.free_at is None


@pytest.mark.parametrize(
    ("urls", "blocked"),
    [
        pytest.param(("/a",), False, id="one feed"),
        pytest.param(("/a", "/a", "/a", "/a"), False, id="one feed again and again"),
        pytest.param(("/a", "/b"), False, id="two feeds"),
        pytest.param(("/a", "/b", "/c"), True, id="three feeds mean the host"),
    ],
)
def test_a_busy_answer_means_the_host_only_when_several_feeds_get_it(
    urls: tuple[str, ...], *, blocked: bool
) -> None:
    manners = after(*[(url, throttled(503, 900)) for url in urls])
    assert (manners.blocked_until is not None) == blocked
    assert manners.gap_s == 0


def test_busy_feeds_of_yesterday_do_not_count() -> None:
    manners = after(("/a", throttled(503, 900)), ("/b", throttled(503, 900)))
    later = after(("/c", throttled(503, 900)), start=manners, now=NOON + timedelta(days=1))
    assert later.blocked_until is None


def test_in_a_network_of_ones_own_each_feed_stands_for_itself() -> None:
    steps = [(url, throttled(429, 600)) for url in ("/a", "/b", "/c")]
    assert after(*steps, private=True) == NEW


def test_other_outcomes_teach_nothing() -> None:
    broken = Failed(kind=FailureKind.SOFT, status=500, reason="HTTP 500")
    assert after(("/a", FINE), ("/b", broken)) == NEW


def test_an_old_wish_that_is_over_does_not_hide_three_new_ones() -> None:
    old = after(("/a", throttled(503, 60)))
    later = NOON + timedelta(minutes=30)
    busy = [(url, throttled(503, wait)) for url, wait in (("/b", 600), ("/c", 900), ("/d", 1200))]
    assert after(*busy, start=old, now=later).blocked_until == later + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        pytest.param(429, FailureKind.BLOCKED, id="too many, said by a page that checks visitors"),
        pytest.param(502, FailureKind.SOFT, id="a gateway's error with a time"),
    ],
)
def test_it_is_the_status_that_tells_not_the_class_of_the_failure(status: int, kind: FailureKind) -> None:
    outcome = Failed(kind=kind, status=status, retry_after_s=600, reason="")
    manners = after(*[(url, outcome) for url in ("/a", "/b", "/c")])
    assert manners.blocked_until == NOON + timedelta(minutes=10)
