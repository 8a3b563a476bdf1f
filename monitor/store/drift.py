"""What the newest hits of a watch scored by, and whether that was noted before."""

from datetime import datetime

from sqlite_utils import Database

from monitor.store.rows import select
from monitor.store.storable import storable
from monitor.store.times import optional_text, optional_time, to_text
from monitor.store.watches import watch_id
from monitor.track.drift import Mass

_MASS = """
select count(distinct hits.id) as hits,
  coalesce(sum(points) filter (where origin = 'learned'), 0) as learned,
  coalesce(sum(points) filter (where origin <> 'learned' and (field <> '' or role = 'feedback')), 0) as given
from (select id from hits where watch_id = (select id from watches where slug = :slug) and first_seen >= :since
    and coalesce(feedback, '') not in ('irrelevant', 'withdrawn')) as hits
  left join (select hit_id, points, origin, field, role from hit_reasons) as reasons on reasons.hit_id = hits.id
"""


def learned_mass(db: Database, slug: str, since: datetime) -> Mass:
    """What the hits of items first seen at or after ``since`` scored by."""
    row = select(db, _MASS, {"slug": storable(slug), "since": to_text(since)})[0]
    return Mass(hits=row["hits"], learned=row["learned"], given=row["given"])


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
