"""The write-ahead log does not grow for ever under readers that never pause."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.store.connection import open_store
from monitor.store.log_size import LARGE, STEP, keep_small, log_file, size_of
from monitor.store.transactions import transaction

PAGE = {"made_at": "t", "made_by": "me", "kind": "mute", "payload": "x" * 1_000_000}


def write(db: Database, megabytes: int) -> None:
    for _ in range(megabytes):
        with transaction(db):
            db.table("requests").insert(PAGE)
            db.execute("update requests set payload = '' where id = (select max(id) from requests)")


@pytest.fixture
def reader(path: Path, db: Database) -> Iterator[Database]:
    """One that reads while the fixture lasts, as a page does that takes long."""
    assert db.conn is not None, "made first: it makes the file"
    reading = open_store(path, read_only=True)
    reading.conn.execute("begin")
    reading.conn.execute("select count(*) from requests").fetchone()
    yield reading
    reading.close()


def test_while_a_reader_stays_the_log_grows_and_writing_goes_on(db: Database, reader: Database) -> None:
    write(db, 2 + LARGE // 1_000_000)
    assert size_of(log_file(db)) > LARGE
    assert db.conn.execute("pragma busy_timeout").fetchone() == (5000,)
    assert reader.conn.execute("select count(*) from requests").fetchone() == (0,)


def test_once_it_has_left_a_step_more_begins_the_log_anew(db: Database, reader: Database) -> None:
    write(db, 2 + LARGE // 1_000_000)
    reader.conn.execute("commit")
    write(db, 1 + STEP // 1_000_000)
    assert size_of(log_file(db)) < LARGE


def test_between_two_steps_nothing_is_tried(db: Database, reader: Database) -> None:
    write(db, 2 + LARGE // 1_000_000)
    reader.conn.execute("commit")
    size = size_of(log_file(db))
    keep_small(db, log_file(db), size)
    assert size_of(log_file(db)) == size
    keep_small(db, log_file(db), size - STEP)
    assert size_of(log_file(db)) == 0


def test_a_database_in_memory_has_no_log() -> None:
    db = Database(memory=True)
    assert size_of(log_file(db)) == 0
    db.close()
