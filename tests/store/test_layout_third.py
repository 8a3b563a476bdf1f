from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlite_utils import Database

from monitor.model import Item
from monitor.outcome import Document, FeedHead
from monitor.poll.identity import content_hash, entry_key
from monitor.store import feeds
from monitor.store.connection import transaction
from monitor.store.documents import store_document
from monitor.store.migrations import STEPS, migrate
from monitor.store.times import to_text

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ENTRIES = (
    Item(
        guid="a",
        link="https://www.wire.example/a?utm_source=rss",
        title="Titled",
        text="Text",
        published_raw="Thu",
    ),
    Item(guid="b", text="Untitled, and without a link"),
)


def _store_as_before(db: Database) -> None:
    feed = {"url": "https://wire.example/rss", "host": "wire.example", "name": "Wire", "interval_s": 1800.0}
    db.table("feeds").insert(feed | {"added_at": to_text(NOW)})
    for entry in ENTRIES:
        row = {"feed_id": 1, "identity": entry.guid, "guid": entry.guid, "link": entry.link}
        row |= {"canonical_link": "https://wire.example/a" if entry.link else "", "title": entry.title}
        row |= {"text": entry.text, "published_raw": entry.published_raw, "content_hash": content_hash(entry)}
        row |= dict.fromkeys(("html", "author", "language", "date_flag"), "") | {"categories": "[]"}
        row |= {
            "first_seen": to_text(NOW),
            "last_seen": to_text(NOW),
            "version": 1,
            "backlog": 0,
            "replayed": 0,
        }
        db.table("items").insert(row)


@pytest.fixture
def old() -> Iterator[Database]:
    """A database of the second layout with items, brought to the newest."""
    database = Database(memory=True)
    migrate(database, STEPS[:2])
    _store_as_before(database)
    migrate(database)
    yield database
    database.close()


def test_items_stored_before_are_known_by_what_they_were(old: Database) -> None:
    assert [row["entry_key"] for row in old.table("items").rows] == [entry_key(entry) for entry in ENTRIES]
    with transaction(old):
        found = store_document(
            old,
            feeds.state(old, 1),
            Document(head=FeedHead(), items=ENTRIES),
            now=NOW,
            backlog=False,
        )
    assert (found.new, found.changed, found.known) == (0, 0, 2)


def test_items_stored_before_are_no_flood(old: Database) -> None:
    assert [row["flood"] for row in old.table("items").rows] == [0, 0]


PUBLISHED = [
    pytest.param("2026-11-23T07:00:00.000Z", "2026-11-23T07:00:00.000Z", id="earlier than the first sight"),
    pytest.param("2026-11-23T08:59:00.000Z", to_text(NOW), id="later"),
    pytest.param(None, to_text(NOW), id="missing or not to be believed"),
]


@pytest.mark.parametrize(("published", "effective"), PUBLISHED)
def test_the_effective_date_is_the_publishers_where_it_can_be(
    old: Database, published: str | None, effective: str
) -> None:
    old.table("items").update(1, {"published": published})
    assert old.table("items").get(1)["effective"] == effective
