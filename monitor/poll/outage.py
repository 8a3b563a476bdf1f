"""When it is our own network that is down: nobody is visited for a while, and no feed is charged (rule E2)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

WINDOW: Final = timedelta(minutes=5)
FEWEST_ATTEMPTS: Final = 10
FEWEST_HOSTS: Final = 5
SHARE: Final = 0.5
"""So many attempts to so many hosts within the window, this share of them without any connection: an outage."""
FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(minutes=10)
"""The pause doubles with each probe that fails."""
PROBES: Final = 5
"""Feeds, of different hosts, that are tried when a pause ends."""
ILL_BEFORE: Final = 3
"""A feed that failed so often before says nothing about our network, and is charged as ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One visit that has ended."""

    feed_id: int
    host: str
    failed: bool
    """No connection came about at all (``Cause.is_network``)."""
    started: datetime
    at: datetime
    failures_before: int
    proven: bool = True
    """The feed has answered at some time: only then does its failure say something about our network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """What the last minutes looked like; ``since`` is None while the network is there."""

    attempts: tuple[Attempt, ...] = ()
    since: datetime | None = None
    paused_until: datetime | None = None
    pause: timedelta = FIRST_PAUSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one more attempt says."""

    outage: Outage
    charged: bool
    """Whether a failure of this attempt counts against its feed."""
    pardoned: tuple[tuple[int, int], ...] = ()
    """(feed, its failures before) of those that were charged in this outage before it was seen."""
    line: str = ""
    """What to tell a person: an outage is over."""


def may_claim(outage: Outage, now: datetime) -> int | None:
    """How many feeds may be visited at ``now``: none in a pause, a few to probe after it, None for any number."""
    if outage.paused_until is None:
        return None
    return 0 if now < outage.paused_until else PROBES


def after_attempt(outage: Outage, attempt: Attempt) -> Verdict:
    """The state after ``attempt``; attempts are to come in the order in which they ended."""
    if attempt.failed and attempt.failures_before >= ILL_BEFORE:
        return Verdict(outage=outage, charged=True)
    if outage.since is not None and outage.paused_until is not None:
        return _in_outage(outage, outage.since, outage.paused_until, attempt)
    recent = tuple(each for each in outage.attempts if attempt.at - each.at < WINDOW)
    recent = (*recent, attempt)
    if not _is_outage(recent):
        return Verdict(outage=Outage(attempts=recent), charged=True)
    failed = [each for each in recent if each.failed]
    # Of a feed that failed twice, the first time says how it stood.
    pardoned = {each.feed_id: each.failures_before for each in reversed(failed)}
    down = Outage(since=failed[0].at, paused_until=attempt.at + FIRST_PAUSE)
    return Verdict(outage=down, charged=not attempt.failed, pardoned=tuple(pardoned.items()))


def _is_outage(recent: tuple[Attempt, ...]) -> bool:
    """Whether ``recent`` looks like an outage.

    While others are reached, feeds that never answered do not count: else a list of which half is dead would look
    like an outage for ever, and its dead would never be charged.
    """
    if not all(each.failed for each in recent):
        recent = tuple(each for each in recent if each.proven or not each.failed)
    hosts = {each.host for each in recent}
    failed = sum(each.failed for each in recent)
    return len(recent) >= FEWEST_ATTEMPTS and len(hosts) >= FEWEST_HOSTS and failed >= SHARE * len(recent)


def _in_outage(outage: Outage, since: datetime, paused_until: datetime, attempt: Attempt) -> Verdict:
    is_probe = attempt.started >= paused_until
    if not attempt.failed and is_probe:
        line = f"no feed could be reached from {since:%d %b %H:%M} to {attempt.at:%d %b %H:%M} UTC"
        return Verdict(
            outage=Outage(attempts=(attempt,)),
            charged=True,
            line=f"{line}: the fault was on this side, and is held against none",
        )
    if not attempt.failed or not is_probe:
        # Under way when the outage was seen: it proves nothing, and costs the feed nothing.
        return Verdict(outage=outage, charged=not attempt.failed)
    pause = min(outage.pause * 2, LONGEST_PAUSE)
    longer = replace(outage, pause=pause, paused_until=attempt.at + pause)
    return Verdict(outage=longer, charged=False)
