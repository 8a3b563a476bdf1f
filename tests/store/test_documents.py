"""Documents of one feed, one after the other, and what they leave in the store."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import Item
from monitor.outcome import Document, FeedHead
from monitor.poll.flood import NEWS_CAP
from monitor.store import feeds
from monitor.store.connection import transaction
from monitor.store.documents import StoredDocument, store_document, touch_document
from monitor.store.item_rows import TOUCH_AFTER
from monitor.store.last_document import last_document
from monitor.store.times import to_text

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

Poll = Callable[..., StoredDocument]


def story(name: str, *, guid: str = "", title: str = "", text: str = "So it was.") -> Item:
    return Item(
        guid=guid or name,
        link=f"https://wire.example/{name}",
        title=title or f"The story of {name}",
        text=text,
    )


def mark_of(item: Item) -> str:
    return sha256(repr(item).encode()).hexdigest()[:16]


def document(*items: Item, known: Mapping[str, int] | None = None) -> Document:
    """As parsed where the fingerprints of ``known`` were handed to the parser."""
    marks = [mark_of(item) for item in items]
    new = [(item, mark) for item, mark in zip(items, marks, strict=True) if mark not in (known or {})]
    return Document(
        head=FeedHead(),
        items=tuple(item for item, _ in new),
        marks=tuple(mark for _, mark in new),
        known=tuple(mark for mark in marks if mark in (known or {})),
    )


@pytest.fixture
def poll(db: Database, feed_id: int) -> Poll:
    """Store one document, in which entries of the last one are recognised unless ``parsed``."""

    def store(
        *items: Item, at: datetime = NOW, parsed: bool = False, backlog: bool = False, expected: float = 0.0
    ) -> StoredDocument:
        state = feeds.state(db, feed_id)
        known = None if parsed else last_document(db, feed_id).marked
        with transaction(db):
            return store_document(
                db, state, document(*items, known=known), now=at, backlog=backlog, expected=expected
            )

    return store


def titles(db: Database) -> list[str]:
    return [row["title"] for row in db.table("items").rows_where(order_by="id")]


def test_a_document_is_stored_and_counted(poll: Poll) -> None:
    found = poll(story("a"), story("b"), story("c"))
    assert [each.seen.title for each in found.stored] == [f"The story of {name}" for name in "abc"]
    assert (found.entries, found.new, found.changed, found.known) == (3, 3, 0, 0)
    assert not found.shares_known


@pytest.mark.parametrize("parsed", [True, False], ids=["parsed again", "recognised"])
def test_only_what_is_new_or_changed_comes_back(poll: Poll, *, parsed: bool) -> None:
    poll(story("a"), story("b"), story("c"))
    found = poll(story("d"), story("b", title="The end of b"), story("a"), at=NOW + HOUR, parsed=parsed)
    assert [(each.seen.title, each.is_new, each.version) for each in found.stored] == [
        ("The story of d", True, 1),
        ("The end of b", False, 2),
    ]
    assert (found.entries, found.new, found.changed, found.known) == (3, 1, 1, 2)
    assert found.shares_known


@pytest.mark.parametrize("parsed", [True, False], ids=["parsed again", "recognised"])
def test_the_same_document_again_writes_nothing(db: Database, poll: Poll, *, parsed: bool) -> None:
    items = tuple(story(f"e{n}") for n in range(30))
    poll(*items)
    before = db.conn.total_changes
    found = poll(*items, at=NOW + HOUR, parsed=parsed)
    assert found.stored == ()
    assert found.known == 30
    assert db.conn.total_changes == before


@pytest.mark.parametrize("parsed", [True, False], ids=["parsed again", "recognised"])
def test_what_stands_in_the_document_is_seen_every_six_hours(
    db: Database, poll: Poll, *, parsed: bool
) -> None:
    poll(story("a"), story("b"))
    later = NOW + TOUCH_AFTER
    poll(story("b"), at=later, parsed=parsed)
    assert [row["last_seen"] for row in db.table("items").rows] == [to_text(NOW), to_text(later)]


def test_an_unchanged_body_lets_its_items_be_seen(db: Database, feed_id: int, poll: Poll) -> None:
    poll(story("a"), story("b"))
    before = db.conn.total_changes
    with transaction(db):
        touch_document(db, feed_id, NOW + HOUR)
    assert db.conn.total_changes == before
    for later in (NOW + TOUCH_AFTER, NOW + TOUCH_AFTER + HOUR):
        with transaction(db):
            touch_document(db, feed_id, later)
    assert {row["last_seen"] for row in db.table("items").rows} == {to_text(NOW + TOUCH_AFTER)}


def test_touching_a_feed_without_a_document_does_nothing(db: Database, feed_id: int) -> None:
    with transaction(db):
        touch_document(db, feed_id, NOW)
    assert last_document(db, feed_id).items == ()


def test_an_entry_that_comes_back_is_known_and_seen(db: Database, poll: Poll) -> None:
    poll(story("a"))
    poll(story("b"), at=NOW + 5 * HOUR)
    found = poll(story("a"), story("b"), at=NOW + 9 * HOUR)
    assert (found.new, found.changed) == (0, 0)
    assert [row["last_seen"] for row in db.table("items").rows] == [
        to_text(NOW + 9 * HOUR),
        to_text(NOW + 5 * HOUR),
    ]


def test_entries_without_a_mark_stand_in_the_last_document_too(db: Database, feed_id: int) -> None:
    read = Document(head=FeedHead(), items=(story("a"), story("b")), marks=("", mark_of(story("b"))))
    with transaction(db):
        store_document(db, feeds.state(db, feed_id), read, now=NOW, backlog=True)
    last = last_document(db, feed_id)
    assert last.marked == {mark_of(story("b")): 2}
    assert last.items == (2, 1)
    assert feeds.state(db, feed_id).marks == mark_of(story("b"))


def test_a_document_without_marks_is_parsed_again_next_time(db: Database, feed_id: int) -> None:
    for moment in (NOW, NOW + HOUR):
        with transaction(db):
            found = store_document(
                db,
                feeds.state(db, feed_id),
                Document(head=FeedHead(), items=(story("a"),)),
                now=moment,
                backlog=False,
            )
    assert found.known == 1
    assert last_document(db, feed_id).marked == {}


def test_marks_that_the_store_no_longer_has_are_read_again(db: Database, feed_id: int, poll: Poll) -> None:
    poll(story("a"))
    state = feeds.state(db, feed_id)
    late = document(story("a"), known=last_document(db, feed_id).marked)
    poll(story("b"), at=NOW + HOUR)
    with transaction(db):
        found = store_document(db, state, late, now=NOW + 2 * HOUR, backlog=False)
    assert (found.new, found.known) == (0, 1)
    assert last_document(db, feed_id).marked == {}


def test_an_item_that_someone_deleted_comes_back_in_time(db: Database, poll: Poll) -> None:
    poll(story("a"), story("b"))
    db.conn.execute("delete from items where guid = 'a'")
    poll(story("a"), story("b"), at=NOW + TOUCH_AFTER)
    found = poll(story("a"), story("b"), at=NOW + TOUCH_AFTER + HOUR)
    assert [each.seen.title for each in found.stored] == ["The story of a"]


def test_two_listings_of_an_item_do_not_overwrite_each_other(db: Database, poll: Poll) -> None:
    first, second = story("a"), story("a", text="So it was, they say.")
    for hours, items in enumerate([(first, second), (second, first), (second, first, story("b"))]):
        poll(*items, at=NOW + hours * HOUR)
    assert [(row["text"], row["version"]) for row in db.table("items").rows] == [
        ("So it was.", 1),
        ("So it was.", 1),
    ]


def test_a_feed_turns_to_links_once_and_says_so(db: Database, feed_id: int, poll: Poll) -> None:
    poll(story("a"), story("b"))
    found = poll(story("a", guid="z"), story("b", guid="y"), at=NOW + HOUR)
    assert (found.new, found.links_tell, len(found.notes)) == (0, True, 1)
    state = feeds.state(db, feed_id)
    told = replace(state, memory=replace(state.memory, links_tell=True))
    with transaction(db):
        again = store_document(db, told, document(story("a", guid="x")), now=NOW + 2 * HOUR, backlog=False)
    assert (again.new, again.links_tell, again.notes) == (0, True, ())


def test_the_dates_of_the_entries_are_told(poll: Poll) -> None:
    dated = replace(story("a"), published=NOW - HOUR)
    assert poll(dated, story("b")).dates == (NOW - HOUR,)


def test_a_flood_is_stored_and_marked_and_the_newest_are_news(db: Database, poll: Poll) -> None:
    poll(story("first"))
    many = [replace(story(f"e{n}"), published=NOW - n * HOUR) for n in range(NEWS_CAP + 5)]
    found = poll(*many, at=NOW + HOUR)
    assert (found.new, found.flood) == (NEWS_CAP + 5, 5)
    assert [each.seen.title for each in found.stored if each.flood] == [
        f"The story of e{n}" for n in range(NEWS_CAP, NEWS_CAP + 5)
    ]
    assert sum(row["flood"] for row in db.table("items").rows) == 5


def test_a_first_document_is_backlog_and_no_flood(db: Database, poll: Poll) -> None:
    found = poll(*(story(f"e{n}") for n in range(NEWS_CAP + 5)), backlog=True)
    assert found.flood == 0
    assert {row["backlog"] for row in db.table("items").rows} == {1}
    assert all(each.backlog for each in found.stored)


def test_what_was_not_committed_is_delivered_again(db: Database, feed_id: int) -> None:
    def fail() -> None:
        with transaction(db):
            store_document(
                db, feeds.state(db, feed_id), document(story("a"), story("b")), now=NOW, backlog=False
            )
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        fail()
    assert last_document(db, feed_id).marks == ()
    with transaction(db):
        again = store_document(
            db, feeds.state(db, feed_id), document(story("a"), story("b")), now=NOW, backlog=False
        )
    assert [each.seen.title for each in again.stored] == ["The story of a", "The story of b"]


def test_documents_of_an_unknown_feed_are_refused(db: Database, feed_id: int) -> None:
    state = replace(feeds.state(db, feed_id), feed_id=77)
    with pytest.raises(NotFoundError, match="no feed of the number 77"), transaction(db):
        store_document(db, state, document(story("a")), now=NOW, backlog=False)


def test_the_same_guid_in_another_feed_is_another_item(
    db: Database, make_feed: Callable[[str], int], poll: Poll
) -> None:
    poll(story("a"))
    other = feeds.state(db, make_feed("https://other.example/rss"))
    with transaction(db):
        found = store_document(db, other, document(story("a")), now=NOW, backlog=False)
    assert (found.new, found.known) == (1, 0)
