"""Reading over a connection that somebody else opened, such as Datasette: all of it as at one moment."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from monitor.errors import NewswakeError
from monitor.store.connection import APPLICATION_ID

T = TypeVar("T")


class ReadTooLongError(NewswakeError):
    """A reading that was stopped because it took longer than allowed."""


def is_ours(path: Path | None) -> bool:
    """Whether the file is a database of ours; anything unreadable is not."""
    if path is None or not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("pragma application_id").fetchone()[0] == APPLICATION_ID)
    except sqlite3.Error:
        return False


def at_one_moment(connection: sqlite3.Connection, reader: Callable[[Database], T]) -> T:
    """What ``reader`` finds while others write; ``ReadTooLongError`` where SQLite was interrupted meanwhile."""
    connection.execute("begin")
    try:
        return reader(Database(connection, recursive_triggers=False, execute_plugins=False))
    except sqlite3.OperationalError as error:
        if error.args == ("interrupted",):
            raise ReadTooLongError("that took too long and was stopped; ask for less") from error
        raise
    finally:
        connection.rollback()
