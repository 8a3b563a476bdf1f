"""How many of what there are right now: what health checks and monitoring ask, all at once."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.store.rows import select
from monitor.store.times import optional_time, to_text

_FOLLOWED = "kind = 'live' and retired_at is null and same_as is null"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """One look at the database."""

    due: int
    """Feeds whose time has come and that nobody is visiting."""
    last_success: datetime | None
    """When any feed last answered as it should."""
    by_health: tuple[tuple[str, int], ...]
    gaps: int
    """Possible gaps noted so far."""
    blocked_hosts: int
    subscriptions: tuple[tuple[str, int], ...]
    """By state."""


def numbers(db: Database, now: datetime) -> Numbers:
    """Those of ``now``."""
    moment = to_text(now)
    (feeds,) = select(
        db,
        f"select count(*) filter (where next_due <= :now and (lease_until is null or lease_until <= :now)) as due,"
        f" max(last_success) as last_success from feeds where {_FOLLOWED}",
        {"now": moment},
    )
    (others,) = select(
        db,
        "select (select coalesce(max(id), 0) from gaps) as gaps,"
        " (select count(*) from hosts where blocked_until > :now) as blocked",
        {"now": moment},
    )
    return Numbers(
        due=feeds["due"],
        last_success=optional_time(feeds["last_success"]),
        by_health=_counts(
            db, f"select health as name, count(*) as n from feeds where {_FOLLOWED} group by health"
        ),
        gaps=others["gaps"],
        blocked_hosts=others["blocked"],
        subscriptions=_counts(db, "select state as name, count(*) as n from subscriptions group by state"),
    )


def _counts(db: Database, sql: str) -> tuple[tuple[str, int], ...]:
    return tuple((row["name"], int(row["n"])) for row in select(db, sql))
