"""How a feed is, from poll to poll: the states of rule E5, and when a feed counts as gone (E4)."""

import math
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from monitor.feed_memory import Condition, Health, Pace
from monitor.outcome import Cause, Failed, FailureKind, Outcome

DEGRADED_FAILURES: Final = 3
DEGRADED_AFTER: Final = timedelta(hours=24)
FAILING_AFTER: Final = timedelta(days=7)
GONE_AFTER: Final = timedelta(hours=24)
"""Between two answers of 410, the last of which closes the feed."""
UNRESOLVED_AFTER: Final = timedelta(days=14)
"""A name that does not exist for so long is told to a person, and again after as long."""
SILENT_LEAST: Final = timedelta(days=7)
SILENT_TIMES: Final = 5.0
"""Silent: nothing new for so many times the 95th percentile of its waits, and at least ``SILENT_LEAST``."""
SILENT_UNKNOWN: Final = timedelta(days=30)
"""The same for a feed whose habits are not known yet: fewer than ``WAITS_NEEDED`` waits."""
WAITS_NEEDED: Final = 5
STRANGE_SHARE: Final = 0.8
"""Suspect: another title, and more than this share of links to hosts where none led before."""
BELIEVED_AFTER: Final = timedelta(days=30)
"""What a suspect feed has been for so long is what it is now."""
HOSTS_KEPT: Final = 8
THROTTLED_AFTER: Final = timedelta(hours=24)
"""A feed that answers nothing but "too often" for so long brings nothing, whoever is to blame (rule H2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthFacts:
    """What one poll says about health."""

    outcome: Outcome
    failures: int
    """Failed polls in a row, this one included."""
    pace: Pace
    """As it is after the poll."""
    title: str = ""
    """What the document calls the feed; ``""`` where there was none."""
    hosts: tuple[str, ...] = ()
    """The host of each parsed entry's link."""
    recognised: int = 0
    """Entries that stand as they stood before: they lead where they always led."""
    moved: bool = False
    """Polled at an adopted address."""


def condition_after(condition: Condition, facts: HealthFacts, *, now: datetime) -> Condition:
    """The feed's condition after a poll; ``since`` moves only when the health changes."""
    seen = _counted(condition, facts, now)
    if not isinstance(facts.outcome, Failed) and not _is_strange(seen, facts, now):
        seen = _believed(seen, facts)
    health = _health(seen, facts, now)
    if health is condition.health:
        return seen
    return replace(seen, health=health, since=now)


def health_line(name: str, before: Health, condition: Condition, reason: str) -> str:
    """What a person is told when the health of the feed has changed; ``reason`` is the last failure's."""
    words = _WORDS[condition.health]
    if condition.health is Health.OK:
        return f"{name} is well again (was {before.value})"
    because = f": {reason}" if reason and condition.health in _FOR_A_REASON else ""
    return f"{name} {words}{because}"


def unresolved_too_long(before: Condition, outcome: Outcome, now: datetime) -> bool:
    """Whether it is time to say (again) that the feed's name does not exist; ``before`` is as it was until now."""
    if not isinstance(outcome, Failed) or outcome.cause is not Cause.UNRESOLVED:
        return False
    return before.unresolved_since is not None and now - before.unresolved_since >= UNRESOLVED_AFTER


_NO_FAULT: Final = (FailureKind.THROTTLED, FailureKind.LOCAL)
"""A busy server, or a network of ours that is down: nothing is held against the feed."""
_WORDS: Final = {
    Health.NEW: "is new",
    Health.OK: "is well",
    Health.MOVED: "has moved for good and is polled at its new address; put that in feeds.toml",
    Health.SILENT: "answers, but has brought nothing new for far longer than usual",
    Health.DEGRADED: "has brought nothing at its last visits",
    Health.FAILING: "has failed for more than a week",
    Health.SUSPECT: "has another title and links to other sites than before; look whether it is still the same",
    Health.BLOCKED: "turns us away",
    Health.GONE: "is gone for good, its server says; it is not visited any more",
}
_FOR_A_REASON: Final = (Health.DEGRADED, Health.FAILING, Health.BLOCKED)


def _counted(condition: Condition, facts: HealthFacts, now: datetime) -> Condition:
    """The rows of failures that this poll begins, goes on with or ends."""
    outcome = facts.outcome
    condition = _throttled(condition, outcome, now)
    if not isinstance(outcome, Failed):
        return replace(condition, failing_since=None, gone_at=None, unresolved_since=None)
    if outcome.kind in _NO_FAULT:
        return condition
    gone_at = (condition.gone_at or now) if outcome.kind is FailureKind.GONE else condition.gone_at
    unresolved = (condition.unresolved_since or now) if outcome.cause is Cause.UNRESOLVED else None
    if unresolved_too_long(condition, outcome, now):
        # It is told now; from here on it counts anew.
        unresolved = now
    return replace(
        condition,
        failing_since=condition.failing_since or now,
        gone_at=gone_at,
        unresolved_since=unresolved,
    )


