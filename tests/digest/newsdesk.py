"""A desk with both databases in a fresh folder, and a way to make hits."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.digest.outbox import DigestDesk
from monitor.digest.render import Renderer
from monitor.model import FeedSource, Item
from monitor.store.connection import open_store, transaction
from monitor.store.feeds import feed, sync_feeds
from monitor.store.items import store_items
from monitor.store.private import open_private, private_path

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
Report = Callable[..., int]


@pytest.fixture
def desk(tmp_path: Path, renderer: Renderer) -> Iterator[DigestDesk]:
    path = tmp_path / "data" / "newswake.db"
    store, private = open_store(path), open_private(private_path(path))
    with transaction(store):
        sync_feeds(store, [FeedSource(url="https://wire.example/rss", name="The Wire")], NOW)
        store.table("watches").insert(
            {"slug": "wagner", "title": "Wagner", "state": "active", "threshold": 6.0, "revision": "r1"}
            | {"seed_origin": "", "seed_title": "", "loaded_at": "2026-11-01T00:00:00.000Z"}
        )
    yield DigestDesk(store=store, private=private, renderer=renderer, sender="newswake@desk.example")
    store.close()
    private.close()


@pytest.fixture
def report(desk: DigestDesk) -> Report:
    """Store one hit; flags such as ``backlog`` make it one that is no news."""

    def add(title: str, *, at: datetime = NOW, **flags: int) -> int:
        source = feed(desk.store, "https://wire.example/rss")
        assert source is not None
        with transaction(desk.store):
            item = Item(title=title, text=f"{title}.", link=f"https://wire.example/{len(title)}")
            (stored,) = store_items(desk.store, source.feed_id, [(title, title, item)], now=at, backlog=False)
            return _hit(desk.store, stored.item_id, at, flags)

    return add


def _hit(db: Database, item_id: int, at: datetime, flags: dict[str, int]) -> int:
    moment = at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    row = {"item_id": item_id, "watch_id": 1, "points": 6.0, "threshold": 6.0, "score": 1.0, "revision": "r1"}
    no_flags = {"via_edit": 0, "backlog": 0, "replayed": 0, "rematched": 0}
    times = {"decided_at": moment, "first_seen": moment, "item_version": 1}
    made = db.table("hits").insert(row | no_flags | times | flags).last_pk
    assert isinstance(made, int)
    return made
