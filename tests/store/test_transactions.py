import sqlite3
import threading
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.errors import DatabaseBusyError
from monitor.store.connection import open_store
from monitor.store.transactions import savepoint, transaction

ROW = {"made_at": "t", "made_by": "me", "kind": "mute", "payload": "{}"}


def _use_every_way_to_write(db: Database) -> None:
    requests = db.table("requests")
    requests.insert(ROW)
    requests.insert_all([ROW] * 250)
    requests.update(1, {"kind": "changed"})
    requests.upsert(ROW | {"id": 2, "kind": "upserted"}, pk="id")
    requests.delete_where("id > 100")
    db.table("token_counts").insert({"token": "port", "items": 1})
    db.execute("insert into background (id, documents) values (1, 5)")
    db.conn.executemany("update requests set result = ?", [("done",)])
    list(db.query("select * from requests"))


def test_sqlite_utils_writes_join_the_transaction_and_do_not_end_it(db: Database, path: Path) -> None:
    reader = open_store(path, read_only=True)
    with transaction(db):
        _use_every_way_to_write(db)
        assert bool(db.conn.in_transaction)
        assert reader.table("requests").count == 0
    assert not db.conn.in_transaction
    assert reader.table("requests").count == 100
    reader.close()


def _write_and_fail(db: Database, error: BaseException) -> None:
    with transaction(db):
        _use_every_way_to_write(db)
        raise error


def test_an_error_leaves_nothing_of_what_was_written(db: Database) -> None:
    with pytest.raises(RuntimeError, match="in the middle"):
        _write_and_fail(db, RuntimeError("in the middle"))
    assert not db.conn.in_transaction
    assert [db.table(name).count for name in ("requests", "token_counts", "background")] == [0, 0, 0]


def test_an_interrupt_leaves_nothing_either(db: Database) -> None:
    with pytest.raises(KeyboardInterrupt):
        _write_and_fail(db, KeyboardInterrupt())
    assert db.table("requests").count == 0


def _lose_the_transaction(db: Database) -> None:
    with transaction(db):
        db.conn.execute("rollback")
        db.conn.execute("select * from nowhere")


def test_an_error_after_sqlite_has_rolled_back_is_told_as_it_is(db: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        _lose_the_transaction(db)


def test_one_inside_another_is_refused(db: Database) -> None:
    with (
        pytest.raises(sqlite3.OperationalError, match="within a transaction"),
        transaction(db),
        transaction(db),
    ):
        pass
    assert not db.conn.in_transaction


def test_the_write_lock_is_taken_at_the_start(db: Database, path: Path) -> None:
    other = open_store(path)
    other.conn.execute("pragma busy_timeout = 0")
    with transaction(db), pytest.raises(DatabaseBusyError, match="keeps it locked"), transaction(other):
        pass
    with transaction(other):
        other.table("requests").insert(ROW)
    other.close()


def test_a_second_writer_waits_and_then_reads_what_the_first_wrote(db: Database, path: Path) -> None:
    begins = threading.Event()
    found: list[int] = []

    def count_and_add() -> None:
        other = open_store(path)
        begins.set()
        with transaction(other):
            found.append(other.table("requests").count)
            other.table("requests").insert(ROW)
        other.close()

    second = threading.Thread(target=count_and_add)
    with transaction(db):
        second.start()
        assert begins.wait(timeout=10)
        db.table("requests").insert(ROW)
    second.join(timeout=10)
    assert found == [1]
    assert db.table("requests").count == 2


def test_a_part_that_fails_takes_nothing_else_with_it(db: Database) -> None:
    with transaction(db):
        with savepoint(db):
            db.table("requests").insert(ROW)
        with pytest.raises(OSError, match="one"):
            _fail_in_part(db)
        with savepoint(db):
            db.table("requests").insert(ROW)
    assert db.table("requests").count == 2
    assert db.table("token_counts").count == 0


def _fail_in_part(db: Database) -> None:
    with savepoint(db):
        _use_every_way_to_write(db)
        raise OSError("one")
