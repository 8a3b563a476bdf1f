"""One poll, decided whole: what it changes about its feed, from the feed as it was and from what came."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, assert_never

from monitor.feed_memory import FeedMemory, Health, Pace
from monitor.model import FeedState
from monitor.outcome import Failed, FailureKind, Fetched, NotModified, Outcome
from monitor.poll.audit import bounds_while_plain, caching_after, hid_items
from monitor.poll.cadence import next_due
from monitor.poll.flood import flood_line
from monitor.poll.health import HealthFacts, condition_after, health_line, unresolved_too_long
from monitor.poll.interval import Bounds, Interval, interval_of
from monitor.poll.moving import Move, moving_after
from monitor.poll.overlap import Gap, possible_gap
from monitor.poll.pace import PollFacts, pace_after

AGAIN: Final = timedelta(minutes=1)
"""Within so much time a feed is due again that a fault of our own kept us from; the breaker holds it back."""
_NO_TIME: Final = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the store found in a document while it kept it; zeroes where none came."""

    entries: int = 0
    new: int = 0
    changed: int = 0
    known: int = 0
    """Entries that were stored before."""
    pushed: int = 0
    """New ones that a hub has sent since the last poll: to the feed's pace they are as new as those of the document."""
    overlap: int | None = None
    """Of the known ones, those that follow on from the last document; None where it is not known."""
    flood: int = 0
    """Of the new ones, those beyond what counts as news."""
    links_tell: bool = False
    """The feed's entries are told apart by their links (rule I1)."""
    notes: tuple[str, ...] = ()
    """What was odd about the names of the entries."""
    dates: tuple[datetime, ...] = ()
    """Believable dates of the entries."""
    hosts: tuple[str, ...] = ()
    """The host of each entry's link, where it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What is to be written about the feed after one poll, besides the poll itself."""

    memory: FeedMemory
    failures: int
    """Failed polls in a row, this one included."""
    interval: Interval
    next_due: datetime | None
    """None: never by itself."""
    effective_url: str | None = None
    """Address to poll from now on; ``""`` gives it back for that of the configuration."""
    gap: Gap | None = None
    notices: tuple[tuple[str, str], ...] = ()
    """(kind, line) for the next digest."""
    notes: tuple[str, ...] = ()
    """What else a person who looks closely should know; for the log."""


def settle_uncharged(feed: FeedState, *, now: datetime, bounds: Bounds, jitter: float) -> Settlement:
    """After a visit that failed for a fault of our own network: as if it had not been made (rule E2)."""
    return Settlement(
        memory=feed.memory,
        failures=feed.failures,
        interval=interval_of(feed.memory.pace, bounds, now=now),
        next_due=now + AGAIN * jitter,
    )


def settle(
    feed: FeedState, outcome: Outcome, findings: Findings, *, now: datetime, bounds: Bounds, jitter: float
) -> Settlement:
    """What ``outcome``, at ``now``, changes about ``feed``; ``jitter`` is random in [0, 1)."""
    failures = failures_after(outcome, feed.failures)
    move = moving_after(
        feed.memory.moving,
        outcome,
        asked_url=feed.url,
        configured_url=feed.configured_url,
        shares_known=_shares_known(outcome, findings),
        now=now,
    )
    memory = _remembered(feed, outcome, findings, move, now=now, failures=failures)
    interval = interval_of(memory.pace, bounds_while_plain(bounds, memory.caching, now), now=now)
    failing_since = memory.condition.failing_since
    due = next_due(
        outcome,
        failures=_row(outcome, memory, failures),
        failing_for=now - failing_since if failing_since else _NO_TIME,
        gone=memory.condition.health is Health.GONE,
        now=now,
        interval_s=interval.seconds,
        jitter=jitter,
    )
    gap = None
    if isinstance(outcome, Fetched):
        gap = possible_gap(
            feed, entries=findings.entries, known=findings.known, overlap=findings.overlap, now=now
        )
    return Settlement(
        memory=memory,
        failures=failures,
        interval=interval,
        next_due=due,
        effective_url=move.adopt or ("" if move.give_back else None),
        gap=gap,
        notices=notices_of(feed, memory, outcome, findings, now),
        notes=_notes(findings, interval),
    )


