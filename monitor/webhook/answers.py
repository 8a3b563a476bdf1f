"""What the answer to a delivery means, and when to try again. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, assert_never

from monitor.outcome import FailureKind, FetchFailed, Response
from monitor.poll.retry_after import retry_after_s
from monitor.store.webhook_rows import DeliveryState

GIVE_UP: Final = 40
"""Attempts; with pauses of an hour at most that is a day and a half."""
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=1)
OFFLINE_WAIT: Final = timedelta(minutes=1)
REPLY_LIMIT: Final = 200

_TRY_AGAIN: Final = frozenset({408, 425, 429})
"""Of the 4xx those that say "not now"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What an attempt came to."""

    state: DeliveryState
    reply: str
    attempts: int
    """Counted so far."""
    again: datetime | None = None
    """When to try next, where it is pending."""


def settle(answer: Response | FetchFailed, *, attempts: int, now: datetime) -> Settlement:
    """What ``answer`` means for a delivery that was attempted ``attempts`` times before."""
    match answer:
        case Response():
            return _answered(answer, attempts=attempts + 1, now=now)
        case FetchFailed(kind=FailureKind.LOCAL):
            # This machine has no network: no fault of theirs, so it is not counted.
            reply = cut_reply(answer.reason)
            return Settlement(
                state=DeliveryState.PENDING, reply=reply, attempts=attempts, again=now + OFFLINE_WAIT
            )
        case FetchFailed(kind=FailureKind.REFUSED | FailureKind.HARD):
            reply = cut_reply(f"{answer.reason}; [network] allow names networks that may be reached")
            return Settlement(state=DeliveryState.PARKED, reply=reply, attempts=attempts + 1)
        case FetchFailed():
            return _later(cut_reply(answer.reason), attempts=attempts + 1, now=now)
        case _:
            assert_never(answer)


def wait_after(attempts: int) -> timedelta:
    """The pause after so many attempts: 30 s, 1, 2, 4 … minutes, an hour at most."""
    return min(FIRST_WAIT * (1 << min(attempts - 1, 10)), LONGEST_WAIT)


def cut_reply(text: str) -> str:
    """``text`` as the ledger keeps it: one line, not long."""
    return " ".join(text.split())[:REPLY_LIMIT]


def _answered(answer: Response, *, attempts: int, now: datetime) -> Settlement:
    status = answer.status
    reply = f"HTTP {status}"
    if 200 <= status < 300:  # noqa: PLR2004 - HTTP's own classes
        return Settlement(state=DeliveryState.SENT, reply=reply, attempts=attempts)
    if 300 <= status < 400:  # noqa: PLR2004 - same
        moved = f"{reply}: redirects are not followed; put the new address into the settings"
        return Settlement(state=DeliveryState.PARKED, reply=moved, attempts=attempts)
    if 400 <= status < 500 and status not in _TRY_AGAIN:  # noqa: PLR2004 - same
        return Settlement(state=DeliveryState.PARKED, reply=reply, attempts=attempts)
    wish = retry_after_s(answer.header("retry-after"), date=answer.header("date"), now=now)
    return _later(reply, attempts=attempts, now=now, wish=timedelta(seconds=wish or 0))


def _later(reply: str, *, attempts: int, now: datetime, wish: timedelta = timedelta(0)) -> Settlement:
    if attempts >= GIVE_UP:
        return Settlement(
            state=DeliveryState.PARKED,
            reply=f"{reply}; given up after {attempts} attempts",
            attempts=attempts,
        )
    again = now + max(wait_after(attempts), wish)
    return Settlement(state=DeliveryState.PENDING, reply=reply, attempts=attempts, again=again)
