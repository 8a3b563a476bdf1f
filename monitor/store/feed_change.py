"""What one poll changes about its feed, as a value; ``feeds.record_feed`` writes it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from monitor.feed_memory import FeedMemory
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
    next_due: datetime | None
    """None: never by itself."""
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
    memory: FeedMemory | None = None
    """With it goes the feed's health, unless ``health`` says otherwise."""
    memory_before: FeedMemory | None = None
    """What stands in the store, where the caller has just read it: then only what differs is written."""
    health_since: datetime | None = None
    effective_url: str | None = None
    """Address to poll from now on; ``""`` gives it back for that of the configuration."""
    has_document: bool = False
    """A whole document came, new or not yet seen in this form."""


def change_after(
    state: FeedState,
    outcome: Outcome,
    *,
    polled_at: datetime,
    next_due: datetime | None,
    failures: int,
    memory: FeedMemory | None = None,
) -> FeedChange:
    """What ``outcome`` changes about the feed that stood at ``state`` when it was polled.

    With ``memory`` the feed's health is that of its condition; without, it is read from the outcome alone.
    """
    change = FeedChange(
        polled_at=polled_at,
        next_due=next_due,
        failures=failures,
        succeeded=not isinstance(outcome, Failed),
        health=_health(outcome, failures) if memory is None else None,
        memory=memory,
        memory_before=state.memory,
    )
    match outcome:
        case Fetched():
            return replace(
                change,
                validators=Validators(
                    etag=outcome.etag, last_modified=outcome.last_modified, body_hash=outcome.body_hash
                ),
                head=outcome.document.head,
                stored_items=True,
                has_document=True,
            )
        case NotModified():
            return replace(change, validators=_kept_validators(state, outcome))
        case Failed():
            return replace(change, error=outcome.reason)
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


def _health(outcome: Outcome, failures: int) -> str | None:
    if not isinstance(outcome, Failed):
        return "ok"
    if outcome.kind is FailureKind.GONE:
        return "gone"
    return "degraded" if failures >= DEGRADED_AFTER else None
