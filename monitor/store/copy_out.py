"""A copy of the public database to hand on: whole, or what belongs to one watch. The private file is never read."""

import sqlite3
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sqlite_utils import Database

from monitor.errors import UnusableStoreError
from monitor.store.rows import select
from monitor.store.storable import storable

SECRET: Final = ("subscriptions",)
"""Tables that no copy has: secrets agreed with hubs."""

KEPT: Final = MappingProxyType(
    {
        "watches": "id = :watch",
        "terms": "watch_id = :watch",
        "surroundings": "watch_id = :watch",
        "watch_drift": "watch_id = :watch",
        "hits": "watch_id = :watch",
        "reports": "watch_id = :watch",
        "profile_tokens": "watch_id = :watch",
        "developments": "watch_id = :watch",
        "hit_novelty": "watch_id = :watch",
        "hit_reasons": "hit_id in (select id from hits)",
        "hit_edits": "hit_id in (select id from hits)",
        "items": "id in (select item_id from hits)",
        "item_versions": "item_id in (select id from items)",
        "decisions": "watch_id = :watch and item_id in (select id from items)",
        "watch_changes": "watch_id = :watch and (item_id is null or item_id in (select id from items))",
        "feeds": "id in (select feed_id from items)",
    }
)
"""Table → what of it belongs to a watch, each after those it asks. All other tables are emptied."""

_OURS: Final = ("_sqlite_migrations", "sqlite_sequence")
_INDEXES: Final = ("items_fts", "items_pairs")


def copy_out(db: Database, target: Path, *, watch: str | None = None) -> int:
    """Write a copy of the database into the new file ``target``; gives the number of hits in it.

    One state of the database, whatever is written meanwhile; one file, no write-ahead log beside it. With ``watch``
    (the slug of one that there is) only what belongs to it: the rows keep their numbers and point at each other.
    Raises ``UnusableStoreError`` where SQLite cannot write there.
    """
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            db.conn.backup(copy)
            # What is deleted here shall not be found between the rows either.
            copy.execute("pragma secure_delete = on")
            copy.execute("pragma journal_mode = delete")
            for table in SECRET:
                copy.execute(f"delete from {table}")
            if watch is not None:
                _keep_only(copy, _number(db, watch))
            return int(copy.execute("select count(*) from hits").fetchone()[0])
    except sqlite3.Error as error:
        remedy = "name a file in a folder with room for a copy of the database"
        raise UnusableStoreError(target, f"the copy cannot be written ({error})", remedy) from error


def _number(db: Database, slug: str) -> int:
    return int(select(db, "select id from watches where slug = ?", (storable(slug),))[0]["id"])


def _keep_only(copy: sqlite3.Connection, watch: int) -> None:
    """Delete what does not belong to the watch; the full-text indexes are made anew, which is cheaper than mending."""
    copy.execute("pragma foreign_keys = off")
    copy.execute("begin")
    triggers = _named(copy, "trigger")
    for name in triggers:
        copy.execute(f'drop trigger "{name}"')
    tables = [name for name in _named(copy, "table") if name not in _OURS and not name.startswith(_INDEXES)]
    for name in sorted(tables, key=lambda table: list(KEPT).index(table) if table in KEPT else -1):
        copy.execute(f'delete from "{name}" where not ({KEPT.get(name, "false")})', {"watch": watch})
    copy.execute("update feeds set same_as = null where same_as not in (select id from feeds)")
    copy.execute("delete from items_pairs where rowid not in (select id from items)")
    for index in _INDEXES:
        copy.execute(f"insert into {index}({index}) values ('rebuild')")
    for statement in triggers.values():
        copy.execute(statement)
    if astray := copy.execute("pragma foreign_key_check").fetchone():
        raise sqlite3.IntegrityError(
            f"a row of {astray[0]} would point at a row of {astray[2]} that is not copied"
        )
    copy.execute("commit")
    copy.execute("vacuum")


def _named(copy: sqlite3.Connection, kind: str) -> dict[str, str]:
    """Name → statement of all of a kind."""
    return dict(copy.execute("select name, sql from sqlite_master where type = ?", (kind,)).fetchall())
