"""An item whose text changes in its feed is decided again, and hits a watch once (rule I2)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.model import FeedSource, Item
from monitor.outcome import Document, FeedHead
from monitor.service.deciding import Circumstances, decide_and_record
from monitor.service.tracking import build_tracker
from monitor.store import feeds, hits, items, watches
from monitor.store.connection import open_store, transaction
from monitor.store.documents import store_document
from monitor.store.hits import HitRow
from monitor.watch.file import parse_watch
from tests.stand import WATCH

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
URL = "https://wire.example/rss"
OTHER = "Storm closes the harbour for a second day"
STORY = "Wagner prepares an air defence system for Hezbollah"
LATER = "Wagner hands Hezbollah an air defence system, officials say"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = open_store(tmp_path / "newswake.db")
    with transaction(database):
        feeds.sync_feeds(database, [FeedSource(url=URL, name="Wire")], NOW)
    yield database
    database.close()


def polled(db: Database, *titles: str) -> tuple[HitRow, ...]:
    """The hits after the one entry of a feed has had these headlines, an hour apart."""
    watch = parse_watch(WATCH, slug="story", file="story.toml")
    with transaction(db):
        watches.sync_watches(db, [watch], NOW)
    tracker = build_tracker(db, [watch])
    for hours, title in enumerate(titles):
        moment = NOW + timedelta(hours=hours)
        entry = Item(guid="a", link="https://wire.example/a", title=title)
        state = feeds.feed(db, URL)
        assert state is not None
        with transaction(db):
            found = store_document(
                db, state, Document(head=FeedHead(), items=(entry,)), now=moment, backlog=False
            )
            decide_and_record(db, tracker, found.stored, now=moment, around=Circumstances())
    return hits.hits(db)


def test_an_edit_that_brings_the_story_is_a_hit_and_says_so(db: Database) -> None:
    (hit,) = polled(db, OTHER, OTHER, STORY)
    assert (hit.title, hit.via_edit) == (STORY, True)
    stored = items.item(db, "a")
    assert stored is not None
    assert (stored.version, stored.seen.first_seen) == (2, NOW)


def test_an_item_that_hit_is_no_second_hit_whatever_is_edited(db: Database) -> None:
    (hit,) = polled(db, STORY, LATER, OTHER, STORY)
    assert not hit.via_edit
    assert hit.decided_at == NOW
    assert db.table("item_versions").count == 4
