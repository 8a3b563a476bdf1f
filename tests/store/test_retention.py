"""Items leave the store long after they left their feed, and their names later still."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlite_utils import Database

from monitor.model import Decision, Item
from monitor.outcome import Document, FeedHead
from monitor.store import decisions, feeds, items, retention
from monitor.store.connection import transaction
from monitor.store.documents import StoredDocument, store_document
from monitor.store.item_rows import StoredItem
from monitor.store.retention import KEPT, REMEMBERED, Pruned, prune

NOW = datetime(2026, 1, 1, 8, 0, tzinfo=UTC)
LATER = NOW + KEPT
DAY = timedelta(days=1)
A = Item(
    guid="a", link="https://wire.example/a", title="The story of a", text="Zaporizhzhia", published_raw="Thu"
)
B = Item(guid="b", link="https://wire.example/b", title="The story of b", text="So it was.")

Poll = Callable[..., StoredDocument]


@pytest.fixture
def poll(db: Database, feed_id: int) -> Poll:
    def store(*entries: Item, at: datetime = NOW) -> StoredDocument:
        read = Document(head=FeedHead(), items=entries)
        with transaction(db):
            return store_document(db, feeds.state(db, feed_id), read, now=at, backlog=False)

    return store


def pruned(db: Database, now: datetime) -> Pruned:
    return [Pruned(), *prune(db, now)][-1]


def guids(db: Database) -> list[str]:
    return [row["guid"] for row in db.table("items").rows]


def test_what_left_its_feed_long_ago_goes_with_all_that_hangs_on_it(db: Database, poll: Poll) -> None:
    poll(A)
    poll(replace(A, title="The end of a"))
    poll(B, at=NOW + DAY)
    assert pruned(db, LATER - timedelta(seconds=1)) == Pruned()
    assert pruned(db, LATER) == Pruned(items=1)
    assert guids(db) == ["b"]
    assert db.table("item_versions").count == 0
    assert list(db.table("items").search("Zaporizhzhia")) == []


def test_what_still_stands_in_the_last_document_stays_however_old(db: Database, poll: Poll) -> None:
    poll(A)
    assert pruned(db, LATER + 1000 * DAY) == Pruned()
    assert guids(db) == ["a"]


@pytest.mark.usefixtures("followed")
def test_what_hit_stays_for_ever(db: Database, poll: Poll, decide: Callable[..., Decision]) -> None:
    (stored,) = poll(A).stored
    with transaction(db):
        decisions.record_decisions(
            db, stored, [decide()], now=NOW, backlog=False, replayed=False, via_edit=False
        )
    poll(B)
    assert pruned(db, LATER + 1000 * DAY) == Pruned()


def test_what_came_in_a_replay_stays(db: Database) -> None:
    with transaction(db):
        archive = feeds.ensure_archive_feed(db, "https://archive.example/", NOW)
        items.store_items(db, archive, [("a", "hash", A)], now=NOW, backlog=False, replayed=True)
    assert pruned(db, LATER + DAY) == Pruned()


BACK = [
    pytest.param(A, 0, id="the same"),
    pytest.param(replace(A, text="Other text", published_raw="Fri"), 0, id="with another text and date"),
    pytest.param(replace(A, guid="a", title="Quite another matter"), 1, id="with another headline"),
    pytest.param(replace(A, link="https://wire.example/new"), 1, id="with another link"),
    pytest.param(replace(A, guid="new"), 1, id="with another guid"),
]


@pytest.mark.parametrize(("again", "new"), BACK)
def test_an_old_entry_that_comes_back_is_no_news(db: Database, poll: Poll, again: Item, new: int) -> None:
    poll(A)
    poll(B)
    pruned(db, LATER + DAY)
    found = poll(again, B, at=LATER + 2 * DAY)
    assert (found.new, found.buried, found.known) == (new, 1 - new, 2 - new)
    assert guids(db) == ["b"] + [again.guid] * new


def test_a_name_is_forgotten_as_long_again_after_it_was_last_seen(db: Database, poll: Poll) -> None:
    poll(A)
    poll(B)
    pruned(db, LATER + DAY)
    poll(A, B, at=LATER + 2 * DAY)
    seen = LATER + 2 * DAY
    assert pruned(db, seen + KEPT + REMEMBERED - timedelta(seconds=1)).names == 0
    assert pruned(db, seen + KEPT + REMEMBERED).names == 1
    assert poll(A, B, at=seen + KEPT + REMEMBERED).new == 1


def test_a_name_that_is_used_again_can_be_buried_again(db: Database, poll: Poll) -> None:
    other = replace(A, title="Quite another matter")
    poll(A)
    poll(B)
    pruned(db, LATER + DAY)
    poll(other, B, at=LATER + 2 * DAY)
    poll(B, at=LATER + 3 * DAY)
    assert pruned(db, LATER + 2 * DAY + KEPT) == Pruned(items=1)
    assert poll(other, B, at=LATER + 2 * DAY + KEPT).buried == 1
    assert db.table("tombstones").count == 1


def test_batches_are_transactions_of_their_own(
    db: Database, poll: Poll, keep: Callable[..., StoredItem], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 3)
    for number in range(7):
        keep(f"id-{number}", at=NOW)
    poll(B, at=NOW + DAY)
    sums = []
    for each in prune(db, LATER):
        assert not db.conn.in_transaction
        sums.append(each.items)
    assert sums == [3, 6, 7]
