"""An older page brings what is new in it, and touches nothing else."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.model import FeedState, Item
from monitor.outcome import Document, FeedHead
from monitor.store import feeds
from monitor.store.connection import transaction
from monitor.store.documents import store_document
from monitor.store.last_document import last_document
from monitor.store.older_documents import store_page

HOUR = timedelta(hours=1)


def _document(*names: str, title: str = "") -> Document:
    items = tuple(
        Item(guid=name, title=title or f"Report {name}", link=f"https://x.example/{name}") for name in names
    )
    return Document(head=FeedHead(), items=items)


def _feed(db: Database, feed_id: int) -> FeedState:
    return feeds.state(db, feed_id)


def test_only_what_is_new_is_stored_and_the_last_document_stays(
    db: Database, feed_id: int, now: datetime
) -> None:
    with transaction(db):
        store_document(db, _feed(db, feed_id), _document("b", "a"), now=now, backlog=False)
        store_document(db, _feed(db, feed_id), _document("g", "f"), now=now + HOUR, backlog=False)
        before = last_document(db, feed_id)
        page = store_page(db, _feed(db, feed_id), _document("f", "e", "d", "b"), since=now, now=now + HOUR)
    assert [item.seen.title for item in page.news] == ["Report e", "Report d"]
    assert (page.old, page.reaches) == ((), True)
    assert last_document(db, feed_id) == before


def test_a_page_of_what_stands_in_the_feed_reaches_nothing(db: Database, feed_id: int, now: datetime) -> None:
    with transaction(db):
        store_document(db, _feed(db, feed_id), _document("g", "f"), now=now, backlog=False)
        page = store_page(db, _feed(db, feed_id), _document("g", "f", "e"), since=now, now=now)
    assert (len(page.news), page.reaches) == (1, False)


def test_what_a_hub_sent_after_the_gap_began_does_not_close_it(
    db: Database, feed_id: int, now: datetime
) -> None:
    with transaction(db):
        feed = _feed(db, feed_id)
        store_document(db, feed, _document("b", "a"), now=now, backlog=False)
        store_document(db, feed, _document("e"), now=now + HOUR, backlog=False, whole=False)
        store_document(db, feed, _document("h", "g"), now=now + 2 * HOUR, backlog=False)
        page = store_page(db, feed, _document("f", "e", "d"), since=now, now=now + 2 * HOUR)
        assert ([item.seen.title for item in page.news], page.reaches) == (["Report f", "Report d"], False)
        page = store_page(db, feed, _document("e", "c", "b"), since=now, now=now + 2 * HOUR)
        assert page.reaches


def test_another_state_of_a_known_item_is_left_alone(db: Database, feed_id: int, now: datetime) -> None:
    with transaction(db):
        store_document(db, _feed(db, feed_id), _document("a"), now=now, backlog=False)
        store_page(db, _feed(db, feed_id), _document("a", title="As it was before"), since=now, now=now)
    assert db.conn.execute("select title, version from items").fetchall()[0][:] == ("Report a", 1)


def test_a_whole_archive_is_no_news(db: Database, feed_id: int, now: datetime) -> None:
    with transaction(db):
        archive = _document(*(f"n{number}" for number in range(150)))
        page = store_page(db, _feed(db, feed_id), archive, since=now, now=now)
    assert sum(item.flood for item in page.news) == 50


def test_a_roll_over_behind_a_pinned_entry_shows_no_overlap(
    db: Database, feed_id: int, now: datetime
) -> None:
    with transaction(db):
        first = store_document(db, _feed(db, feed_id), _document("pinned", "a", "b"), now=now, backlog=False)
        steps = [_document("pinned", "a", "b", "c"), _document("pinned", "d", "e", "f")]
        kept = [
            store_document(db, _feed(db, feed_id), each, now=now + HOUR * (1 + hours), backlog=False)
            for hours, each in enumerate(steps)
        ]
    assert first.overlap is None
    assert [each.overlap for each in kept] == [None, 0]
