"""The hits as people read them: the item, the score, and the reasons for it."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.model import HitText, Reason
from monitor.store.rows import AMONG, among, select
from monitor.store.storable import storable
from monitor.store.times import from_text, optional_time, to_text

WANTED = "coalesce(hits.feedback, '') not in ('irrelevant', 'withdrawn')"
"""What a person said does not belong to the story is not part of it."""

NEWS = "not hits.backlog and not hits.replayed and not hits.rematched"
"""What was old when it came, or was found afterwards, is told to nobody as news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow:
    """One hit with its item. Offsets of the reasons fit version ``item_version`` of the text."""

    hit_id: int
    watch: str
    watch_title: str
    item_id: int
    item_version: int
    title: str
    link: str
    source: str
    """Feed URL."""
    source_name: str
    language: str
    published: datetime | None
    first_seen: datetime
    decided_at: datetime
    points: float
    threshold: float
    score: float
    revision: str
    via_edit: bool
    backlog: bool
    replayed: bool
    rematched: bool
    feedback: str | None
    reasons: tuple[Reason, ...]


_HITS = """
select hits.*, watches.slug, watches.title as watch_title, items.title, items.link, items.language,
  items.published, feeds.url as source, feeds.name as source_name
from hits
join watches on watches.id = hits.watch_id
join items on items.id = hits.item_id
join feeds on feeds.id = items.feed_id
"""


def hits(
    db: Database, *, watch: str | None = None, since: datetime | None = None, limit: int | None = None
) -> tuple[HitRow, ...]:
    """Hits of one watch (a slug) or of all, of items first seen at or after ``since``, latest item first."""
    conditions: list[str] = []
    values: list[object] = []
    if watch is not None:
        conditions.append("hits.watch_id = (select id from watches where slug = ?)")
        values.append(storable(watch))
    if since is not None:
        conditions.append("hits.first_seen >= ?")
        values.append(to_text(since))
    where = f"where {' and '.join(conditions)}" if conditions else ""
    order = "order by hits.first_seen desc, hits.id desc limit ?"
    # A negative limit is SQLite's word for none.
    rows = select(db, f"{_HITS} {where} {order}", (*values, -1 if limit is None else limit))
    reasons = reasons_of(db, [row["id"] for row in rows])
    return tuple(hit_of(row, reasons[row["id"]]) for row in rows)


def hit_texts(db: Database, slug: str) -> tuple[HitText, ...]:
    """The hits of a watch as texts, oldest first; those a person took back are left out."""
    rows = select(db, f"{_TEXTS} order by hits.first_seen, hits.id", {"slug": storable(slug)})
    return tuple(map(_text_of, rows))


def latest_hit_texts(
    db: Database, slug: str, *, limit: int, since: datetime | None = None, up_to: int | None = None
) -> tuple[HitText, ...]:
    """As ``hit_texts``: the latest ``limit`` with a number of at most ``up_to``, seen at or after ``since``."""
    sql = f"""{_TEXTS} and hits.first_seen >= :since and hits.id <= coalesce(:up_to, hits.id)
        order by hits.first_seen desc, hits.id desc limit :limit"""
    bound = {"slug": storable(slug), "since": "" if since is None else to_text(since), "up_to": up_to}
    rows = select(db, sql, bound | {"limit": limit})
    return tuple(map(_text_of, reversed(rows)))


_TEXTS = f"""
select items.id, items.title, items.text, items.language, items.first_seen, feeds.url as source
from hits join items on items.id = hits.item_id join feeds on feeds.id = items.feed_id
where watch_id = (select id from watches where slug = :slug)
  and {WANTED}
"""


def _text_of(row: sqlite3.Row) -> HitText:
    return HitText(
        item_id=row["id"],
        title=row["title"],
        text=row["text"],
        source=row["source"],
        language=row["language"],
        first_seen=from_text(row["first_seen"]),
    )


def hit_items(db: Database, slug: str) -> frozenset[int]:
    """Numbers of the items that hit a watch."""
    sql = "select item_id from hits where watch_id = (select id from watches where slug = ?)"
    return frozenset(row[0] for row in db.conn.execute(sql, (storable(slug),)))


def reasons_of(db: Database, hit_ids: Sequence[int]) -> Mapping[int, tuple[Reason, ...]]:
    """The reasons of some hits, in their order, by hit number."""
    found: dict[int, list[Reason]] = defaultdict(list)
    sql = f"select * from hit_reasons where hit_id in {AMONG} order by hit_id, position"
    for row in select(db, sql, (among(hit_ids),)):
        found[row["hit_id"]].append(_reason(row))
    return {hit_id: tuple(found[hit_id]) for hit_id in hit_ids}


def _reason(row: sqlite3.Row) -> Reason:
    return Reason(
        term=row["term"],
        surface=row["surface"],
        field=row["field"],
        start=row["start"],
        end=row["end"],
        points=row["points"],
        origin=row["origin"],
        role=row["role"],
        learned_from=row["learned_from"],
    )


def hit_of(row: sqlite3.Row, reasons: tuple[Reason, ...]) -> HitRow:
    """A row of the query of this module, read back."""
    return HitRow(
        hit_id=row["id"],
        watch=row["slug"],
        watch_title=row["watch_title"],
        item_id=row["item_id"],
        item_version=row["item_version"],
        title=row["title"],
        link=row["link"],
        source=row["source"],
        source_name=row["source_name"],
        language=row["language"],
        published=optional_time(row["published"]),
        first_seen=from_text(row["first_seen"]),
        decided_at=from_text(row["decided_at"]),
        points=row["points"],
        threshold=row["threshold"],
        score=row["score"],
        revision=row["revision"],
        via_edit=bool(row["via_edit"]),
        backlog=bool(row["backlog"]),
        replayed=bool(row["replayed"]),
        rematched=bool(row["rematched"]),
        feedback=row["feedback"],
        reasons=reasons,
    )
