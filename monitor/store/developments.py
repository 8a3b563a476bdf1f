"""The developments as rows: opened by a hit, joined by others, and counted anew when a person takes one back."""

import sqlite3

from sqlite_utils import Database

from monitor.store.hits import WANTED
from monitor.store.rows import insert_row, select
from monitor.store.times import from_text
from monitor.story.titles import Headline, best_title
from monitor.story.values import Novelty

_HEADLINES = """
select hits.id, hits.score, hits.first_seen, items.title, items.language, feeds.url
from hits join items on items.id = hits.item_id join feeds on feeds.id = items.feed_id
"""


def open_development(db: Database, hit_id: int, watch_id: int, title: str, seen: str) -> None:
    """A hit reports a new fact; the development has its number."""
    row = {"id": hit_id, "watch_id": watch_id, "title": title, "title_hit": hit_id}
    insert_row(
        db, "developments", row | {"first_seen": seen, "last_seen": seen, "reports": 1, "merged_into": None}
    )


def join_development(db: Database, development: int, hit_id: int, novelty: Novelty, seen: str) -> None:
    """One more hit reports it; a copy has no other headline to offer than the one it copies."""
    db.conn.execute(
        "update developments set reports = reports + 1, last_seen = max(last_seen, ?) where id = ?",
        (seen, development),
    )
    if novelty is not Novelty.COPY:
        (title_hit,) = db.conn.execute(
            "select title_hit from developments where id = ?", (development,)
        ).fetchone()
        _entitle(db, development, select(db, f"{_HEADLINES} where hits.id in (?, ?)", (title_hit, hit_id)))


def recount(db: Database, hit_id: int) -> None:
    """Count and entitle the development of a hit anew, without the reports that a person took back."""
    row = db.conn.execute("select development_id from hit_novelty where hit_id = ?", (hit_id,)).fetchone()
    if row is None:
        return
    sql = f"""{_HEADLINES} where {WANTED}
        and hits.id in (select hit_id from hit_novelty where development_id = ?)"""
    headlines = select(db, sql, (row[0],))
    db.conn.execute("update developments set reports = ? where id = ?", (len(headlines), row[0]))
    _entitle(db, row[0], headlines)


def retitle(db: Database, hit_id: int) -> None:
    """Where a development has its headline from this hit, take the one that the hit has now."""
    db.conn.execute(
        "update developments set title = items.title from hits join items on items.id = hits.item_id"
        " where hits.id = ? and developments.title_hit = hits.id",
        (hit_id,),
    )


def _entitle(db: Database, development: int, rows: list[sqlite3.Row]) -> None:
    title = best_title(_headline(row) for row in rows)
    owner = min((row["id"] for row in rows if row["title"] == title), default=None)
    if owner is not None:
        sql = "update developments set title = ?, title_hit = ? where id = ? and title_hit <> ?"
        db.conn.execute(sql, (title, owner, development, owner))


def _headline(row: sqlite3.Row) -> Headline:
    return Headline(
        title=row["title"],
        score=row["score"],
        source=row["url"],
        first_seen=from_text(row["first_seen"]),
        language=row["language"],
    )
