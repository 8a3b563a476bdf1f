"""The one way to write: a transaction that takes the write lock at its start."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from monitor.errors import DatabaseBusyError
from monitor.store.log_size import keep_small, log_file, size_of

_PRIMARY = 0xFF
"""The part of an extended result code that names the kind: https://sqlite.org/rescode.html"""


@contextmanager
def transaction(db: Database) -> Iterator[Database]:
    """``BEGIN IMMEDIATE`` … ``COMMIT``; any exception rolls everything back and goes on.

    A plain ``BEGIN`` that reads before it writes fails at once with "database is locked" where another
    process has written meanwhile, whatever the busy timeout; ``IMMEDIATE`` waits.
    Raises ``DatabaseBusyError`` where another process keeps it waiting beyond the busy timeout.
    Does not nest: one inside another raises ``sqlite3.OperationalError``.
    """
    log = log_file(db)
    before = size_of(log)
    _begin(db)
    try:
        yield db
        db.conn.execute("COMMIT")
    except BaseException:
        # SQLite itself has rolled back after some errors (disk full); then there is nothing left to undo.
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
        raise
    keep_small(db, log, before)


def _begin(db: Database) -> None:
    try:
        db.conn.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY:
            raise
        path = Path(db.conn.execute("pragma database_list").fetchone()[2])
        remedy = "end what was begun there (a sqlite3 shell, say), then try again"
        raise DatabaseBusyError(path, "another program keeps it locked", remedy) from error


@contextmanager
def savepoint(db: Database) -> Iterator[None]:
    """A part of the transaction under way that is kept whole or not at all, whatever becomes of the rest.

    After an error that made SQLite end the whole transaction (disk full) ``db.conn.in_transaction`` is False:
    the caller must not go on.
    """
    db.conn.execute("savepoint part")
    try:
        yield
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("rollback to part")
            db.conn.execute("release part")
        raise
    db.conn.execute("release part")
