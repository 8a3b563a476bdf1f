"""One hit with all that is known of it: what was read, why it is a hit, and what it is to its story."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import Reason
from monitor.store.hits import WANTED, reasons_of
from monitor.store.rows import AMONG, among, select
from monitor.store.story_reads import some_developments
from monitor.store.telling import told_of
from monitor.store.times import from_text, optional_time
from monitor.story.timeline import TimelineEdit
from monitor.story.values import Told

TEXT_SHOWN: Final = 6_000
"""Characters of the text that are read; what the rules matched stands there, or the page says that it does not."""
COPIES_SHOWN: Final = 25

_HIT = f"""
select hits.*, watches.slug, watches.title as watch_title, watches.state, watches.revision as revision_now,
  items.feed_id, items.link, items.author, items.language, items.published, items.version as version_now,
  coalesce(nullif(feeds.name, ''), nullif(feeds.title, ''), feeds.host) as source,
  coalesce(version.title, items.title) as title,
  substr(coalesce(version.text, items.text), 1, {TEXT_SHOWN + 1}) as text
from hits
  join watches on watches.id = hits.watch_id
  join items on items.id = hits.item_id
  join feeds on feeds.id = items.feed_id
  left join item_versions as version on version.item_id = items.id and version.version = hits.item_version
where hits.id = ?
"""
_COPIES = f"""
select hits.id, items.title, items.link, hit_novelty.first_seen,
  coalesce(nullif(feeds.name, ''), nullif(feeds.title, ''), feeds.host) as source
from hit_novelty
  join hits on hits.id = hit_novelty.hit_id
  join items on items.id = hits.item_id
  join feeds on feeds.id = items.feed_id
where hit_novelty.copy_group = ? and hit_novelty.hit_id <> ? and {WANTED}
order by hit_novelty.first_seen, hit_novelty.hit_id
limit {COPIES_SHOWN + 1}
"""
_DEVELOPMENT = """
select developments.id, developments.title, developments.first_seen, developments.reports
from developments
where id = (select coalesce(merged_into, id) from developments where id = ?)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Another hit with the same text."""

    hit_id: int
    title: str
    link: str
    source: str
    first_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DevelopmentHead:
    """The development that a hit reports."""

    number: int
    title: str
    first_seen: datetime
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeHit:
    """A hit. Its texts are those that were read when it was decided; the offsets of the reasons fit them."""

    hit_id: int
    item_id: int
    feed_id: int
    watch: str
    """Slug."""
    watch_title: str
    watch_state: str
    title: str
    text: str
    text_cut: bool
    link: str
    source: str
    author: str
    language: str
    published: datetime | None
    first_seen: datetime
    decided_at: datetime
    points: float
    threshold: float
    score: float
    revision: str
    revision_now: str
    via_edit: bool
    backlog: bool
    replayed: bool
    rematched: bool
    feedback: str | None
    version: int
    version_now: int
    reasons: tuple[Reason, ...]
    teachers: Mapping[int, str]
    """Hit that taught a word → its headline."""
    told: Told | None
    """None: it is not told of yet."""
    development: DevelopmentHead | None
    copies: tuple[Copy, ...]
    more_copies: bool
    edits: tuple[TimelineEdit, ...]


def whole_hit(db: Database, hit_id: int) -> WholeHit:
    """The hit of that number; ``NotFoundError`` where there is none."""
    found = select(db, _HIT, (hit_id,))
    if not found:
        raise NotFoundError(f"no hit has the number {hit_id}")
    row = found[0]
    reasons = reasons_of(db, [hit_id])[hit_id]
    novelty = select(db, "select * from hit_novelty where hit_id = ?", (hit_id,))
    told = told_of(novelty[0]) if novelty else None
    copies = () if told is None else _copies(db, told)
    return WholeHit(
        **_decided(row),
        reasons=reasons,
        teachers=_headlines(db, {one.learned_from for one in reasons if one.learned_from}),
        told=told,
        development=None if told is None else _development(db, told.development),
        copies=copies[:COPIES_SHOWN],
        more_copies=len(copies) > COPIES_SHOWN,
        edits=some_developments(db, [hit_id])[1],
    )


def _decided(row: sqlite3.Row) -> Mapping[str, Any]:
    """What stands in the rows of the hit and its item."""
    same = (
        *("item_id", "feed_id", "watch_title", "title", "link", "source", "author", "language"),
        *("points", "threshold", "score", "revision", "revision_now", "feedback", "version_now"),
    )
    flags = ("via_edit", "backlog", "replayed", "rematched")
    return {
        **{name: row[name] for name in same},
        **{name: bool(row[name]) for name in flags},
        "hit_id": row["id"],
        "watch": row["slug"],
        "watch_state": row["state"],
        "version": row["item_version"],
        "text": row["text"][:TEXT_SHOWN],
        "text_cut": len(row["text"]) > TEXT_SHOWN,
        "published": optional_time(row["published"]),
        "first_seen": from_text(row["first_seen"]),
        "decided_at": from_text(row["decided_at"]),
    }


def _headlines(db: Database, hit_ids: set[int]) -> Mapping[int, str]:
    sql = f"select hits.id, title from hits join items on items.id = item_id where hits.id in {AMONG}"
    return {row["id"]: row["title"] for row in select(db, sql, (among(hit_ids),))}


def _copies(db: Database, told: Told) -> tuple[Copy, ...]:
    return tuple(
        Copy(
            hit_id=row["id"],
            title=row["title"],
            link=row["link"],
            source=row["source"],
            first_seen=from_text(row["first_seen"]),
        )
        for row in select(db, _COPIES, (told.copies, told.hit_id))
    )


def _development(db: Database, number: int) -> DevelopmentHead:
    row = select(db, _DEVELOPMENT, (number,))[0]
    return DevelopmentHead(
        number=row["id"],
        title=row["title"],
        first_seen=from_text(row["first_seen"]),
        reports=row["reports"],
    )
