"""What each hit is to its story: hits not yet told of are read, and what was told is written."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta

from sqlite_utils import Database

from monitor.store.developments import join_development, open_development
from monitor.store.rows import insert_row, select
from monitor.store.storable import to_json
from monitor.store.times import from_text, optional_time, to_text
from monitor.story.reading import READ_CHARACTERS
from monitor.story.values import Because, Novelty, NumberChange, Report, Stance, Told

PAGE = 1000
"""Hits read at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReport:
    """A hit to be told of."""

    watch_id: int
    watch: str
    """Slug."""
    score: float
    report: Report


_REPORT = f"""
select hits.id, hits.watch_id, hits.score, hits.first_seen, watches.slug, items.link, items.language, items.published,
  feeds.url as source, coalesce(version.title, items.title) as title,
  substr(coalesce(version.text, items.text), 1, {READ_CHARACTERS}) as text
from hits join watches on watches.id = hits.watch_id join items on items.id = hits.item_id
  join feeds on feeds.id = items.feed_id
  left join item_versions as version on version.item_id = items.id and version.version = hits.item_version
"""
"""A hit as it stood when it was decided; later states are edits."""


def untold(db: Database) -> Iterator[StoredReport]:
    """Hits of which nothing is told yet, in the order of their numbers; the caller tells of each as it comes."""
    sql = f"""{_REPORT} where hits.id > (select coalesce(max(hit_id), 0) from hit_novelty)
        order by hits.id limit {PAGE}"""
    while rows := select(db, sql):
        yield from map(_stored_report, rows)


def last_told(db: Database) -> int:
    """The highest number of a hit that is told of; 0 where none is."""
    return int(db.conn.execute("select coalesce(max(hit_id), 0) from hit_novelty").fetchone()[0])


def told_since(db: Database, window: timedelta) -> Iterator[tuple[StoredReport, Told]]:
    """What was told of the hits of each watch within ``window`` of its latest one, in the order of the numbers."""
    latest = "select watch_id, max(first_seen) as seen from hit_novelty group by watch_id"
    for watch_id, seen in db.conn.execute(latest).fetchall():
        sql = f"""with report as ({_REPORT})
            select report.*, hit_novelty.* from hit_novelty join report on report.id = hit_novelty.hit_id
            where hit_novelty.watch_id = ? and hit_novelty.first_seen >= ? order by hit_novelty.hit_id"""
        for row in select(db, sql, (watch_id, to_text(from_text(seen) - window))):
            yield _stored_report(row), told_of(row)


def record_told(db: Database, stored: StoredReport, told: Told) -> None:
    """Write what was told of a hit, and its development, inside the caller's transaction."""
    seen = to_text(stored.report.first_seen)
    if told.development == told.hit_id:
        open_development(db, told.hit_id, stored.watch_id, stored.report.title, seen)
    else:
        join_development(db, told.development, told.hit_id, told.novelty, seen)
    insert_row(
        db,
        "hit_novelty",
        {
            "hit_id": told.hit_id,
            "watch_id": stored.watch_id,
            "first_seen": seen,
            "novelty": told.novelty.value,
            "copy_group": told.copies,
            "development_id": told.development,
            "because": to_json([asdict(one) for one in told.because]),
            "stance": told.stance.value,
            "stance_words": told.stance_words,
            "changes": to_json([asdict(one) for one in told.changes]),
        },
    )


def told_of(row: sqlite3.Row) -> Told:
    """A row of ``hit_novelty``, read back."""
    return Told(
        hit_id=row["hit_id"],
        novelty=Novelty(row["novelty"]),
        copies=row["copy_group"],
        development=row["development_id"],
        because=tuple(Because(**one) for one in json.loads(row["because"])),
        stance=Stance(row["stance"]),
        stance_words=row["stance_words"],
        changes=tuple(NumberChange(**one) for one in json.loads(row["changes"])),
    )


def _stored_report(row: sqlite3.Row) -> StoredReport:
    return StoredReport(
        watch_id=row["watch_id"],
        watch=row["slug"],
        score=row["score"],
        report=Report(
            hit_id=row["id"],
            title=row["title"],
            text=row["text"],
            first_seen=from_text(row["first_seen"]),
            source=row["source"],
            link=row["link"],
            language=row["language"],
            published=optional_time(row["published"]),
        ),
    )
