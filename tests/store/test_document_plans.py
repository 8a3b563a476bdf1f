"""Storing a document must not cost more as the feed's past, or other feeds, grow."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlite_utils import Database

from monitor.model import Item
from monitor.outcome import Document, FeedHead
from monitor.store import feeds
from monitor.store.connection import transaction
from monitor.store.documents import store_document, touch_document
from monitor.store.item_rows import TOUCH_AFTER
from monitor.store.retention import KEPT, prune

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

BOUNDED = frozenset(
    {
        "identity=? AND feed_id=?",
        "identity>? AND identity<?",
        "rowid=?",
        "feed_id=? AND canonical_link=?",
        "first_seen>? AND first_seen<?",
        "item_id=?",
        "feed_id=? AND identity=?",
        "last_seen<?",
    }
)
"""Ways into a table that lead to few rows; ``feed_id=?`` alone leads to all that a feed ever brought."""


def _document(*names: str) -> Document:
    items = tuple(
        Item(guid=name, link=f"https://wire.example/{name}", title=f"About {name}") for name in names
    )
    return Document(head=FeedHead(), items=items)


def _plan(db: Database, ask: Callable[[], object]) -> Iterator[str]:
    """The steps of every statement that ``ask`` runs."""
    statements: list[str] = []
    db.conn.set_trace_callback(statements.append)
    ask()
    db.conn.set_trace_callback(None)
    for text in statements:
        if re.match(r"\s*(select|with|update|delete|insert)", text, re.IGNORECASE):
            yield from (str(row[3]) for row in db.conn.execute(f"explain query plan {text}"))


def _store(db: Database, feed_id: int, document: Document, now: datetime) -> None:
    with transaction(db):
        store_document(db, feeds.state(db, feed_id), document, now=now, backlog=False)


def _touch(db: Database, feed_id: int) -> None:
    with transaction(db):
        touch_document(db, feed_id, NOW + 2 * TOUCH_AFTER)


TASKS: dict[str, Callable[[Database, int], object]] = {
    "a document with what is new and what is known": lambda db, feed_id: _store(
        db, feed_id, _document("a", "b"), NOW + TOUCH_AFTER
    ),
    "an unchanged document": _touch,
    "what is over": lambda db, _: list(prune(db, NOW + KEPT + timedelta(days=1))),
}


@pytest.mark.parametrize("name", TASKS)
def test_items_are_found_by_their_names(name: str, db: Database, feed_id: int) -> None:
    _store(db, feed_id, _document("a"), NOW)
    steps = list(_plan(db, lambda: TASKS[name](db, feed_id)))
    ways = [
        re.match(r"(?:SCAN|SEARCH) (?:items|same|tombstones|hits)\b[^(]*(?:\((.*)\))?", step)
        for step in steps
    ]
    found = {way[1] for way in ways if way}
    assert found
    assert found <= BOUNDED
