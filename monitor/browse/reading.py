"""Our database among those that a Datasette serves, read for a page: by its read-only connection, and not for long."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from datasette.database import Database as ServedDatabase
from datasette.database import QueryInterrupted
from datasette.utils import sqlite_timelimit

from monitor.errors import NotFoundError
from monitor.store.connection import APPLICATION_ID
from monitor.store.database import Database

if TYPE_CHECKING:
    # It loads this while it is itself being imported.
    from datasette.app import Datasette

T = TypeVar("T")
_PAGE_MS: Final = 3000
"""Longest that SQLite may work for one page; Datasette's own limit is for one statement."""


def is_ours(path: str | Path | None) -> bool:
    """Whether the file is a database of ours; anything unreadable is not."""
    if path is None or not Path(path).is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("pragma application_id").fetchone()[0] == APPLICATION_ID)
    except sqlite3.Error:
        return False


def our_databases(datasette: "Datasette") -> tuple[ServedDatabase, ...]:
    """Those of ours that it serves, in their order."""
    return tuple(one for one in datasette.databases.values() if is_ours(one.path))


async def our_database(datasette: "Datasette", actor: object) -> ServedDatabase:
    """The first of ours that ``actor`` may see; ``NotFoundError`` where none is served."""
    found = our_databases(datasette)
    if not found:
        raise NotFoundError("no Newswake database is served here")
    permissions = [("view-database", found[0].name), "view-instance"]
    await datasette.ensure_permissions(actor, permissions)
    return found[0]


async def read(served: ServedDatabase, reader: Callable[[Database], T]) -> T:
    """What ``reader`` finds, all of it as at one moment; ``QueryInterrupted`` where it takes too long."""

    def work(connection: sqlite3.Connection) -> T:
        with sqlite_timelimit(connection, _PAGE_MS):
            connection.execute("begin")
            try:
                return reader(_wrapped(connection))
            except sqlite3.OperationalError as error:
                if error.args == ("interrupted",):
                    raise QueryInterrupted(error, "a page", {}) from error
                raise
            finally:
                connection.rollback()

    result: Any = await served.execute_fn(work)
    return result  # type: ignore[no-any-return]


def _wrapped(connection: sqlite3.Connection) -> Database:
    return Database(connection, recursive_triggers=False, execute_plugins=False)
