"""A story in outline: one short mark for each report, enough to count, to chart and to choose what to read in full."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.store.hits import WANTED
from monitor.store.rows import select
from monitor.store.storable import storable
from monitor.store.times import from_text, optional_time

MARKS_AT_MOST: Final = 20_000
"""Newest reports of a story that are marked; a page of a larger one says so."""

_WATCH = (
    "select id, slug, title, seed_title, state, threshold, revision, retired_at from watches where slug = ?"
)
_MARKS = f"""
select hit_novelty.hit_id, hit_novelty.first_seen, hit_novelty.copy_group, items.feed_id, items.language,
  coalesce(developments.merged_into, developments.id) as step
from hit_novelty
  join developments on developments.id = hit_novelty.development_id
  join hits on hits.id = hit_novelty.hit_id
  join items on items.id = hits.item_id
where hit_novelty.watch_id = ? and {WANTED}
order by hit_novelty.first_seen desc, hit_novelty.hit_id desc
limit {MARKS_AT_MOST + 1}
"""
_SOURCES = "select id, coalesce(nullif(name, ''), nullif(title, ''), host) as name from feeds"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchHead:
    """What a page says of a watch at its head."""

    watch_id: int
    slug: str
    title: str
    seed_title: str
    state: str
    threshold: float
    revision: str
    retired_at: datetime | None
    """When its file was no longer there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A report of a story."""

    hit_id: int
    first_seen: datetime
    copies: int
    """Number of its copy group."""
    step: int
    """Number of its development."""
    source: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A story, marked."""

    watch: WatchHead
    marks: tuple[Mark, ...]
    """In the order of first sight."""
    cut: bool = False
    """Whether there are older reports that are not marked."""


def watch_head(db: Database, slug: str) -> WatchHead:
    """The watch called ``slug``; ``NotFoundError`` where there is none."""
    found = select(db, _WATCH, (storable(slug),))
    if not found:
        raise NotFoundError(f"no watch is called {slug!r}; the front page lists those there are")
    row = found[0]
    return WatchHead(
        watch_id=row["id"],
        slug=row["slug"],
        title=row["title"],
        seed_title=row["seed_title"],
        state=row["state"],
        threshold=row["threshold"],
        revision=row["revision"],
        retired_at=optional_time(row["retired_at"]),
    )


def outline(db: Database, slug: str) -> Outline:
    """The story of a watch in outline, its newest ``MARKS_AT_MOST`` reports; raises as ``watch_head`` does."""
    watch = watch_head(db, slug)
    sources = {row["id"]: row["name"] for row in select(db, _SOURCES)}
    rows = select(db, _MARKS, (watch.watch_id,))
    return Outline(
        watch=watch,
        marks=tuple(
            Mark(
                hit_id=row["hit_id"],
                first_seen=from_text(row["first_seen"]),
                copies=row["copy_group"],
                step=row["step"],
                source=sources[row["feed_id"]],
                language=row["language"],
            )
            for row in reversed(rows[:MARKS_AT_MOST])
        ),
        cut=len(rows) > MARKS_AT_MOST,
    )
