"""How feeds fared: each change of health, with its reason (rule E5)."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.feed_memory import Health
from monitor.store.rows import insert_row, select
from monitor.store.times import from_text, to_text


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthChange:
    """One change."""

    changed_at: datetime
    before: Health
    after: Health
    reason: str


def record_health(  # noqa: PLR0917 - from what, to what, why and when
    db: Database, feed_id: int, before: Health, after: Health, reason: str, now: datetime
) -> int:
    """Keep a change; returns its number."""
    row = {"feed_id": feed_id, "changed_at": to_text(now), "before": before.value, "after": after.value}
    return insert_row(db, "feed_health", row | {"reason": reason})


def history(db: Database, feed_id: int, *, limit: int = 100) -> tuple[HealthChange, ...]:
    """The latest ``limit`` changes of a feed, newest first."""
    sql = "select * from feed_health where feed_id = ? order by changed_at desc, id desc limit ?"
    return tuple(
        HealthChange(
            changed_at=from_text(row["changed_at"]),
            before=Health(row["before"]),
            after=Health(row["after"]),
            reason=row["reason"],
        )
        for row in select(db, sql, (feed_id, limit))
    )
