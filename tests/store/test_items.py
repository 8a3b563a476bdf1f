from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import Item, SeenItem
from monitor.store import items
from monitor.store.connection import transaction
from monitor.store.items import TOUCH_AFTER, VERSIONS_KEPT, StoredItem
from monitor.store.times import to_text

Keep = Callable[..., StoredItem]


def _versions(db: Database) -> list[tuple[int, str, str]]:
    rows = db.table("item_versions").rows_where(order_by="version")
    return [(row["version"], row["title"], row["seen_at"]) for row in rows]


def test_a_new_item_comes_back_as_tracking_reads_it(keep: Keep, now: datetime) -> None:
    found = keep("one", at=now + timedelta(microseconds=1500), title="Headline", text="Story", language="ru")
    assert found.is_new
    assert found.version == 1
    assert found.seen == SeenItem(
        title="Headline",
        text="Story",
        first_seen=now + timedelta(milliseconds=1),
        source="https://wire.example/rss",
        language="ru",
        link="https://wire.example/one",
        tags=("wires", "world"),
    )


def test_what_a_poll_hands_to_tracking_is_what_reads_back_later(db: Database, keep: Keep) -> None:
    found = keep("one", title="Odd \ud800 title\x00")
    again = items.item(db, found.item_id)
    assert again is not None
    assert (again.seen, again.version) == (found.seen, found.version)


def test_an_item_without_language_takes_that_of_its_feed(db: Database, feed_id: int, keep: Keep) -> None:
    db.table("feeds").update(feed_id, {"language": "pl"})
    assert keep("one").seen.language == "pl"
    assert keep("two", language="en").seen.language == "en"


def test_known_unchanged_items_are_neither_returned_nor_written(
    db: Database, feed_id: int, now: datetime
) -> None:
    document = [(f"id-{n}", "hash", Item(title=f"Title {n}")) for n in range(700)]
    with transaction(db):
        assert len(items.store_items(db, feed_id, document, now=now, backlog=False)) == 700
    before = db.conn.total_changes
    with transaction(db):
        assert items.store_items(db, feed_id, document, now=now + timedelta(hours=1), backlog=False) == ()
    assert db.conn.total_changes == before


def test_last_seen_moves_when_it_is_old_and_the_full_text_index_is_left_alone(
    db: Database, feed_id: int, now: datetime
) -> None:
    document = [("one", "hash", Item(title="Title"))]
    later = now + TOUCH_AFTER
    with transaction(db):
        items.store_items(db, feed_id, document, now=now, backlog=False)
    before = db.conn.total_changes
    with transaction(db):
        assert items.store_items(db, feed_id, document, now=later, backlog=False) == ()
    assert db.conn.total_changes == before + 1
    (row,) = db.table("items").rows
    assert (row["first_seen"], row["last_seen"]) == (to_text(now), to_text(later))


def test_a_clock_set_back_moves_nothing(db: Database, feed_id: int, now: datetime) -> None:
    for moment in (now, now - timedelta(days=30)):
        with transaction(db):
            items.store_items(db, feed_id, [("one", "hash", Item())], now=moment, backlog=False)
    assert [row["last_seen"] for row in db.table("items").rows] == [to_text(now)]


def test_one_identity_in_two_feeds_is_two_items(
    db: Database, make_feed: Callable[[str], int], now: datetime
) -> None:
    numbers = []
    for url in ("https://a.example/rss", "https://b.example/rss"):
        feed_id = make_feed(url)
        with transaction(db):
            (found,) = items.store_items(db, feed_id, [("guid-1", "hash", Item())], now=now, backlog=False)
        numbers.append(found.item_id)
    assert numbers[0] != numbers[1]


def test_an_identity_that_comes_twice_in_a_document_is_one_item(
    db: Database, feed_id: int, now: datetime
) -> None:
    document = [("one", "hash-1", Item(title="First")), ("one", "hash-2", Item(title="Second"))]
    with transaction(db):
        (found,) = items.store_items(db, feed_id, document, now=now, backlog=False)
    assert found.seen.title == "First"


def test_new_and_changed_items_come_in_the_order_of_the_document(
    db: Database, feed_id: int, now: datetime
) -> None:
    first = [(name, "hash-1", Item(title=name)) for name in "acd"]
    second = [(name, "hash-1" if name == "c" else "hash-2", Item(title=name)) for name in "dcbae"]
    with transaction(db):
        items.store_items(db, feed_id, first, now=now, backlog=False)
        found = items.store_items(db, feed_id, second, now=now, backlog=False)
    assert [(each.seen.title, each.is_new) for each in found] == [
        ("d", False),
        ("b", True),
        ("a", False),
        ("e", True),
    ]


def test_an_empty_document_brings_nothing(db: Database, feed_id: int, now: datetime) -> None:
    with transaction(db):
        assert items.store_items(db, feed_id, [], now=now, backlog=False) == ()


def test_items_of_an_unknown_feed_are_refused(db: Database, now: datetime) -> None:
    with pytest.raises(NotFoundError, match="no feed of the number 77"), transaction(db):
        items.store_items(db, 77, [("one", "hash", Item())], now=now, backlog=False)


