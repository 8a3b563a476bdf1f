"""Any sequence of documents of one feed: an identity once stored never changes."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from monitor.model import FeedSource, Item
from monitor.poll.naming import Entry, entry_of
from monitor.store import feeds
from monitor.store.connection import open_store, transaction
from monitor.store.documents import store_document
from monitor.store.last_document import last_document
from tests.store.test_documents import HOUR, NOW, document, mark_of


@pytest.fixture(scope="module")
def shared_db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for all examples: opening one for each would cost more than all the rest."""
    database = open_store(tmp_path_factory.mktemp("documents") / "newswake.db")
    yield database
    database.close()


ITEMS = st.builds(
    Item,
    guid=st.sampled_from(["", "g", "h", "https://wire.example/a", "\ud800"]),
    link=st.sampled_from(
        ["", "https://wire.example/a", "http://www.wire.example/a", "https://wire.example/b"]
    ),
    title=st.sampled_from(["", "Two killed in strike", "Three killed in strike", "Budget passes", "\x00"]),
    text=st.sampled_from(["", "Text", "Other text"]),
    published_raw=st.sampled_from(["", "Thu"]),
)


@given(st.lists(st.lists(ITEMS, max_size=5), max_size=6), st.booleans())
def test_an_identity_once_stored_never_changes(
    shared_db: Database,
    documents: list[list[Item]],
    parsed: bool,  # noqa: FBT001
) -> None:
    db = shared_db
    with transaction(db):
        for table in ("feed_documents", "items", "feeds"):
            db.conn.execute(f"delete from {table}")
        source = FeedSource(url="https://wire.example/rss", name="Wire")
        feeds.sync_feeds(db, [source], NOW)
        state = feeds.feed(db, source.url)
    assert state is not None
    inserted: dict[Entry, int] = {}
    identities: dict[int, str] = {}
    for hours, items in enumerate(documents):
        known = None if parsed else last_document(db, state.feed_id).marked
        read = document(*items, known=known)
        with transaction(db):
            found = store_document(db, state, read, now=NOW + hours * HOUR, backlog=False)
        state = replace(state, memory=replace(state.memory, links_tell=found.links_tell))
        rows = {row["id"]: row for row in db.table("items").rows}
        assert {number: rows[number]["identity"] for number in identities} == identities
        listed = last_document(db, state.feed_id).marked
        for item in read.items:
            read_as, number = entry_of(item), listed[mark_of(item)]
            if number not in identities:
                inserted.setdefault(read_as, number)
            assert inserted.get(read_as, number) == number
        identities = {number: row["identity"] for number, row in rows.items()}
