"""The one way to write: a transaction that takes the write lock at its start."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database


@contextmanager
def transaction(db: Database) -> Iterator[Database]:
    """``BEGIN IMMEDIATE`` … ``COMMIT``; any exception rolls everything back and goes on.

    A plain ``BEGIN`` that reads before it writes fails at once with "database is locked" where another
    process has written meanwhile, whatever the busy timeout; ``IMMEDIATE`` waits.
    Does not nest: one inside another raises ``sqlite3.OperationalError``.
    """
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield db
        db.conn.execute("COMMIT")
    except BaseException:
        # SQLite itself has rolled back after some errors (disk full); then there is nothing left to undo.
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
        raise


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
