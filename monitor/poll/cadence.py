"""When to visit a feed again: its interval, the publisher's wish, back-off after errors (rules E3, S5, H2, H3)."""

import hashlib
from datetime import datetime, timedelta
from typing import Final, assert_never

from monitor.outcome import Failed, FailureKind, Fetched, NotModified, Outcome
from monitor.poll.retry_after import LONGEST_S

HOUR_S: Final = 3600.0
HARD_FIRST_S: Final = HOUR_S
BLOCKED_FIRST_S: Final = 4 * HOUR_S
THROTTLED_FIRST_S: Final = HOUR_S / 2
THROTTLED_LONGEST_S: Final = 12 * HOUR_S
LOCAL_S: Final = HOUR_S / 6
"""The machine's own network is down: no feed's fault, so no back-off, only a pause."""
GONE_S: Final = 24 * HOUR_S
"""A feed counts as gone after two such answers at least a day apart (E4)."""
LONG_FAILING: Final = timedelta(days=30)
WEEKLY_S: Final = 7 * 24 * HOUR_S
"""What has failed for ``LONG_FAILING`` is tried once a week, for ever."""
FIRST_SPREAD_S: Final = 600.0
"""First visits to many new feeds are spread over at most so many seconds."""

_MOST_DOUBLINGS: Final = 30
_SPREAD: Final = 0.1
_NO_TIME: Final = timedelta(0)


def next_due(
    outcome: Outcome,
    *,
    failures: int,
    now: datetime,
    interval_s: float,
    jitter: float,
    failing_for: timedelta = _NO_TIME,
    gone: bool = False,
) -> datetime | None:
    """The next visit after ``outcome`` at ``now``; None for a feed that is ``gone``: never by itself.

    ``failures`` counts the failed polls in a row, this one included (for "too often" those alone), ``failing_for``
    is how long that row lasts; ``interval_s`` is the feed's own interval. ``jitter`` is random in [0, 1): ±10 %
    after success, a factor of 0.5 to 1.5 after failure, so that feeds that failed together part. A Retry-After is
    never undercut.
    """
    match outcome:
        case Fetched() | NotModified():
            return now + timedelta(seconds=interval_s * (1 - _SPREAD + 2 * _SPREAD * jitter))
        case Failed() if gone:
            return None
        case Failed():
            wait_s = _back_off_s(outcome.kind, failures, interval_s, failing_for) * (0.5 + jitter)
            if outcome.kind is FailureKind.GONE:
                wait_s = GONE_S * (1 + _SPREAD * jitter)
            asked_s = min(outcome.retry_after_s or 0.0, LONGEST_S)
            return now + timedelta(seconds=max(wait_s, asked_s * (1 + _SPREAD * jitter)))
        case _:
            assert_never(outcome)


def first_due(url: str, *, now: datetime, interval_s: float) -> datetime:
    """The first visit to one of many new feeds: always at the same distance for one ``url`` (rule S5)."""
    within_s = max(min(interval_s, FIRST_SPREAD_S), 0.0)
    share = int.from_bytes(hashlib.sha256(url.encode()).digest()[:8]) / 2**64
    return now + timedelta(seconds=within_s * share)


def _back_off_s(kind: FailureKind, failures: int, interval_s: float, failing_for: timedelta) -> float:
    """Seconds before jitter, doubling with each failure up to a day; after a month of failures a week."""
    factor = 2.0 ** min(max(failures - 1, 0), _MOST_DOUBLINGS)
    longest_s = WEEKLY_S if failing_for > LONG_FAILING else LONGEST_S
    match kind:
        case FailureKind.LOCAL:
            return min(interval_s, LOCAL_S)
        case FailureKind.SOFT:
            first_s = interval_s
        case FailureKind.HARD | FailureKind.REFUSED:
            first_s = max(HARD_FIRST_S, interval_s)
        case FailureKind.BLOCKED:
            first_s = max(BLOCKED_FIRST_S, interval_s)
        case FailureKind.THROTTLED:
            return max(min(THROTTLED_FIRST_S * factor, THROTTLED_LONGEST_S), interval_s)
        case FailureKind.GONE:
            return GONE_S
        case _:
            assert_never(kind)
    return longest_s if failing_for > LONG_FAILING else min(first_s * factor, longest_s)
