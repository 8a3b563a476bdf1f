"""What the newest hits of a watch scored by, and whether that was noted before."""

from datetime import datetime

from sqlite_utils import Database

from monitor.store.hits import WANTED
from monitor.store.rows import select
from monitor.store.storable import storable
from monitor.store.times import optional_text, optional_time, to_text
from monitor.store.watches import watch_id
from monitor.track.drift import Scored

_NEWEST = f"""
from hits where watch_id = (select id from watches where slug = :slug) and first_seen >= :since
  and {WANTED}
"""
_POINTS = f"""
select term, origin, sum(points) as points from hit_reasons
where hit_id in (select id {_NEWEST}) and (field <> '' or role = 'feedback') group by term, origin
"""


def scored_by(db: Database, slug: str, since: datetime) -> tuple[int, tuple[Scored, ...]]:
    """How many hits there are of items first seen at or after ``since``, and what they scored by, word by word."""
    bound = {"slug": storable(slug), "since": to_text(since)}
    hits = select(db, f"select count(*) as number {_NEWEST}", bound)[0]["number"]
    rows = select(db, _POINTS, bound)
    return hits, tuple(
        Scored(term=row["term"], learned=row["origin"] == "learned", points=row["points"]) for row in rows
    )


def drifting_since(db: Database, slug: str) -> datetime | None:
    """Since when the watch was noted to have learned more than it was given."""
    sql = "select since from watch_drift where watch_id = (select id from watches where slug = ?)"
    rows = select(db, sql, (storable(slug),))
    return optional_time(rows[0]["since"]) if rows else None


def note_drift(db: Database, slug: str, since: datetime | None, share: float, now: datetime) -> None:
    """Write down where the watch stands."""
    db.conn.execute(
        "insert into watch_drift (watch_id, since, share, checked_at) values (?, ?, ?, ?)"
        " on conflict (watch_id) do update set since = excluded.since, share = excluded.share,"
        " checked_at = excluded.checked_at",
        (watch_id(db, slug), optional_text(since), share, to_text(now)),
    )
