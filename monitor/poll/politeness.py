"""Manners towards a host: what 429 and Retry-After ask of all its feeds, or of one alone (rules H1, H2)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from monitor.outcome import Failed, Outcome
from monitor.poll.retry_after import LONGEST_S

FIRST_GAP_S: Final = 2.0
LONGEST_GAP_S: Final = 120.0
"""A host that says 429 without saying how long to wait gets a gap that doubles between these."""
CLEAN: Final = timedelta(hours=24)
"""The learned gap halves after so long without 429."""
BUSY_URLS: Final = 3
"""So many different feeds of a host that are told to wait by 5xx mean the host, fewer only themselves."""
BUSY_WITHIN: Final = timedelta(hours=1)
BUSY_KEPT: Final = 50
_TOO_MANY: Final = 429
_SERVER_ERRORS: Final = range(500, 600)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostManners:
    """What has been learned about a host."""

    host: str
    gap_s: float = 0.0
    """Seconds between two visits; 0 where the client's own gap is enough."""
    blocked_until: datetime | None = None
    """No feed of the host is visited before."""
    free_at: datetime | None = None
    """The learned gap is over then."""
    clean_since: datetime | None = None
    """Last 429, or last halving of the gap."""
    busy: tuple[tuple[str, datetime], ...] = ()
    """(feed address, until when) of those told lately to wait by 5xx."""


def manners_after(
    manners: HostManners, outcome: Outcome, *, url: str, started: datetime, now: datetime, private: bool
) -> HostManners:
    """What the host has taught with ``outcome`` of a visit to ``url``.

    ``private``: an address of a network that a person allowed by name; there each feed stands for itself.
    """
    if private:
        return manners
    learned = _calmed(manners, now)
    if isinstance(outcome, Failed) and outcome.status == _TOO_MANY:
        learned = _told_too_many(learned, outcome, now)
    elif isinstance(outcome, Failed) and outcome.status in _SERVER_ERRORS and outcome.retry_after_s:
        learned = _told_busy(learned, outcome, url, now)
    free_at = started + timedelta(seconds=learned.gap_s) if learned.gap_s else None
    return replace(learned, free_at=free_at)


def _told_too_many(manners: HostManners, outcome: Failed, now: datetime) -> HostManners:
    """429 means the host: it is left alone as long as it says, else the gap between visits doubles."""
    if outcome.retry_after_s:
        until = now + timedelta(seconds=min(outcome.retry_after_s, LONGEST_S))
        return replace(manners, blocked_until=_later(manners.blocked_until, until), clean_since=now)
    gap_s = min(max(manners.gap_s * 2, FIRST_GAP_S * 2), LONGEST_GAP_S)
    return replace(manners, gap_s=gap_s, clean_since=now)


def _told_busy(manners: HostManners, outcome: Failed, url: str, now: datetime) -> HostManners:
    """5xx with Retry-After means the feed alone, until several feeds of the host are told so."""
    until = now + timedelta(seconds=min(outcome.retry_after_s or 0.0, LONGEST_S))
    others = tuple((each, end) for each, end in manners.busy if each != url and now - end < BUSY_WITHIN)
    busy = (*others, (url, until))[-BUSY_KEPT:]
    if len(busy) < BUSY_URLS:
        return replace(manners, busy=busy)
    # As long as so many of them ask for it: an old wish that is over must not hide three new ones.
    end = sorted((end for _, end in busy), reverse=True)[BUSY_URLS - 1]
    return replace(manners, busy=busy, blocked_until=_later(manners.blocked_until, end))


def _calmed(manners: HostManners, now: datetime) -> HostManners:
    """The gap halves for each clean day, and is forgotten below the client's own."""
    if not manners.gap_s or manners.clean_since is None or now - manners.clean_since < CLEAN:
        return manners
    days = (now - manners.clean_since) // CLEAN
    gap_s = manners.gap_s / 2.0 ** min(days, 10)
    return replace(manners, gap_s=gap_s if gap_s > FIRST_GAP_S else 0.0, clean_since=now)


def _later(one: datetime | None, other: datetime) -> datetime:
    return other if one is None or other > one else one