def test_an_edit_is_a_new_version_and_both_states_are_kept(db: Database, keep: Keep, now: datetime) -> None:
    first = keep("one", "hash-1", title="Two killed")
    assert _versions(db) == []
    second = keep("one", "hash-2", at=now + timedelta(hours=1), title="Three killed")
    assert (second.item_id, second.version, second.is_new) == (first.item_id, 2, False)
    assert second.seen.title == "Three killed"
    assert second.seen.first_seen == now
    assert _versions(db) == [
        (1, "Two killed", to_text(now)),
        (2, "Three killed", to_text(now + timedelta(hours=1))),
    ]


def test_an_edit_taken_back_is_a_third_version(db: Database, keep: Keep) -> None:
    for content in ("hash-1", "hash-2", "hash-1"):
        last = keep("one", content, title=content)
    assert last.version == 3
    assert [title for _, title, _ in _versions(db)] == ["hash-1", "hash-2", "hash-1"]


def test_after_many_changes_states_are_no_longer_kept_but_still_told(db: Database, keep: Keep) -> None:
    for n in range(VERSIONS_KEPT + 3):
        last = keep("one", f"hash-{n}", title=f"Title {n}")
    assert last.version == VERSIONS_KEPT + 3
    assert last.seen.title == f"Title {VERSIONS_KEPT + 2}"
    assert len(_versions(db)) == VERSIONS_KEPT


def test_an_edit_keeps_where_the_item_came_from(db: Database, feed_id: int, now: datetime) -> None:
    found: list[StoredItem] = []
    for content in ("hash-1", "hash-2"):
        with transaction(db):
            found += items.store_items(
                db, feed_id, [("one", content, Item())], now=now, backlog=content == "hash-1", replayed=True
            )
    assert [(each.backlog, each.replayed) for each in found] == [(True, True), (True, True)]


def test_an_error_after_storing_leaves_no_item_and_no_index_entry(
    db: Database, feed_id: int, now: datetime
) -> None:
    def store_and_fail() -> None:
        document = [("one", "hash", Item(title="Zaporizhzhia"))]
        with transaction(db):
            items.store_items(db, feed_id, document, now=now, backlog=False)
            raise RuntimeError("later step")

    with pytest.raises(RuntimeError, match="later step"):
        store_and_fail()
    assert db.table("items").count == 0
    assert list(db.table("items").search("Zaporizhzhia")) == []


ASKED = {
    "its number": "{number}",
    "its link": "https://www.wire.example/news/7?utm_source=rss",
    "its link without tracking parameters": "https://www.wire.example/news/7",
    "its link with other tracking parameters": "https://www.wire.example/news/7?utm_source=mail",
    "its identity": "tag:wire.example,2026:7",
}


@pytest.mark.parametrize("name", ASKED)
def test_an_item_is_found_by(name: str, db: Database, keep: Keep) -> None:
    keep("other")
    found = keep("tag:wire.example,2026:7", link="https://www.wire.example/news/7?utm_source=rss")
    asked = items.item(db, ASKED[name].format(number=found.item_id))
    assert asked is not None
    assert asked.item_id == found.item_id
    assert not asked.is_new


def test_of_several_items_with_a_link_the_latest_is_found(db: Database, keep: Keep, now: datetime) -> None:
    keep("one", link="https://wire.example/live", at=now)
    newest = keep("two", link="https://wire.example/live", at=now + timedelta(hours=2))
    keep("three", link="https://wire.example/live", at=now + timedelta(hours=1))
    asked = items.item(db, "https://wire.example/live")
    assert asked is not None
    assert asked.item_id == newest.item_id


def test_an_identity_of_digits_is_found_where_no_item_has_that_number(db: Database, keep: Keep) -> None:
    found = keep("8812345")
    asked = items.item(db, "8812345")
    assert asked is not None
    assert asked.item_id == found.item_id
    assert items.item(db, 8812345) is None


@pytest.mark.parametrize(
    "asked", ["", "nothing", "https://nowhere.example/", "\ud800", "99999999999999999999999"]
)
def test_what_is_not_there_is_none(asked: str, db: Database, keep: Keep) -> None:
    keep("one")
    assert items.item(db, asked) is None


def test_all_items_come_in_the_order_they_were_first_seen(
    db: Database, feed_id: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "PAGE", 3)
    moments = [3, 1, 1, 1, 1, 1, 2, 0]
    with transaction(db):
        for n, minutes in enumerate(moments):
            moment = now + timedelta(minutes=minutes)
            items.store_items(db, feed_id, [(f"id-{n}", "h", Item(title=str(n)))], now=moment, backlog=False)
    assert [each.seen.title for each in items.seen_items(db, None)] == list("71234560")
    since = now + timedelta(minutes=2)
    assert [each.seen.title for each in items.seen_items(db, since)] == list("60")


def test_the_newest_items_come_oldest_first(db: Database, keep: Keep, now: datetime) -> None:
    for name, minutes in (("first", 0), ("third", 2), ("second", 1)):
        keep(name, title=name, at=now + timedelta(minutes=minutes))
    assert [each.title for each in items.newest_unrelated(db, 2)] == ["second", "third"]
    assert items.newest_unrelated(db, 0) == ()


def test_the_caller_may_write_while_it_reads_all_items(db: Database, feed_id: int, now: datetime) -> None:
    with transaction(db):
        items.store_items(db, feed_id, [(str(n), "h", Item()) for n in range(5)], now=now, backlog=False)
    for each in items.seen_items(db, None):
        with transaction(db):
            db.table("requests").insert(
                {"made_at": "t", "made_by": "me", "kind": "seen", "payload": str(each.item_id)}
            )
    assert db.table("requests").count == 5
