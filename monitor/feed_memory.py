"""What is remembered of a feed from poll to poll: values only, the rules over them lie in ``poll``.

Rates are items an hour, waits are hours, times are aware and in UTC. Every field has the value of a feed that was
never polled.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Health(StrEnum):
    """How a feed is (rule E5); the worst that holds is shown."""

    NEW = "new"
    OK = "ok"
    MOVED = "moved"
    """Polled at the address of a permanent redirect; the list of feeds still names the old one."""
    SILENT = "silent"
    """Answers, but has brought nothing new for far longer than it used to."""
    DEGRADED = "degraded"
    FAILING = "failing"
    SUSPECT = "suspect"
    """Answers with another title and other hosts than before: perhaps in other hands."""
    BLOCKED = "blocked"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a feed speaks, and what its publisher wishes (rules S2 to S4)."""

    rate_week: float = 0.0
    """Items an hour, moving average over a week."""
    rate_hours: float = 0.0
    """The same over three hours."""
    peak_rate: float = 0.0
    """Fastest seen, at ``peak_at``."""
    peak_at: datetime | None = None
    measured_at: datetime | None = None
    """Up to when the rates reach: the last poll with an answer of use."""
    window: int = 0
    """Entries of the last document."""
    gap_factor: float = 1.0
    light: bool = True
    """Cheap to poll: answers 304, or the body is small."""
    last_new_at: datetime | None = None
    waits_h: tuple[float, ...] = ()
    """Hours between polls that brought something new, newest last; a bounded number."""
    hours: tuple[float, ...] = ()
    """New items by hour of the day (UTC), of about the last 14 days; empty or 24."""
    days: tuple[float, ...] = ()
    """The same by day of the week, Monday first; empty or 7."""
    fresh_s: float = 0.0
    """Seconds for which HTTP called the last answer fresh."""
    ttl_s: float = 0.0
    """Seconds that the document itself wants between polls."""
    skip_hours: tuple[int, ...] = ()
    """Hours (GMT, 0 to 23) in which the publisher wants no visits."""
    skip_days: tuple[int, ...] = ()
    """Days, Monday is 0."""
    rush: bool = False
    """At least half of the last document was new: look again as soon as manners allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caching:
    """Whether the feed's "not modified" can be believed (rule C3)."""

    unmodified: int = 0
    """Answers of 304 in a row."""
    unmodified_since: datetime | None = None
    """First of that row."""
    plain_until: datetime | None = None
    """Conditional requests were caught hiding items: ask without until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """A permanent redirect on its way to being adopted, or adopted (rule B5)."""

    target: str = ""
    """Where every hop of the last polls permanently leads; ``""`` where none does."""
    since: datetime | None = None
    polls: int = 0
    adopted_at: datetime | None = None
    """When the feed's ``effective_url`` was taken over; None where it has none."""
    failures: int = 0
    """Failed polls in a row at the adopted address."""
    refused: tuple[str, ...] = ()
    """Targets once adopted and given back or left for another; not taken again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How the feed is, since when, and what the judgement needs (rules E3 to E5)."""

    health: Health = Health.NEW
    since: datetime | None = None
    failing_since: datetime | None = None
    """First of the failures in a row."""
    gone_at: datetime | None = None
    """First 410 of a row."""
    unresolved_since: datetime | None = None
    """First "no such name" of a row."""
    title: str = ""
    """What the feed called itself when it was last believed."""
    hosts: tuple[str, ...] = ()
    """Hosts that its links led to then, most frequent first."""
    throttled: int = 0
    """Answers of "too often" in a row, with nothing else between them (rule H2)."""
    throttled_since: datetime | None = None
    """First of that row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedMemory:
    """All of it. The store keeps one row a feed, one column a field."""

    pace: Pace = Pace()
    caching: Caching = Caching()
    moving: Moving = Moving()
    condition: Condition = Condition()
    links_tell: bool = False
    """The feed's guids are volatile: its entries are told apart by their links (rule I1). Never taken back."""
