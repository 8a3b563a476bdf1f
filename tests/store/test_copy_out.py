"""A copy of the database to hand on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.errors import UnusableStoreError
from monitor.store.connection import open_store
from monitor.store.copy_out import KEPT, SECRET, copy_out
from monitor.store.schema import tables
from monitor.store.transactions import transaction
from tests.handed import add_hit, make_story

HUB_SECRET = "a-secret-agreed-with-a-hub"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = open_store(make_story(tmp_path / "story.db"))
    with transaction(db):
        db.conn.execute(
            "insert into subscriptions (feed_id, hub, topic, secret, callback_id, state, failures, last_error)"
            " values (1, 'https://hub.example', 't', ?, 'c', 'verified', 0, '')",
            (HUB_SECRET,),
        )
        db.conn.execute("update feeds set same_as = 3 where id = 1")
        db.conn.execute(
            "insert into watch_changes (watch_id, kind, text, item_id, made_at, made_by)"
            " values (1, 'veto', 'tulip', null, '', 'ann'), (1, 'mute', 'x', 7, '', 'ann'), (2, 'veto', 'y', null, '', '')"
        )
    yield db
    db.close()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.db"


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        return copy.execute(sql).fetchall()


def sound(path: Path) -> bool:
    return rows(path, "pragma integrity_check") == [("ok",)] and rows(path, "pragma foreign_key_check") == []


def test_the_whole_database_but_for_secrets(db: Database, target: Path) -> None:
    assert copy_out(db, target) == 4
    assert sound(target)
    assert rows(target, "select count(*) from items") == [(7,)]
    assert rows(target, "select * from subscriptions") == []
    assert HUB_SECRET.encode() not in target.read_bytes()
    assert [one.name for one in target.parent.iterdir() if one.name.startswith("out")] == ["out.db"]


def test_only_what_belongs_to_a_watch(db: Database, target: Path) -> None:
    assert copy_out(db, target, watch="air-defence") == 3
    assert sound(target)
    assert rows(target, "select slug from watches") == [("air-defence",)]
    assert rows(target, "select id from items order by id") == [(1,), (2,), (3,)]
    assert rows(target, "select id from hits") == [(1,), (2,), (3,)]
    assert rows(target, "select id from developments") == [(1,), (3,)]
    assert rows(target, "select count(*) from hit_novelty") == [(3,)]
    assert rows(target, "select distinct hit_id from hit_reasons order by 1") == [(1,), (2,), (3,)]
    assert rows(target, "select item_id from decisions") == [(1,)]
    assert rows(target, "select id, same_as from feeds order by id") == [(1, None), (2, None)]
    assert rows(target, "select name from terms order by name") == [("Kornet",), ("Pantsir",), ("Wagner",)]
    assert rows(target, "select text from watch_changes") == [("tulip",)]
    content = target.read_bytes()
    for other in (HUB_SECRET, "Music &", "HYPERLINK", "Ring at the opera"):
        assert other.encode() not in content, other


def test_words_are_found_in_what_was_copied_and_in_nothing_else(db: Database, target: Path) -> None:
    copy_out(db, target, watch="air-defence")
    found = "select rowid from items_fts where items_fts match '{}'"
    assert rows(target, found.format("hezbollah")) == [(1,)]
    assert rows(target, found.format("opera")) == []


def test_newswake_itself_opens_it(db: Database, target: Path) -> None:
    copy_out(db, target, watch="music")
    copy = open_store(target)
    add_hit(copy, watch=2)
    copy.close()
    assert rows(target, "select count(*) from hits") == [(2,)]


def test_numbers_are_not_given_again_in_the_copy(db: Database, target: Path) -> None:
    copy_out(db, target, watch="air-defence")
    assert rows(target, "select seq from sqlite_sequence where name = 'hits'") == [(4,)]


def test_what_is_written_meanwhile_is_not_in_it(db: Database, target: Path) -> None:
    reader = open_store(Path(db.conn.execute("pragma database_list").fetchone()[2]), read_only=True)
    reader.conn.execute("begin")
    reader.conn.execute("select count(*) from hits").fetchone()
    add_hit(db)
    assert copy_out(reader, target) == 4
    reader.close()


def test_where_it_cannot_be_written(db: Database, tmp_path: Path) -> None:
    with pytest.raises(UnusableStoreError, match="the copy cannot be written"):
        copy_out(db, tmp_path / "missing" / "out.db")


def test_the_rules_name_tables_that_there_are(db: Database) -> None:
    there = set(db.table_names())
    assert set(KEPT) | set(SECRET) <= there
    assert {one.name for one in tables()} <= there
    with_watch = {
        name
        for name in there
        if any(key.other_table in {"watches", "hits"} for key in db.table(name).foreign_keys)
    }
    assert with_watch <= set(KEPT), "what points at a watch or a hit belongs to a watch: say so in KEPT"


def test_items_in_scripts_without_blanks_are_found_where_they_belong_to_the_watch(tmp_path: Path) -> None:
    db = open_store(make_story(tmp_path / "scripts.db"))
    for number in (1, 5):
        db.conn.execute("insert into items_pairs (rowid, pairs) values (?, '中国 国')", (number,))
    copy_out(db, tmp_path / "scripts-copy.db", watch="air-defence")
    copy = open_store(tmp_path / "scripts-copy.db", read_only=True)
    found = copy.conn.execute("select rowid from items_pairs where items_pairs match '\"中国\"'").fetchall()
    assert found == [(1,)]
    assert [row["hit_id"] for row in copy.table("reports").rows] == [1, 2, 3]
    copy.close()
    db.close()
