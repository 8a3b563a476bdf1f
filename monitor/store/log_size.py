"""The write-ahead log kept small while readers come and go.

SQLite copies the log into the database by itself, every thousand pages, but begins it anew only when a write finds no
reader in it. Where pages are read without a pause that may never come, and the log grows for ever.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlite_utils import Database

LARGE: Final = 6 * 1024 * 1024
"""Bytes of a log that is to be begun anew."""
STEP: Final = 1024 * 1024
"""It is tried again whenever the log has grown by so many bytes, not at every write."""
PATIENCE_MS: Final = 50
"""How long a try waits for readers to leave the log; the next write waits no longer for that."""


def log_file(db: Database) -> Path:
    """Where the log of a database lies; of one in memory a name that no file has."""
    return Path(f"{db.conn.execute('pragma database_list').fetchone()[2]}-wal")


def size_of(log: Path) -> int:
    """Bytes of the log; 0 where there is none."""
    try:
        return log.stat().st_size
    except FileNotFoundError:
        return 0


def keep_small(db: Database, log: Path, before: int) -> None:
    """Begin the log anew where it is large and has grown by a step since it had ``before`` bytes.

    To be called between transactions. Where readers stay in the log for too long it is left for the next time.
    """
    size = size_of(log)
    if size < LARGE or size // STEP <= before // STEP:
        return
    (patience,) = db.conn.execute("pragma busy_timeout").fetchone()
    db.conn.execute(f"pragma busy_timeout = {PATIENCE_MS}")
    # What was written is safe already; if the disk is ill, the next write says so.
    with suppress(sqlite3.OperationalError):
        db.conn.execute("pragma wal_checkpoint(truncate)").fetchall()
    db.conn.execute(f"pragma busy_timeout = {patience}")
