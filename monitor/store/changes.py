"""The rows laid over the watch files: vetoes, mutes, accepted terms and feedback, each dated and withdrawable."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from monitor.store.developments import recount
from monitor.store.rows import AMONG, among, insert_row, select
from monitor.store.storable import storable, to_json
from monitor.store.times import from_text, optional_time, to_text
from monitor.store.watches import watch_id
from monitor.watch.changes import IRRELEVANT, ChangeKind, WatchChange, term_of_row, term_row

WITHDRAWN = "withdrawn"
"""What a hit says that a person made by hand and took back: it is told nowhere and teaches nothing."""


def changes(db: Database, slug: str) -> tuple[WatchChange, ...]:
    """All rows of a watch, withdrawn and merged ones too, oldest first; nothing where it was never loaded."""
    sql = "select * from watch_changes where watch_id = (select id from watches where slug = ?) order by id"
    return tuple(_change(row) for row in select(db, sql, (storable(slug),)))


def add_change(db: Database, slug: str, change: WatchChange) -> int:
    """Keep a new row (its own number is not looked at); returns its number. Unknown watch: ``NotFoundError``."""
    return insert_row(
        db,
        "watch_changes",
        {
            "watch_id": watch_id(db, slug),
            "kind": change.kind.value,
            "text": change.text,
            "term": None if change.term is None else to_json(term_row(change.term)),
            "item_id": change.item_id,
            "made_at": to_text(change.made_at),
            "made_by": change.made_by,
        },
    )


def withdraw(db: Database, change_ids: Iterable[int], by: str, now: datetime) -> None:
    """Take rows back; they stay, dated."""
    db.conn.execute(
        f"update watch_changes set withdrawn_at = ?, withdrawn_by = ? where id in {AMONG} and withdrawn_at is null",
        (to_text(now), storable(by), among(change_ids)),
    )


def mark_merged(db: Database, change_ids: Iterable[int], now: datetime) -> None:
    """Say that the watch file has taken these rows in; the file speaks for them from now on."""
    db.conn.execute(
        f"update watch_changes set merged_at = ? where id in {AMONG} and merged_at is null",
        (to_text(now), among(change_ids)),
    )


def set_feedback(db: Database, slug: str, item_id: int, verdict: str | None) -> int | None:
    """Write on the hit of ``item_id`` what a person said of it; its number, or None where the item is no hit."""
    sql = "update hits set feedback = ? where item_id = ? and watch_id = ? returning id"
    rows = db.conn.execute(sql, (verdict, item_id, watch_id(db, slug))).fetchall()
    if not rows:
        return None
    recount(db, int(rows[0][0]))
    return int(rows[0][0])


def hit_of(db: Database, slug: str, item_id: int) -> tuple[int, str | None] | None:
    """Number and feedback of the hit that ``item_id`` is of a watch, or None."""
    sql = "select id, feedback from hits where item_id = ? and watch_id = (select id from watches where slug = ?)"
    row = db.conn.execute(sql, (item_id, storable(slug))).fetchone()
    return None if row is None else (int(row[0]), row[1])


def hit_watches(db: Database, item_id: int) -> tuple[str, ...]:
    """The watches whose hit an item is, those that took it back again left out."""
    sql = """select slug from hits join watches on watches.id = hits.watch_id
        where item_id = ? and coalesce(feedback, '') <> ? order by slug"""
    return tuple(row[0] for row in db.conn.execute(sql, (item_id, WITHDRAWN)))


def spoken_items(db: Database, slug: str) -> frozenset[int]:
    """Items of which a person said whether they belong to a watch: no decision is to say otherwise."""
    sql = """select item_id from watch_changes
          where watch_id = :watch and kind = 'feedback' and withdrawn_at is null
        union select item_id from hits where watch_id = :watch and feedback is not null"""
    row = db.conn.execute("select id from watches where slug = ?", (storable(slug),)).fetchone()
    return frozenset(number for (number,) in db.conn.execute(sql, {"watch": row[0] if row else None}))


def refusing(db: Database, item_id: int) -> frozenset[str]:
    """The watches to which a person said ``item_id`` does not belong."""
    sql = """select slug from watch_changes join watches on watches.id = watch_id
        where item_id = ? and kind = 'feedback' and text = ? and withdrawn_at is null"""
    return frozenset(slug for (slug,) in db.conn.execute(sql, (item_id, IRRELEVANT)))


def said_of(db: Database, slug: str, item_id: int) -> WatchChange | None:
    """The feedback in force on an item, if any."""
    found = [row for row in changes(db, slug) if row.kind is ChangeKind.FEEDBACK and row.item_id == item_id]
    return next((row for row in reversed(found) if row.withdrawn_at is None), None)


def _change(row: sqlite3.Row) -> WatchChange:
    return WatchChange(
        change_id=row["id"],
        kind=ChangeKind(row["kind"]),
        text=row["text"],
        term=None if row["term"] is None else term_of_row(json.loads(row["term"])),
        item_id=row["item_id"],
        made_at=from_text(row["made_at"]),
        made_by=row["made_by"],
        withdrawn_at=optional_time(row["withdrawn_at"]),
        withdrawn_by=row["withdrawn_by"],
        merged_at=optional_time(row["merged_at"]),
    )
