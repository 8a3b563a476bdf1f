"""Any sequence of documents leaves the same items, whether known entries are recognised or read again: what an entry was found to be, it stays."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from monitor.model import FeedSource, FeedState
from monitor.outcome import Document
from monitor.poll import parse as reader
from monitor.store import feeds
from monitor.store.connection import open_store, transaction
from monitor.store.documents import StoredDocument, store_document
from tests.store.test_documents import HOUR, NOW

URLS = ("https://one.example/rss", "https://two.example/rss")


@pytest.fixture(scope="module")
def shared_db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for all examples: opening one for each would cost more than all the rest."""
    database = open_store(tmp_path_factory.mktemp("documents") / "newswake.db")
    yield database
    database.close()


DATES = st.sampled_from(["", "Thu, 23 Nov 2023 10:00:00 GMT"])
TITLES = st.sampled_from(["", "Two killed in strike", "Three killed in strike", "Budget passes"])
TEXTS = st.sampled_from(["", "Text", "Other text"])
ENTRIES = st.tuples(
    st.sampled_from(["", "g", "h", "https://wire.example/a", "http://www.wire.example/a"]),
    st.sampled_from(["", "https://wire.example/a", "https://wire.example/b"]),
    TITLES,
    TEXTS,
    DATES,
)
NAMES = st.sampled_from([("g", "https://wire.example/a"), ("h", "https://wire.example/b"), ("i", "")])
NAMED = st.builds(lambda names, *words: (*names, *words), NAMES, TITLES, TEXTS, DATES)
"""Entries whose guids can be relied on, however often their words are edited."""


def body(listed: list[tuple[str, ...]]) -> bytes:
    names = ("guid", "link", "title", "description", "pubDate")
    items = (
        "".join(f"<{name}>{value}</{name}>" for name, value in zip(names, values, strict=True) if value)
        for values in listed
    )
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>T</title>{inside}</channel></rss>'.encode()


def read(raw: bytes, marks: str = "") -> Document:
    return reader.parse(raw, "https://wire.example/rss", "", NOW, marks)


def read_whole(raw: bytes, _marks: str) -> Document:
    """By the full way, which knows no marks."""
    with mock.patch.object(reader, "split", return_value=None):
        return read(raw)


def begin(db: Database) -> tuple[FeedState, FeedState]:
    with transaction(db):
        for table in ("feed_documents", "items", "feeds"):
            db.conn.execute(f"delete from {table}")
        feeds.sync_feeds(db, [FeedSource(url=url, name=url) for url in URLS], NOW)
    one, two = (feeds.feed(db, url) for url in URLS)
    assert one is not None
    assert two is not None
    return one, two


def items(db: Database, feed: FeedState) -> list[tuple[object, ...]]:
    names = "identity, guid, link, title, text, version, last_seen"
    return list(
        db.conn.execute(f"select {names} from items where feed_id = ? order by identity", (feed.feed_id,))
    )


def counts(found: StoredDocument) -> tuple[int, ...]:
    return (found.entries, found.new, found.changed, found.known)


def play(
    db: Database, documents: list[list[tuple[str, ...]]], other: Callable[[bytes, str], Document]
) -> None:
    """Poll two feeds with the same documents, one by recognising and one by the ``other`` way, and compare them."""
    states = begin(db)
    tell = [False, False]
    for polls, listed in enumerate(documents):
        found: list[StoredDocument] = []
        for place, way in enumerate((read, other)):
            current = feeds.state(db, states[place].feed_id)
            current = replace(current, memory=replace(current.memory, links_tell=tell[place]))
            document = way(body(listed), current.marks)
            with transaction(db):
                now = NOW + polls * 7 * HOUR
                found.append(store_document(db, current, document, now=now, backlog=False))
            tell[place] = found[place].links_tell
        assert counts(found[0]) == counts(found[1])
        assert items(db, states[0]) == items(db, states[1])
        assert tell[0] == tell[1]


@settings(max_examples=40)
@given(st.lists(st.lists(ENTRIES, max_size=5), max_size=6))
def test_any_feed_is_stored_alike_where_known_entries_are_read_again(
    shared_db: Database, documents: list[list[tuple[str, ...]]]
) -> None:
    play(shared_db, documents, lambda raw, _marks: read(raw))


@settings(max_examples=40)
@given(st.lists(st.lists(NAMED, max_size=3, unique_by=lambda values: values[0]), max_size=6))
def test_a_feed_with_reliable_guids_is_stored_alike_by_the_full_way(
    shared_db: Database, documents: list[list[tuple[str, ...]]]
) -> None:
    play(shared_db, documents, read_whole)