def _throttled(condition: Condition, outcome: Outcome, now: datetime) -> Condition:
    """The row of answers of "too often"; a network of ours that is down neither ends nor lengthens it."""
    if isinstance(outcome, Failed) and outcome.kind is FailureKind.LOCAL:
        return condition
    if isinstance(outcome, Failed) and outcome.kind is FailureKind.THROTTLED:
        since = condition.throttled_since or now
        return replace(condition, throttled=condition.throttled + 1, throttled_since=since)
    return replace(condition, throttled=0, throttled_since=None)


def _health(seen: Condition, facts: HealthFacts, now: datetime) -> Health:
    """The worst that holds."""
    if isinstance(facts.outcome, Failed):
        return _ill(seen, facts.outcome, facts.failures, now)
    if _is_strange(seen, facts, now) or (seen.health is Health.SUSPECT and not facts.title):
        return Health.SUSPECT
    if _is_silent(facts.pace, now):
        return Health.SILENT
    return Health.MOVED if facts.moved else Health.OK


def _ill(seen: Condition, outcome: Failed, failures: int, now: datetime) -> Health:
    if outcome.kind is FailureKind.GONE and seen.gone_at and now - seen.gone_at >= GONE_AFTER:
        return Health.GONE
    if outcome.kind is FailureKind.BLOCKED:
        return Health.BLOCKED
    if seen.health in {Health.SUSPECT, Health.GONE}:
        return seen.health
    return _turned_down(seen, outcome, now) if outcome.kind in _NO_FAULT else _failing(seen, failures, now)


def _failing(seen: Condition, failures: int, now: datetime) -> Health:
    lasting = now - seen.failing_since if seen.failing_since else timedelta(0)
    if lasting > FAILING_AFTER:
        return Health.FAILING
    if failures >= DEGRADED_FAILURES or lasting > DEGRADED_AFTER:
        return Health.DEGRADED
    return seen.health


def _turned_down(seen: Condition, outcome: Failed, now: datetime) -> Health:
    """A busy server is no failure; a day of it is told all the same, for nothing is read in that time."""
    too_long = seen.throttled_since is not None and now - seen.throttled_since >= THROTTLED_AFTER
    worse = seen.health in {Health.FAILING, Health.BLOCKED}
    if outcome.kind is FailureKind.THROTTLED and too_long and not worse:
        return Health.DEGRADED
    return seen.health


def _is_silent(pace: Pace, now: datetime) -> bool:
    if pace.last_new_at is None:
        return False
    if len(pace.waits_h) < WAITS_NEEDED:
        return now - pace.last_new_at > SILENT_UNKNOWN
    waits = sorted(pace.waits_h)
    usual = timedelta(hours=waits[math.ceil(0.95 * len(waits)) - 1])
    return now - pace.last_new_at > max(SILENT_LEAST, SILENT_TIMES * usual)


def _is_strange(seen: Condition, facts: HealthFacts, now: datetime) -> bool:
    """Another title *and* links to other hosts; either alone is a redesign."""
    if not (seen.title and seen.hosts and facts.title):
        return False
    if facts.title.casefold().split() == seen.title.casefold().split():
        return False
    if seen.health is not Health.SUSPECT:
        return _strangers(seen, facts) > STRANGE_SHARE * (len(facts.hosts) + facts.recognised)
    if seen.since and now - seen.since > BELIEVED_AFTER:
        return False
    # What stood there before came with the strange title, too: only what is new can speak for the feed.
    return not facts.hosts or _strangers(seen, facts) > STRANGE_SHARE * len(facts.hosts)


def _strangers(seen: Condition, facts: HealthFacts) -> int:
    """Links to hosts where none led before."""
    believed = {_site(host) for host in seen.hosts}
    return sum(_site(host) not in believed for host in facts.hosts)


def _site(host: str) -> str:
    return host.removeprefix("www.")


def _believed(seen: Condition, facts: HealthFacts) -> Condition:
    if not facts.hosts:
        return seen if not facts.title or seen.hosts else replace(seen, title=facts.title)
    common = [host for host, _ in Counter(facts.hosts).most_common(HOSTS_KEPT)]
    if facts.recognised:
        # Only the new entries speak here; where the others lead is what was believed before.
        common = [*seen.hosts, *(host for host in common if host not in seen.hosts)]
    return replace(seen, title=facts.title or seen.title, hosts=tuple(common[:HOSTS_KEPT]))
