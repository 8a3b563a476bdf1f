from sqlite_utils import Database

from monitor.store.connection import transaction
from monitor.store.counts import add_counts, counts


def test_counts_add_up(db: Database) -> None:
    with transaction(db):
        add_counts(db, 3, {"port": 2, "вагнер": 1})
        add_counts(db, 2, {"port": 1, "odd \ud800": 1})
    assert counts(db) == (5, {"port": 3, "вагнер": 1, "odd \ufffd": 1})


def test_an_empty_background_counts_nothing(db: Database) -> None:
    assert counts(db) == (0, {})


def test_adding_nothing_writes_nothing(db: Database) -> None:
    before = db.conn.total_changes
    with transaction(db):
        add_counts(db, 0, {})
    assert db.conn.total_changes == before
