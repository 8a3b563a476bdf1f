"""The hits that count, kept by triggers whichever way rows are written."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlite_utils import Database

from monitor.model import Decision
from monitor.store import decisions
from monitor.store.changes import set_feedback
from monitor.store.connection import transaction
from monitor.store.items import StoredItem
from monitor.store.migrations import STEPS, migrate

Keep = Callable[..., StoredItem]
Hit = Callable[..., int]


@pytest.fixture
def hit(db: Database, keep: Keep, decide: Callable[..., Decision], now: datetime) -> Hit:
    """Store an item that hits the watch; gives the number of the hit."""

    def make(identity: str = "one", **fields: object) -> int:
        stored = keep(identity, f"hash-{identity}", **fields)
        with transaction(db):
            (made,) = decisions.record_decisions(
                db, stored, [decide()], now=now, backlog=False, replayed=False, via_edit=False
            )
        return made.hit_id

    return make


def reports(db: Database) -> list[dict[str, Any]]:
    return list(db.table("reports").rows)


@pytest.mark.usefixtures("followed")
def test_a_hit_is_a_report_dated_by_its_publisher_where_that_is_earlier(
    db: Database, hit: Hit, now: datetime
) -> None:
    hit("one", published=now - timedelta(hours=2), language="en-GB")
    hit("two", published=now + timedelta(hours=2), language="UK")
    hit("three")
    moments = ["2026-11-23T06:00:00.000Z", "2026-11-23T08:00:00.000Z", "2026-11-23T08:00:00.000Z"]
    assert [row["reported"] for row in reports(db)] == moments
    assert [row["language"] for row in reports(db)] == ["en", "uk", ""]
    assert [(row["hit_id"], row["item_id"], row["feed_id"], row["score"]) for row in reports(db)] == [
        (number, number, 1, 1.25) for number in (1, 2, 3)
    ]


@pytest.mark.usefixtures("followed")
def test_a_hit_taken_back_is_none_until_it_counts_again(db: Database, hit: Hit) -> None:
    number = hit()
    _tell(db, number)
    before = reports(db)
    for verdict, left in (("irrelevant", []), ("relevant", before), ("withdrawn", []), (None, before)):
        with transaction(db):
            set_feedback(db, "convoy", 1, verdict)
        assert reports(db) == left


@pytest.mark.usefixtures("followed")
def test_an_edit_moves_the_report_with_its_item(db: Database, hit: Hit, keep: Keep, now: datetime) -> None:
    hit("one", published=now - timedelta(hours=2), language="en")
    keep("one", "hash-2", published=now - timedelta(hours=3), language="fr", at=now + timedelta(hours=1))
    assert [(row["reported"], row["language"]) for row in reports(db)] == [("2026-11-23T05:00:00.000Z", "fr")]


@pytest.mark.usefixtures("followed")
def test_a_report_knows_its_step_through_mergers_and_what_it_copies(db: Database, hit: Hit) -> None:
    first, second, third = (hit(name) for name in ("one", "two", "three"))
    assert [row["step"] for row in reports(db)] == [None] * 3
    _tell(db, first)
    _tell(db, second, development=first, copies=first)
    _tell(db, third)
    assert [(row["step"], row["copy_of"]) for row in reports(db)] == [
        (first, None),
        (first, first),
        (third, None),
    ]
    db.execute("update developments set merged_into = ? where id = ?", (third, first))
    assert [row["step"] for row in reports(db)] == [third] * 3
    db.execute(
        "update hit_novelty set development_id = ?, copy_group = hit_id where hit_id = ?", (third, second)
    )
    assert [(row["step"], row["copy_of"]) for row in reports(db)][1] == (third, None)


def _tell(db: Database, hit: int, *, development: int | None = None, copies: int | None = None) -> None:
    seen = {"watch_id": 1, "first_seen": "t"}
    if development is None:
        db.table("developments").insert(
            seen | {"id": hit, "title": "T", "title_hit": hit, "last_seen": "t", "reports": 1}
        )
    texts = {"because": "[]", "stance": "", "stance_words": "", "changes": "[]", "novelty": "repeats"}
    told = {"hit_id": hit, "copy_group": copies or hit, "development_id": development or hit}
    db.table("hit_novelty").insert(seen | texts | told)


@pytest.mark.usefixtures("followed")
def test_a_database_of_before_is_filled(db: Database, hit: Hit) -> None:
    """The step applied to rows that stand gives what the triggers give."""
    hit("one", language="en")
    _tell(db, hit("two"), development=None)
    db.execute("update hits set feedback = 'irrelevant' where id = 1")
    kept = reports(db)
    older = Database(memory=True)
    migrate(older, STEPS[:7])
    for table in ("feeds", "items", "watches", "hits", "developments", "hit_novelty"):
        names = [column.name for column in older.table(table).columns]
        rows = [{name: row[name] for name in names} for row in db.table(table).rows]
        older.table(table).insert_all(rows)
    migrate(older)
    assert reports(older) == kept
    assert len(kept) == 1
    older.close()
