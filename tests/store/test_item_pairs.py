"""The second full-text index follows its items."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from monitor.store.items import StoredItem
from monitor.store.migrations import STEPS, migrate
from monitor.store.retention import prune

Keep = Callable[..., StoredItem]


def indexed(db: Database) -> list[tuple[int, str]]:
    return list(db.conn.execute("select rowid, pairs from items_pairs order by rowid"))


def test_only_items_without_blanks_between_words_stand_in_it(db: Database, keep: Keep) -> None:
    keep("one", title="中国人", text="iPhone")
    keep("two", title="Plain words", text="and more")
    keep("three", title="Plain words", text="in 中国")
    assert indexed(db) == [(1, "中国 国人 人 iphone"), (3, "plain words in 中国 国")]


def test_an_edit_is_found_by_its_new_words_only(db: Database, keep: Keep) -> None:
    keep("one", "hash-1", title="中国人", text="")
    keep("one", "hash-2", title="日本", text="")
    assert indexed(db) == [(1, "日本 本")]
    keep("one", "hash-3", title="Japan", text="")
    assert indexed(db) == []
    keep("one", "hash-4", title="日本", text="")
    assert indexed(db) == [(1, "日本 本")]


def test_a_deleted_item_is_found_no_more(db: Database, keep: Keep, now: datetime) -> None:
    keep("one", title="中国人")
    keep("two", title="日本")
    for _ in prune(db, now + timedelta(days=400)):
        pass
    assert indexed(db) == []


@pytest.fixture
def old() -> Iterator[Database]:
    database = Database(memory=True)
    migrate(database, STEPS[:8])
    feed = {"url": "u", "host": "h", "name": "n", "interval_s": 60.0, "added_at": "t"}
    database.table("feeds").insert(feed)
    texts = dict.fromkeys(
        ("guid", "link", "canonical_link", "html", "author", "language", "published_raw"), ""
    )
    texts |= dict.fromkeys(("date_flag", "first_seen", "last_seen", "content_hash"), "")
    numbers = {"feed_id": 1, "version": 1, "backlog": 0, "replayed": 0, "categories": "[]"}
    for identity, title in (("a", "中国人"), ("b", "Plain")):
        database.table("items").insert(
            texts | numbers | {"identity": identity, "title": title, "text": "Text"}
        )
    yield database
    database.close()


def test_items_stored_before_are_indexed(old: Database) -> None:
    migrate(old)
    assert indexed(old) == [(1, "中国 国人 人 text")]
