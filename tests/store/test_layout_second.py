"""A database of the first layout, with what it held, under today's program."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.feed_memory import Condition, FeedMemory, Health
from monitor.model import FeedSource, FeedState
from monitor.store import feeds, items
from monitor.store.connection import APPLICATION_ID, open_store, problems, transaction
from monitor.store.migrations import STEPS, migrate, version_of
from monitor.store.times import to_text

URL = "https://wire.example/rss"
MOVED = "http://moved.example:8080/rss"


def _feed(number: int, url: str, moment: str, **columns: object) -> dict[str, object]:
    row = {"id": number, "url": url, "host": "as.it.was", "name": f"Feed {number}", "interval_s": 1800.0}
    return row | {"added_at": moment, "next_due": moment} | columns


@pytest.fixture
def old(path: Path, now: datetime) -> Iterator[Database]:
    """Written by a program of the first layout, opened by today's."""
    path.parent.mkdir()
    before = Database(path)
    before.conn.isolation_level = None
    before.conn.execute(f"pragma application_id = {APPLICATION_ID}")
    migrate(before, STEPS[:1])
    moment = to_text(now)
    _fill(before, moment, later=to_text(now + timedelta(hours=1)))
    before.close()
    db = open_store(path)
    yield db
    db.close()


def _fill(db: Database, moment: str, *, later: str) -> None:
    db.table("feeds").insert(
        _feed(1, URL, moment, etag='"1"', body_hash="aa", polled_before=1, health="ok", last_polled=later)
    )
    db.table("feeds").insert(
        _feed(2, "https://old.example/rss", moment, effective_url=MOVED, health="degraded", failures=3)
    )
    db.table("feeds").insert(_feed(3, "archive:x", moment, kind="archive", next_due=None))
    for number, at, outcome in ((1, moment, "fetched"), (2, later, "not-modified")):
        poll = {"id": number, "feed_id": 1, "started_at": at, "ended_at": at, "outcome": outcome}
        db.table("polls").insert(poll)
    item = dict.fromkeys(("guid", "title", "text", "html", "author", "language", "published_raw"), "")
    item |= dict.fromkeys(("link", "canonical_link"), "https://wire.example/1")
    item |= {"date_flag": "missing", "categories": "[]", "content_hash": "h"}
    times = {"first_seen": moment, "last_seen": moment}
    db.table("items").insert(
        item | times | {"feed_id": 1, "identity": "one", "version": 1, "backlog": 0, "replayed": 0}
    )


def test_every_step_is_made_up_for_and_the_file_is_sound(old: Database) -> None:
    assert version_of(old) == len(STEPS)
    assert problems(old) == ()
    assert old.conn.execute("pragma foreign_key_check").fetchall() == []


def test_feeds_go_on_where_they_were(old: Database, now: datetime) -> None:
    assert feeds.state(old, 1) == FeedState(
        feed_id=1,
        url=URL,
        name="Feed 1",
        configured_url=URL,
        host="wire.example:443",
        interval_s=1800.0,
        memory=FeedMemory(condition=Condition(health=Health.OK)),
        etag='"1"',
        body_hash="aa",
        polled_before=True,
        next_due=now,
    )
    assert [state.feed_id for state in feeds.due(old, now, 10)] == [1, 2]


def test_an_adopted_address_gives_the_host(old: Database) -> None:
    moved = feeds.state(old, 2)
    assert (moved.url, moved.host) == (MOVED, "moved.example:8080")
    assert moved.memory.condition.health is Health.DEGRADED


def test_the_last_document_is_that_of_the_last_poll_that_brought_one(old: Database, now: datetime) -> None:
    found = old.conn.execute("select last_document_at from feeds order by id").fetchall()
    assert found == [(to_text(now),), (None,), (None,)]


def test_reading_the_same_configuration_changes_nothing(old: Database, now: datetime) -> None:
    sources = [FeedSource(url=state.configured_url, name=state.name) for state in feeds.due(old, now, 10)]
    with transaction(old):
        assert feeds.sync_feeds(old, sources, now) == feeds.FeedsChanged()


def test_items_stay(old: Database) -> None:
    stored = items.item(old, "https://wire.example/1")
    assert stored is not None
    assert stored.item_id == 1
