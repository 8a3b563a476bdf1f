"""What the front page says: what is followed, what is new, and whether the feeds are well."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlite_utils import Database

from monitor.store.hits import WANTED
from monitor.store.rows import select
from monitor.store.times import from_text, optional_time, to_text

WATCHES_SHOWN: Final = 60
NEWS_SHOWN: Final = 15
TROUBLE_SHOWN: Final = 10
DAYS: Final = 30
"""Days of the small charts."""
NEW_WITHIN: Final = timedelta(hours=24)

_WATCHES = """
select id, slug, title, state,
  (select count(*) from hits where watch_id = watches.id) as hits,
  (select max(first_seen) from hits where watch_id = watches.id) as latest
from watches
where retired_at is null
order by state, latest desc, slug
limit ?
"""
_DAYS = f"""
select substr(hit_novelty.first_seen, 1, 10) as day, count(*) as reports
from hit_novelty join hits on hits.id = hit_novelty.hit_id
where hit_novelty.watch_id = ? and hit_novelty.first_seen >= ? and {WANTED}
group by 1
"""
_NEW_HITS = f"select count(*) from hits where watch_id = ? and first_seen >= ? and {WANTED}"
_DEVELOPMENTS = """
select developments.id, developments.title, developments.first_seen, developments.reports, items.language,
  coalesce(nullif(feeds.name, ''), nullif(feeds.title, ''), feeds.host) as source
from developments
  join hits on hits.id = developments.id
  join items on items.id = hits.item_id
  join feeds on feeds.id = items.feed_id
where developments.watch_id = ? and merged_into is null and reports > 0
order by developments.first_seen desc, developments.id desc
limit ?
"""
_NEW_DEVELOPMENTS = """
select count(*) from developments
where watch_id = ? and first_seen >= ? and merged_into is null and reports > 0
"""
_TROUBLED = "kind = 'live' and retired_at is null and health not in ('new', 'ok', 'moved')"
_TROUBLE = f"""
select id, coalesce(nullif(name, ''), nullif(title, ''), host) as name, health, health_since, failures, last_error
from feeds where {_TROUBLED}
order by health_since desc, failures desc, id
limit {TROUBLE_SHOWN}
"""
_COUNTS = f"""
select
  (select count(*) from items) as items,
  (select count(*) from hits) as hits,
  (select count(*) from feeds where kind = 'live' and retired_at is null) as feeds,
  (select count(*) from feeds where {_TROUBLED}) as troubled,
  (select count(*) from requests where applied_at is null) as waiting,
  (select max(last_polled) from feeds) as last_polled
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A development in a line."""

    number: int
    title: str
    language: str
    source: str
    """That had it first."""
    first_seen: datetime
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchGlance:
    """A watch on the front page."""

    slug: str
    title: str
    state: str
    hits: int
    latest: datetime | None
    new_hits: int
    """Within ``NEW_WITHIN``."""
    new_developments: int
    until: datetime
    """The day that the small chart ends with: today, or for a story that lies back its last day."""
    days: Mapping[str, int]
    """Day (``2026-11-23``) → reports, ``DAYS`` days up to ``until``; days without any are missing."""
    news: tuple[News, ...]
    """Its newest developments, the newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubledFeed:
    """A feed that is not well."""

    feed_id: int
    name: str
    health: str
    since: datetime | None
    failures: int
    last_error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How much is stored."""

    items: int
    hits: int
    feeds: int
    troubled: int
    waiting: int
    """Requests not yet applied."""
    last_polled: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """All of it."""

    watches: tuple[WatchGlance, ...]
    more_watches: bool
    trouble: tuple[TroubledFeed, ...]
    totals: Totals


def front(db: Database, now: datetime) -> Front:
    """What stands on the front page at ``now``."""
    rows = select(db, _WATCHES, (WATCHES_SHOWN + 1,))
    totals = select(db, _COUNTS)[0]
    return Front(
        watches=tuple(
            _glance(db, row["id"], now, dict(row), optional_time(row["latest"]))
            for row in rows[:WATCHES_SHOWN]
        ),
        more_watches=len(rows) > WATCHES_SHOWN,
        trouble=tuple(
            TroubledFeed(
                feed_id=row["id"],
                name=row["name"],
                health=row["health"],
                since=optional_time(row["health_since"]),
                failures=row["failures"],
                last_error=row["last_error"],
            )
            for row in select(db, _TROUBLE)
        ),
        totals=Totals(
            **{name: totals[name] for name in ("items", "hits", "feeds", "troubled", "waiting")},
            last_polled=optional_time(totals["last_polled"]),
        ),
    )


def _glance(
    db: Database, number: int, now: datetime, row: Mapping[str, object], latest: datetime | None
) -> WatchGlance:
    lies_back = latest is not None and latest < now - timedelta(days=DAYS)
    until = latest if latest is not None and lies_back else now
    since = to_text(now - NEW_WITHIN)
    chart_from = to_text(
        (until - timedelta(days=DAYS - 1)).replace(hour=0, minute=0, second=0, microsecond=0)
    )
    days = Counter({day["day"]: day["reports"] for day in select(db, _DAYS, (number, chart_from))})
    return WatchGlance(
        slug=str(row["slug"]),
        title=str(row["title"]),
        state=str(row["state"]),
        hits=int(str(row["hits"])),
        latest=latest,
        new_hits=_number(db, _NEW_HITS, number, since),
        new_developments=_number(db, _NEW_DEVELOPMENTS, number, since),
        until=until,
        days=days,
        news=_news(db, number),
    )


def _number(db: Database, sql: str, number: int, since: str) -> int:
    return int(db.conn.execute(sql, (number, since)).fetchone()[0])


def _news(db: Database, number: int) -> tuple[News, ...]:
    return tuple(
        News(
            number=row["id"],
            title=row["title"],
            language=row["language"],
            source=row["source"],
            first_seen=from_text(row["first_seen"]),
            reports=row["reports"],
        )
        for row in select(db, _DEVELOPMENTS, (number, NEWS_SHOWN))
    )
