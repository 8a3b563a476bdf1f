"""An open database in a fresh folder, and short ways to make what goes into it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.model import Decision, FeedSource, Item, Reason, Role, Seed, Term, Watch
from monitor.store import feeds, items, watches
from monitor.store.connection import open_store, transaction
from monitor.store.items import StoredItem

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "newswake.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    database = open_store(path)
    yield database
    database.close()


@pytest.fixture
def make_feed(db: Database) -> Callable[[str], int]:
    """Follow one more feed; gives its number."""
    followed: list[FeedSource] = []

    def make(url: str) -> int:
        followed.append(FeedSource(url=url, name=url.partition("//")[2], group="wires", tags=("world",)))
        with transaction(db):
            feeds.sync_feeds(db, followed, NOW)
        state = feeds.feed(db, url)
        assert state is not None
        return state.feed_id

    return make


@pytest.fixture
def feed_id(make_feed: Callable[[str], int]) -> int:
    return make_feed("https://wire.example/rss")


@pytest.fixture
def keep(db: Database, feed_id: int) -> Callable[..., StoredItem]:
    """Store one item in one transaction, new or changed."""

    def store(
        identity: str = "one", content: str = "hash-1", *, at: datetime = NOW, **fields: object
    ) -> StoredItem:
        given: dict[str, object] = {
            "title": "Title",
            "text": "Some text",
            "link": f"https://wire.example/{identity}",
        }
        item = replace(Item(), **(given | fields))  # type: ignore[arg-type]
        with transaction(db):
            (stored,) = items.store_items(db, feed_id, [(identity, content, item)], now=at, backlog=False)
        return stored

    return store


@pytest.fixture
def make_watch() -> Callable[..., Watch]:
    def make(slug: str = "convoy", revision: str = "aaaaaaaaaaaa") -> Watch:
        return Watch(
            slug=slug,
            title=f"The story of {slug}",
            seed=Seed(origin=f"seeds/{slug}.md", title="A convoy leaves", text="A convoy left the port."),
            terms=(Term(name="convoy", role=Role.OBJECT, weight=3.0, forms=()),),
            revision=revision,
        )

    return make


@pytest.fixture
def followed(db: Database, make_watch: Callable[..., Watch]) -> Watch:
    """The watch ``convoy``, loaded."""
    watch = make_watch()
    with transaction(db):
        watches.sync_watches(db, [watch], NOW)
    return watch


@pytest.fixture
def decide() -> Callable[..., Decision]:
    """A verdict of so many sixths of the threshold."""

    def make(points: float = 7.5, *, watch: str = "convoy", revision: str = "aaaaaaaaaaaa") -> Decision:
        return Decision(
            watch=watch,
            revision=revision,
            points=points,
            threshold=6.0,
            hit=points >= 6.0,
            reasons=(
                Reason(
                    term="convoy",
                    surface="Конвой",
                    field="title",
                    start=0,
                    end=6,
                    points=points - 1.5,
                    origin="seed",
                    role="object",
                ),
                Reason(term="port", surface="", field="", start=0, end=0, points=1.5, origin="learned"),
            ),
            missing=() if points >= 6.0 else ("below the threshold",),
        )

    return make
