"""What one poll changes about its feed, as a value; ``feeds.record_feed`` writes it."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from monitor.model import FeedState
from monitor.outcome import Failed, FailureKind, FeedHead, Fetched, NotModified, Outcome

DEGRADED_AFTER = 3
"""Failed polls in a row after which a feed no longer counts as well (design rule E5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What makes the next poll conditional, byte for byte; None where the answer had none."""

    etag: str | None
    last_modified: str | None
    body_hash: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedChange:
    """Where a field is None, what stands in the store is kept."""

    polled_at: datetime
    next_due: datetime
    failures: int
    """Failed polls since the last success, this one included."""
    succeeded: bool
    """An answer of use came: ``last_success`` moves, ``last_error`` is cleared."""
    error: str = ""
    health: str | None = None
    validators: Validators | None = None
    head: FeedHead | None = None
    stored_items: bool = False
    """The document was stored: from now on what is new in the feed is news."""
    interval_s: float | None = None
    """Seconds to the next poll while all is well."""


def change_after(
    state: FeedState, outcome: Outcome, *, polled_at: datetime, next_due: datetime, failures: int
) -> FeedChange:
    """What ``outcome`` changes about the feed that stood at ``state`` when it was polled."""
    match outcome:
        case Fetched():
            return FeedChange(
                polled_at=polled_at,
                next_due=next_due,
                failures=failures,
                succeeded=True,
                health="ok",
                validators=Validators(
                    etag=outcome.etag, last_modified=outcome.last_modified, body_hash=outcome.body_hash
                ),
                head=outcome.document.head,
                stored_items=True,
            )
        case NotModified():
            return FeedChange(
                polled_at=polled_at,
                next_due=next_due,
                failures=failures,
                succeeded=True,
                health="ok",
                validators=_kept_validators(state, outcome),
            )
        case Failed():
            return FeedChange(
                polled_at=polled_at,
                next_due=next_due,
                failures=failures,
                succeeded=False,
                error=outcome.reason,
                health=_health(outcome, failures),
            )
        case _:
            assert_never(outcome)


def _kept_validators(state: FeedState, outcome: NotModified) -> Validators:
    """A 200 with the old body replaces validators, a 304 only those that it names (design rule C1)."""
    if outcome.same_body:
        return Validators(etag=outcome.etag, last_modified=outcome.last_modified, body_hash=state.body_hash)
    return Validators(
        etag=state.etag if outcome.etag is None else outcome.etag,
        last_modified=state.last_modified if outcome.last_modified is None else outcome.last_modified,
        body_hash=state.body_hash,
    )


def _health(outcome: Failed, failures: int) -> str | None:
    if outcome.kind is FailureKind.GONE:
        return "gone"
    return "degraded" if failures >= DEGRADED_AFTER else None
