"""Rows in and out, for this package only: no row leaves it."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from sqlite_utils import Database

from monitor.store.storable import storable_row, to_json

AMONG = "(select value from json_each(?))"
"""``column in AMONG`` with ``among(values)``: one text of SQL, whatever the number of values."""


def select(db: Database, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[sqlite3.Row]:
    """All rows of a query, columns by name or place; sqlite-utils' ``query`` sets a savepoint each time."""
    cursor = db.conn.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql, values).fetchall()


def among(values: Iterable[object]) -> str:
    """The value to bind for ``AMONG``."""
    return to_json(list(values))


def insert_row(db: Database, table: str, row: Mapping[str, object]) -> int:
    """Insert one row, its texts made storable, and return its number."""
    columns, places = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    made = db.conn.execute(
        f"insert into {table} ({columns}) values ({places})", [*storable_row(row).values()]
    )
    if made.lastrowid is None:
        raise TypeError(f"{table} has no number for its rows")
    return made.lastrowid


def update_row(db: Database, table: str, number: int, row: Mapping[str, object]) -> None:
    """Change columns of one row, texts made storable; ``sqlite_utils.db.NotFoundError`` without it."""
    db.table(table).update(number, storable_row(row))
