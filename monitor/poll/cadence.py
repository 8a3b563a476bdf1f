"""When to visit a feed again: fixed interval, the publisher's wishes, back-off after errors (rule E3)."""

from datetime import datetime, timedelta
from typing import Final, assert_never

from monitor.outcome import Failed, FailureKind, Fetched, NotModified, Outcome
from monitor.poll.retry_after import LONGEST_S

HOUR_S: Final = 3600.0
HARD_FIRST_S: Final = HOUR_S
THROTTLED_FIRST_S: Final = HOUR_S / 2
THROTTLED_LONGEST_S: Final = 12 * HOUR_S
LOCAL_S: Final = HOUR_S / 6
"""The machine's own network is down: no feed's fault, so no back-off, only a pause."""
GONE_S: Final = 24 * HOUR_S
"""A feed counts as gone after two such answers at least a day apart (E4)."""

_MOST_DOUBLINGS: Final = 30
_SPREAD: Final = 0.1


def next_due(outcome: Outcome, *, failures: int, now: datetime, interval_s: float, jitter: float) -> datetime:
    """The next visit after ``outcome`` at ``now``.

    ``failures`` counts the failed polls in a row, this one included; ``jitter`` is random in [0, 1):
    ±10 % after success, a factor of 0.5 to 1.5 after failure, so that feeds that failed together part.
    A Retry-After is never undercut.
    """
    match outcome:
        case Fetched() | NotModified():
            return now + timedelta(seconds=interval_s * (1 - _SPREAD + 2 * _SPREAD * jitter))
        case Failed():
            wait_s = _back_off_s(outcome.kind, failures, interval_s) * (0.5 + jitter)
            if outcome.kind is FailureKind.GONE:
                wait_s = GONE_S * (1 + _SPREAD * jitter)
            asked_s = min(outcome.retry_after_s or 0.0, LONGEST_S)
            return now + timedelta(seconds=max(wait_s, asked_s * (1 + _SPREAD * jitter)))
        case _:
            assert_never(outcome)


def _back_off_s(kind: FailureKind, failures: int, interval_s: float) -> float:
    """Seconds before jitter, doubling with each failure up to a day."""
    factor = 2.0 ** min(max(failures - 1, 0), _MOST_DOUBLINGS)
    match kind:
        case FailureKind.LOCAL:
            return min(interval_s, LOCAL_S)
        case FailureKind.SOFT:
            return min(interval_s * factor, LONGEST_S)
        case FailureKind.HARD | FailureKind.REFUSED | FailureKind.BLOCKED:
            return min(max(HARD_FIRST_S, interval_s) * factor, LONGEST_S)
        case FailureKind.THROTTLED:
            return min(max(THROTTLED_FIRST_S, interval_s) * factor, max(THROTTLED_LONGEST_S, interval_s))
        case FailureKind.GONE:
            return GONE_S
        case _:
            assert_never(kind)
