"""A person changes feeds.toml while the service runs."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.feed_list import load_feeds
from monitor.service.feed_list_watch import FeedListWatch, follow_list
from monitor.store import feeds
from monitor.store.connection import open_store, transaction
from monitor.store.notices import untold

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)


def entry(letter: str) -> str:
    return f'[[feed]]\nurl = "https://{letter}.example/rss"\nname = "{letter.upper()}"\n'


class Service:
    """The file, the database, and ticks that do what the service's do."""

    def __init__(self, folder: Path, db: Database) -> None:
        self.path, self.db = folder / "feeds.toml", db
        self.path.write_text(entry("a") + entry("b"), encoding="utf-8")
        sources = load_feeds(self.path)
        with transaction(db):
            feeds.sync_feeds(db, sources, NOW)
        self.watch = FeedListWatch(self.path, sources)

    def tick(self) -> bool:
        """Whether anything was done."""
        new = self.watch.look()
        if new is not None:
            follow_list(self.db, new, NOW)
            self.watch.took(new)
        return new is not None

    def ticks(self, count: int) -> int:
        return sum(self.tick() for _ in range(count))

    @property
    def names(self) -> set[str]:
        return {one.name for one in feeds.status(self.db)}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    db = open_store(tmp_path / "n.db")
    yield Service(tmp_path, db)
    db.close()


def test_a_list_that_stays_as_it_is_costs_nothing(service: Service) -> None:
    assert service.ticks(5) == 0
    service.path.write_text("# only a comment\n" + entry("a") + entry("b"), encoding="utf-8")
    assert service.ticks(5) == 0


def test_new_feeds_are_followed_and_missing_ones_rest(service: Service) -> None:
    service.tick()
    service.path.write_text(entry("b") + entry("c"), encoding="utf-8")
    assert not service.tick(), "editors write in several steps"
    assert service.tick()
    assert service.names == {"B", "C"}
    assert service.ticks(3) == 0
    kept = service.db.execute("select retired_at from feeds where name = 'A'").fetchone()
    assert kept[0], "retired, not deleted"
    service.path.write_text(entry("a"), encoding="utf-8")
    assert service.ticks(4) == 1
    assert service.names == {"A"}


BROKEN = {
    "no TOML": "[[feed\n",
    "a wrong key": entry("c") + "adress = 1\n",
    "no feed at all": "# nothing\n",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_list_changes_nothing_and_is_told_once(service: Service, text: str) -> None:
    service.path.write_text(text, encoding="utf-8")
    assert service.ticks(6) == 1
    assert service.names == {"A", "B"}
    (notice,) = untold(service.db)
    assert "the old one stays" in notice.text
    assert "feeds.toml" in notice.text
    service.path.write_text(entry("a") + entry("b"), encoding="utf-8")
    assert service.ticks(3) == 0, "mended to what is in force"
    service.path.write_text(entry("c"), encoding="utf-8")
    assert service.ticks(3) == 1
    assert service.names == {"C"}


def test_a_list_that_is_gone_changes_nothing(service: Service) -> None:
    service.path.unlink()
    assert service.ticks(4) == 1
    assert service.names == {"A", "B"}


def test_what_was_written_while_the_service_started_is_found(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(entry("a"), encoding="utf-8")
    before = load_feeds(path)
    path.write_text(entry("c"), encoding="utf-8")
    new = FeedListWatch(path, before).look()
    assert new is not None
    assert [one.name for one in new.sources] == ["C"]


def test_what_could_not_be_stored_comes_again(service: Service) -> None:
    service.path.write_text(entry("c"), encoding="utf-8")
    assert service.watch.look() is None
    assert service.watch.look() == service.watch.look() is not None
