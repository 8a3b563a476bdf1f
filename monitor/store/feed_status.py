"""How the feeds are doing, for people."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.store.rows import select
from monitor.store.times import optional_time

_STATUS = """
select id, url, name, group_name, health, health_since, failures, next_due, last_polled, last_success, last_error,
  interval_s, effective_url, same_as,
  (select count(*) from items where feed_id = feeds.id) as items,
  (select max(first_seen) from items where feed_id = feeds.id) as last_new,
  (select max(made_at) from gaps where feed_id = feeds.id) as last_gap
from feeds
where kind = 'live' and retired_at is null
order by group_name, name, id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedStatus:
    """How one feed is doing."""

    feed_id: int
    url: str
    name: str
    group: str
    health: str
    failures: int
    next_due: datetime | None
    """None: never by itself."""
    last_polled: datetime | None
    last_success: datetime | None
    last_error: str
    items: int
    last_new: datetime | None
    """First sight of its newest item."""
    since: datetime | None = None
    """Since when ``health`` holds."""
    interval_s: float = 0.0
    """Seconds between two polls as last reckoned."""
    effective_url: str = ""
    """The adopted address at which it is polled; ``""`` where that is ``url``."""
    last_gap: datetime | None = None
    """When items were last possibly missed."""
    same_as: int | None = None
    """The feed that is polled in its place, having the same address."""


def status(db: Database) -> tuple[FeedStatus, ...]:
    """How each live feed is doing, by group and name."""
    return tuple(
        FeedStatus(
            feed_id=row["id"],
            url=row["url"],
            name=row["name"],
            group=row["group_name"],
            health=row["health"],
            failures=row["failures"],
            next_due=optional_time(row["next_due"]),
            last_polled=optional_time(row["last_polled"]),
            last_success=optional_time(row["last_success"]),
            last_error=row["last_error"],
            items=row["items"],
            last_new=optional_time(row["last_new"]),
            since=optional_time(row["health_since"]),
            interval_s=row["interval_s"],
            effective_url=row["effective_url"] or "",
            last_gap=optional_time(row["last_gap"]),
            same_as=row["same_as"],
        )
        for row in select(db, _STATUS)
    )
