"""Opening the database: made if new, brought to today's layout, or refused with the reason and the remedy."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from monitor.errors import DatabaseBusyError, NewerDatabaseError, UnusableStoreError
from monitor.store.migrations import STEPS, migrate, version_of
from monitor.store.transactions import transaction

__all__ = ["open_store", "problems", "transaction"]

BUSY_TIMEOUT_MS = 5000
"""How long a statement waits for another writer."""

APPLICATION_ID = 0x4E57414B
"""Written into the file ("NWAK"), so that the database of another program is not taken for ours."""


CACHE_KIB = 32 * 1024
"""Page cache of a connection: SQLite's own 2 MiB do not hold the indexes of some ten thousand items."""

TRIGGERS_TRUSTED_SINCE = (3, 44, 0)
"""First SQLite that lets triggers write a full-text index while ``trusted_schema`` is off."""


def open_store(path: Path, *, read_only: bool = False) -> Database:
    """Open the database at ``path``; unless ``read_only``, make folder and file and apply missing migrations.

    The connection is in autocommit mode: write inside ``transaction(db)``. It belongs to the thread that
    opened it. Raises ``NewerDatabaseError``, ``DatabaseBusyError`` or ``UnusableStoreError``.
    """
    _check_place(path, read_only=read_only)
    with _named_errors(path):
        connection = _connect(path, read_only=read_only)
        try:
            db = Database(connection, recursive_triggers=False, execute_plugins=False)
            _prepare(db, path, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return db


def problems(db: Database) -> tuple[str, ...]:
    """What SQLite's quick check finds wrong with the file, at most 20 lines; empty where all is well."""
    lines = [str(row[0]) for row in db.conn.execute("pragma quick_check(20)")]
    return () if lines == ["ok"] else tuple(lines)


def _check_place(path: Path, *, read_only: bool) -> None:
    if path.is_dir():
        raise UnusableStoreError(path, "is a folder, not a database", "name a file inside it with --db")
    if read_only:
        if not path.is_file():
            raise UnusableStoreError(
                path,
                "there is no database",
                "start `newswake run` or `newswake poll` once, or name another with --db",
            )
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableStoreError(
            path,
            f"its folder cannot be made ({error.strerror})",
            "name a file in a folder you may write with --db",
        ) from error
    place = path if path.exists() else path.parent
    if not os.access(place, os.W_OK):
        raise UnusableStoreError(
            path, f"{place} is not writable", "change its permissions, or name a writable file with --db"
        )


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    mode = "ro" if read_only else "rwc"
    location = f"file:{quote(str(path.absolute()))}?mode={mode}"
    return sqlite3.connect(location, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000)


def _prepare(db: Database, path: Path, *, read_only: bool) -> None:
    """Look before anything is written: a file that is not ours stays as it is."""
    trusted = not read_only and sqlite3.sqlite_version_info < TRIGGERS_TRUSTED_SINCE
    _set(
        db,
        f"cache_size = -{CACHE_KIB}",
        "foreign_keys = on",
        f"trusted_schema = {int(trusted)}",
        "synchronous = full",
    )
    newest = len(STEPS)
    version = version_of(db)
    if version > newest:
        raise NewerDatabaseError(
            path,
            f"was written by a newer version of the program (layout {version}, this one knows {newest})",
            "update newswake, or name another database with --db",
        )
    _refuse_foreign(db, path)
    if read_only:
        _refuse_old(path, version, newest)
        return
    _use_write_ahead_log(db, path)
    if version < newest:
        _set(db, f"application_id = {APPLICATION_ID}")
        migrate(db)


def _set(db: Database, *pragmas: str) -> None:
    for pragma in pragmas:
        db.conn.execute(f"pragma {pragma}")


def _refuse_foreign(db: Database, path: Path) -> None:
    application = db.conn.execute("pragma application_id").fetchone()[0]
    tables = db.conn.execute("select count(*) from sqlite_master").fetchone()[0]
    if tables and application != APPLICATION_ID:
        raise UnusableStoreError(
            path, "is the database of another program", "name another file with --db; it was left as it is"
        )


def _refuse_old(path: Path, version: int, newest: int) -> None:
    if version < newest:
        raise UnusableStoreError(
            path,
            f"has an older layout ({version}, this version reads {newest})",
            "start `newswake run` or `newswake poll` once to bring it up to date",
        )


def _use_write_ahead_log(db: Database, path: Path) -> None:
    mode = db.conn.execute("pragma journal_mode = wal").fetchone()[0]
    if mode != "wal":
        raise UnusableStoreError(
            path, "SQLite cannot keep its write-ahead log there", "put the database on a local disk with --db"
        )


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    """SQLite's errors while opening, as ours: what is wrong with the path and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        # Extended codes carry the plain one in their low byte.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise DatabaseBusyError(
                path, "another program is writing to it", "wait until it has finished, or stop it"
            ) from error
        raise UnusableStoreError(path, f"cannot be used ({error})", _remedy(code)) from error


def _remedy(code: int) -> str:
    if code == sqlite3.SQLITE_NOTADB:
        return "name another file with --db; it was left as it is"
    if code == sqlite3.SQLITE_CORRUPT:
        return "put a copy that you saved in its place; nothing was changed"
    if code == sqlite3.SQLITE_FULL:
        return "free some disk space"
    return "name a file in a folder you may write with --db"
