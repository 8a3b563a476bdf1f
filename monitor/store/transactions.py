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
