"""Hits as they are handed on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.store import export_reads
from monitor.store.connection import open_store
from monitor.store.export_reads import every_hit, newest_hits, news_between, wanted_count, watch_head
from monitor.store.transactions import transaction
from tests.handed import add_hit, make_story


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_story(tmp_path / "story.db")


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    db = open_store(path)
    yield db
    db.close()


def test_every_hit_in_the_order_of_numbers(db: Database) -> None:
    assert [one.hit.hit_id for one in every_hit(db)] == [1, 2, 3, 4]
    assert [one.hit.hit_id for one in every_hit(db, watch="music")] == [4]
    assert [one.hit.hit_id for one in every_hit(db, since=datetime(2026, 11, 21, tzinfo=UTC))] == [3, 4]


def test_a_hit_comes_with_its_step_reasons_and_source(db: Database) -> None:
    hit = next(iter(every_hit(db)))
    assert hit.step is not None
    assert (hit.step.development, hit.step.novelty.value) == (1, "new development")
    assert hit.step.because[0].text == "69"
    assert [reason.surface for reason in hit.hit.reasons] == ["Wagner", "SA-22", "missiles"]
    assert hit.hit.source_name == "Wire One"
    assert hit.text.startswith("Text of item 1")


def test_a_hit_that_is_not_told_of_has_no_step(db: Database) -> None:
    with transaction(db):
        db.conn.execute("delete from hit_novelty where hit_id = 2")
    assert [one.step is None for one in every_hit(db)] == [False, True, False, False]


def test_a_development_that_was_merged_is_that_it_went_into(db: Database) -> None:
    with transaction(db):
        db.conn.execute("update developments set merged_into = 1 where id = 3")
    steps = [one.step for one in every_hit(db)]
    assert [step.development for step in steps if step] == [1, 1, 1, 4]
    assert steps[2] is not None
    assert steps[2].development_title == "Wagner to hand SA-22 to Hezbollah"


def test_they_are_one_state_of_the_database(
    db: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_reads, "PAGE", 2)
    reader = open_store(path, read_only=True)
    found = every_hit(reader)
    numbers = [next(found).hit.hit_id]
    added = add_hit(db)
    numbers += [one.hit.hit_id for one in found]
    assert numbers == [1, 2, 3, 4]
    assert [one.hit.hit_id for one in every_hit(reader)] == [1, 2, 3, 4, added]
    reader.close()


def test_the_newest_without_what_a_person_took_back(db: Database) -> None:
    with transaction(db):
        db.conn.execute("update hits set feedback = 'irrelevant' where id = 3")
    found = newest_hits(db, watch="air-defence", since=None, limit=1)
    assert [one.hit.hit_id for one in found] == [2]
    assert wanted_count(db, watch="air-defence", since=None) == 2


@pytest.mark.parametrize("flag", ["backlog", "replayed", "rematched"])
def test_what_is_no_news_is_told_to_nobody(db: Database, flag: str) -> None:
    news = add_hit(db)
    add_hit(db, columns={flag: 1})
    add_hit(db, columns={"feedback": "withdrawn"})
    assert [one.hit.hit_id for one in news_between(db, after=4, up_to=99, limit=9)] == [news]


def test_news_of_some_watches_and_within_a_window(db: Database) -> None:
    assert [one.hit.hit_id for one in news_between(db, after=1, up_to=3, limit=9)] == [2, 3]
    assert [one.hit.hit_id for one in news_between(db, after=0, up_to=9, limit=9, watches=("music",))] == [4]
    assert [one.hit.hit_id for one in news_between(db, after=0, up_to=9, limit=2)] == [1, 2]


def test_a_watch_that_is_not_there(db: Database) -> None:
    with pytest.raises(NotFoundError, match="no watch is called 'nothing'"):
        watch_head(db, "nothing")


def test_one_watch_is_found_by_an_index(db: Database) -> None:
    said: list[str] = []
    db.conn.set_trace_callback(said.append)
    list(every_hit(db, watch="music"))
    newest_hits(db, watch="music", since=None, limit=5)
    db.conn.set_trace_callback(None)
    for statement in said:
        plan = [row[3] for row in db.conn.execute(f"explain query plan {statement}")]
        assert not [step for step in plan if step == "SCAN hits"], statement
