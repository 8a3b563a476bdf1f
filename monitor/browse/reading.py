"""Our database among those that a Datasette serves, read for a page: by its read-only connection, and not for long."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from datasette.database import Database as ServedDatabase
from datasette.utils import sqlite_timelimit

from monitor.errors import NotFoundError
from monitor.store.database import Database
from monitor.store.snapshot import at_one_moment, is_ours

if TYPE_CHECKING:
    # It loads this while it is itself being imported.
    from datasette.app import Datasette

T = TypeVar("T")
_PAGE_MS: Final = 3000
"""Longest that SQLite may work for one page; Datasette's own limit is for one statement."""


def our_databases(datasette: "Datasette") -> tuple[ServedDatabase, ...]:
    """Those of ours that it serves, in their order."""
    return tuple(one for one in datasette.databases.values() if is_ours(path_of(one)))


def path_of(served: ServedDatabase) -> Path | None:
    """Its file; None where it lies in memory."""
    return None if served.path is None else Path(served.path)


async def our_database(datasette: "Datasette", actor: object) -> ServedDatabase:
    """The first of ours that ``actor`` may see; ``NotFoundError`` where none is served."""
    found = our_databases(datasette)
    if not found:
        raise NotFoundError("no Newswake database is served here")
    permissions = [("view-database", found[0].name), "view-instance"]
    await datasette.ensure_permissions(actor, permissions)
    return found[0]


async def read(served: ServedDatabase, reader: Callable[[Database], T]) -> T:
    """What ``reader`` finds, all of it as at one moment; ``ReadTooLongError`` where it takes too long."""

    def work(connection: Any) -> T:  # noqa: ANN401 - Datasette's connection
        with sqlite_timelimit(connection, _PAGE_MS):
            return at_one_moment(connection, reader)

    found: T = await served.execute_fn(work)
    return found
