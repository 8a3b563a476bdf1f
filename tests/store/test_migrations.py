import pytest
from sqlite_utils import Database

from monitor.store.connection import transaction
from monitor.store.migrations import STEPS, migrate, version_of


def _add_colour(db: Database) -> None:
    db.table("feeds").add_column("colour", str)
    db.table("feeds").insert(
        {"url": "https://a.example", "host": "a.example", "name": "A", "interval_s": 60.0, "added_at": "t"}
    )


def _fail(db: Database) -> None:
    db.table("half").create({"id": int})
    raise ValueError("the step broke")


def test_a_database_says_how_many_steps_it_has_had(db: Database) -> None:
    assert version_of(db) == len(STEPS)
    applied = [row["name"] for row in db.table("_sqlite_migrations").rows]
    assert applied == [name for name, _ in STEPS]


def test_applying_again_changes_nothing(db: Database) -> None:
    before = db.conn.total_changes
    migrate(db)
    assert db.conn.total_changes == before


def test_a_later_step_is_applied_once_and_counted(db: Database) -> None:
    steps = (*STEPS, ("colour", _add_colour))
    migrate(db, steps)
    migrate(db, steps)
    assert version_of(db) == len(steps)
    assert db.table("feeds").count == 1


def test_a_failing_step_leaves_layout_record_and_number_as_they_were(db: Database) -> None:
    with pytest.raises(ValueError, match="the step broke"):
        migrate(db, (*STEPS, ("colour", _add_colour), ("fail", _fail)))
    assert version_of(db) == len(STEPS)
    assert "colour" not in db.table("feeds").columns_dict
    assert "half" not in db.table_names()
    assert db.table("_sqlite_migrations").count == len(STEPS)
    assert not db.conn.in_transaction


def test_a_failing_first_step_leaves_an_empty_database() -> None:
    db = Database(memory=True)
    with pytest.raises(ValueError, match="the step broke"):
        migrate(db, (*STEPS, ("fail", _fail)))
    assert db.table_names() == []
    assert version_of(db) == 0
    db.close()


def test_steps_are_not_applied_inside_another_transaction() -> None:
    db = Database(memory=True)
    with pytest.raises(Exception, match="within a transaction"), transaction(db):
        migrate(db)
    db.close()


def test_the_steps_have_names_of_their_own() -> None:
    names = [name for name, _ in STEPS]
    assert len(names) == len(set(names))
