"""Whatever text a feed carries can be kept and read back."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from monitor.model import Item
from monitor.store import feeds, items
from monitor.store.connection import open_store, transaction
from monitor.store.items import StoredItem
from monitor.store.storable import storable, strings
from monitor.store.times import stored, to_text

Keep = Callable[..., StoredItem]


ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=40)
ITEMS = st.builds(
    Item,
    guid=ANY_TEXT,
    link=st.one_of(st.just(""), st.just("https://wire.example/1"), ANY_TEXT),
    title=ANY_TEXT,
    text=ANY_TEXT,
    html=ANY_TEXT,
    author=ANY_TEXT,
    categories=st.lists(ANY_TEXT, max_size=3).map(tuple),
    language=ANY_TEXT,
    published_raw=ANY_TEXT,
    published=st.none() | st.datetimes(timezones=st.timezones(), min_value=datetime(1995, 1, 1)),  # noqa: DTZ001
    date_flag=st.sampled_from(["", "missing", "future"]),
)


@pytest.fixture(scope="module")
def shared_db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for all examples: opening one for each would cost more than all the rest."""
    database = open_store(tmp_path_factory.mktemp("items") / "newswake.db")
    yield database
    database.close()


@given(identity=ANY_TEXT, item=ITEMS)
def test_any_item_can_be_kept_and_reads_back(shared_db: Database, identity: str, item: Item) -> None:
    now = datetime.fromisoformat("2026-11-23T08:00:00+00:00")
    with transaction(shared_db):
        shared_db.conn.execute("delete from items")
        feed_id = feeds.ensure_archive_feed(shared_db, "https://any.example/", now)
        (found,) = items.store_items(shared_db, feed_id, [(identity, "h", item)], now=now, backlog=False)
        assert items.store_items(shared_db, feed_id, [(identity, "h", item)], now=now, backlog=False) == ()
    row = shared_db.table("items").get(found.item_id)
    for name in ("guid", "link", "title", "text", "html", "author", "language", "published_raw"):
        assert row[name] == storable(getattr(item, name))
    assert row["identity"] == storable(identity)
    assert len(strings(row["categories"])) == len(item.categories)
    assert row["published"] == (None if item.published is None else to_text(stored(item.published)))