def _row(outcome: Outcome, memory: FeedMemory, failures: int) -> int:
    """How many visits in a row ended like this one: "too often" is counted by itself (rule H2)."""
    if isinstance(outcome, Failed) and outcome.kind is FailureKind.THROTTLED:
        return memory.condition.throttled
    return failures


def failures_after(outcome: Outcome, before: int) -> int:
    """Failed polls in a row; a busy server or a network of ours that is down is no fault of the feed."""
    match outcome:
        case Failed(kind=FailureKind.THROTTLED | FailureKind.LOCAL):
            return before
        case Failed():
            return before + 1
        case Fetched() | NotModified():
            return 0
        case _:
            assert_never(outcome)


def _shares_known(outcome: Outcome, findings: Findings) -> bool:
    """Whether what came is known to be the feed's: an unchanged answer, or a document with entries stored before."""
    return isinstance(outcome, NotModified) or findings.known > 0


def _remembered(
    feed: FeedState, outcome: Outcome, findings: Findings, move: Move, *, now: datetime, failures: int
) -> FeedMemory:
    memory = feed.memory
    pace = memory.pace
    if not isinstance(outcome, Failed):
        pace = pace_after(pace, poll_facts(feed, outcome, findings), now=now)
    facts = HealthFacts(
        outcome=outcome,
        failures=failures,
        pace=pace,
        title=outcome.document.head.title if isinstance(outcome, Fetched) else "",
        hosts=findings.hosts,
        recognised=len(outcome.document.known) if isinstance(outcome, Fetched) else 0,
        moved=move.moving.adopted_at is not None,
    )
    return replace(
        memory,
        pace=pace,
        caching=caching_after(memory.caching, outcome, unknown_items=findings.new, now=now),
        moving=move.moving,
        condition=condition_after(memory.condition, facts, now=now),
        links_tell=findings.links_tell or memory.links_tell,
    )


def poll_facts(feed: FeedState, outcome: Fetched | NotModified, findings: Findings) -> PollFacts:
    """What ``outcome`` says about pace; nothing is to be compared with before a feed's first document."""
    match outcome:
        case NotModified():
            return PollFacts(
                new=findings.pushed,
                not_modified=True,
                body_bytes=outcome.body_bytes,
                fresh_s=outcome.fresh_s,
            )
        case Fetched():
            compared = feed.polled_before and findings.entries > 0
            return PollFacts(
                new=findings.new + findings.pushed,
                entries=findings.entries,
                dates=findings.dates,
                body_bytes=outcome.body_bytes,
                fresh_s=outcome.fresh_s,
                head=outcome.document.head,
                overlap=findings.known / findings.entries if compared else None,
            )
        case _:
            assert_never(outcome)


def expected_items(pace: Pace, now: datetime) -> float:
    """How many new items the pace promised since the last poll: what comes far beyond it is a flood."""
    if pace.measured_at is None:
        return 0.0
    hours = max((now - pace.measured_at).total_seconds() / 3600, 0.0)
    return max(pace.rate_week, pace.rate_hours) * hours


def _notes(findings: Findings, interval: Interval) -> tuple[str, ...]:
    overridden = (f"hint overridden: {interval.why}",) if interval.hint_overridden else ()
    return (*findings.notes, *overridden)


def notices_of(
    feed: FeedState, memory: FeedMemory, outcome: Outcome, findings: Findings, now: datetime
) -> tuple[tuple[str, str], ...]:
    """What the next digest is to say of the feed; a feed that is well from its first poll on is no news."""
    found: list[tuple[str, str]] = []
    reason = outcome.reason if isinstance(outcome, Failed) else ""
    before, condition = feed.memory.condition, memory.condition
    if condition.health is not before.health and (before.health, condition.health) != (Health.NEW, Health.OK):
        found.append(("health", health_line(feed.name, before.health, condition, reason)))
    if hid_items(feed.memory.caching, memory.caching):
        line = "said that nothing had changed while it had; for a week it is asked for the whole document"
        found.append(("caching", f"{feed.name} {line}"))
    if findings.flood:
        line = flood_line(feed.name, findings.new, news=findings.new - findings.flood)
        found.append(("flood", line))
    if unresolved_too_long(before, outcome, now):
        since = f"{before.unresolved_since:%d %b %Y}"
        found.append(("health", f"the name of {feed.name}'s host does not exist any more, since {since}"))
    return tuple(found)
