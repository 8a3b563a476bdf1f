"""Hits as they are handed on: with the item's text and author, and what each is to its story.

A million of them are read a page at a time, as one state of the database.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.store.hits import NEWS, WANTED, HitRow, hit_of, reasons_of
from monitor.store.rows import AMONG, among, select
from monitor.store.storable import storable
from monitor.store.times import from_text, to_text
from monitor.story.values import Because, Novelty, NumberChange, Stance

PAGE: Final = 500
"""Hits read at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a hit is to its story."""

    novelty: Novelty
    development: int
    """Number of the development it belongs to: that of the hit that opened it."""
    development_title: str
    copies: int
    """Number of its copy group: that of the group's first hit."""
    because: tuple[Because, ...]
    stance: Stance
    stance_words: str
    changes: tuple[NumberChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedHit:
    """A hit with all that is handed on. ``hit.source_name`` is never empty."""

    hit: HitRow
    author: str
    text: str
    """The item's whole text as it stands now."""
    step: Step | None
    """None where nothing is told of it yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchHead:
    """What is said of a watch at the head of a list of its hits."""

    slug: str
    title: str
    loaded_at: datetime
    """When its present file was first loaded."""


_HITS: Final = """
select hits.*, watches.slug, watches.title as watch_title, items.title, items.link, items.language,
  items.published, items.author, items.text, feeds.url as source,
  coalesce(nullif(feeds.name, ''), nullif(feeds.title, ''), feeds.host) as source_name,
  told.novelty, told.copy_group, told.because, told.stance, told.stance_words, told.changes,
  coalesce(opened.merged_into, opened.id) as development,
  coalesce(kept.title, opened.title) as development_title
from hits
  join watches on watches.id = hits.watch_id
  join items on items.id = hits.item_id
  join feeds on feeds.id = items.feed_id
  left join hit_novelty as told on told.hit_id = hits.id
  left join developments as opened on opened.id = told.development_id
  left join developments as kept on kept.id = opened.merged_into
"""
_OF_WATCH: Final = "hits.watch_id = (select id from watches where slug = :watch)"
_SINCE: Final = "hits.first_seen >= :since"


def watch_head(db: Database, slug: str) -> WatchHead:
    """The watch called ``slug``. Raises ``NotFoundError`` where there is none."""
    sql = "select slug, title, loaded_at from watches where slug = ?"
    for row in select(db, sql, (storable(slug),)):
        return WatchHead(slug=row["slug"], title=row["title"], loaded_at=from_text(row["loaded_at"]))
    raise NotFoundError(f"no watch is called {slug!r}; newswake watch list shows those there are")


def every_hit(
    db: Database, *, watch: str | None = None, since: datetime | None = None
) -> Iterator[ExportedHit]:
    """All hits of a watch (a slug) or of all, seen at or after ``since``, in the order of their numbers.

    They are one state of the database, whatever is written meanwhile; end or close the iterator to let it go.
    """
    cursor = db.conn.cursor()
    cursor.row_factory = sqlite3.Row
    where, bound = _chosen(watch, since)
    cursor.execute(f"{_HITS} where {where} order by hits.id", bound)
    try:
        while rows := cursor.fetchmany(PAGE):
            yield from _exported(db, rows)
    finally:
        cursor.close()


def newest_hits(db: Database, *, watch: str, since: datetime | None, limit: int) -> tuple[ExportedHit, ...]:
    """The newest ``limit`` hits of a watch, the newest first; those that a person took back are left out."""
    where, bound = _chosen(watch, since)
    sql = f"{_HITS} where {where} and {WANTED} order by hits.first_seen desc, hits.id desc limit :limit"
    return tuple(_exported(db, select(db, sql, bound | {"limit": limit})))


def wanted_count(db: Database, *, watch: str, since: datetime | None) -> int:
    """How many hits ``newest_hits`` would give without a limit."""
    where, bound = _chosen(watch, since)
    sql = f"select count(*) from hits where {where} and {WANTED}"
    return int(db.conn.execute(sql, bound).fetchone()[0])


def news_between(
    db: Database, *, after: int, up_to: int, limit: int, watches: tuple[str, ...] = ()
) -> tuple[ExportedHit, ...]:
    """The first ``limit`` hits with ``after < number <= up_to`` that are news, in the order of their numbers.

    Of these watches (slugs; none for all). As for digests, hits that were old when they came, or were found by
    deciding again, are no news, nor is what a person took back.
    """
    sql = f"""{_HITS} where hits.id > :after and hits.id <= :up_to
      and (:all or watches.slug in {AMONG.replace("?", ":slugs")}) and {NEWS} and {WANTED}
      order by hits.id limit :limit"""
    bound = {"after": after, "up_to": up_to, "all": int(not watches), "slugs": among(watches), "limit": limit}
    return tuple(_exported(db, select(db, sql, bound)))


def _chosen(watch: str | None, since: datetime | None) -> tuple[str, dict[str, object]]:
    """The condition, with only what is asked for in it, so that SQLite finds the index; and what it binds."""
    conditions, bound = ["true"], dict[str, object]()
    if watch is not None:
        conditions.append(_OF_WATCH)
        bound["watch"] = storable(watch)
    if since is not None:
        conditions.append(_SINCE)
        bound["since"] = to_text(since)
    return " and ".join(conditions), bound


def _exported(db: Database, rows: list[sqlite3.Row]) -> Iterator[ExportedHit]:
    reasons = reasons_of(db, [row["id"] for row in rows])
    for row in rows:
        yield ExportedHit(
            hit=hit_of(row, reasons[row["id"]]), author=row["author"], text=row["text"], step=_step(row)
        )


def _step(row: sqlite3.Row) -> Step | None:
    if row["novelty"] is None:
        return None
    return Step(
        novelty=Novelty(row["novelty"]),
        development=row["development"],
        development_title=row["development_title"],
        copies=row["copy_group"],
        because=tuple(Because(**each) for each in _list(row["because"])),
        stance=Stance(row["stance"]),
        stance_words=row["stance_words"],
        changes=tuple(NumberChange(**each) for each in _list(row["changes"])),
    )


def _list(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)
    return found
