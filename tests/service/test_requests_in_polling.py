"""The running service takes up what was asked for before it decides anything more."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.app import Running, read_configuration, reading, running
from monitor.store import hits
from monitor.store.changes import changes
from monitor.store.connection import open_store
from monitor.store.requests import make_request, pending
from monitor.store.transactions import transaction
from tests.stand import Stand, rss

STORY = "Wagner prepares an air defence system for Hezbollah"
MORE = "Hezbollah denies that Wagner sent it anything"
NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def ask(database: Path, kind: str, text: str, **more: object) -> None:
    """As a command does, on a connection of its own."""
    db = open_store(database)
    with transaction(db):
        make_request(db, kind, {"watch": "story", "text": text, **more}, "page", NOW)
    db.close()


def polled(stand: Stand, parts: Running, clock: Clock, *titles: str) -> None:
    stand.pages["/a"] = rss(*titles)
    clock.now += timedelta(hours=3)
    list(parts.poller.finish_all())


def test_a_mute_holds_for_the_very_next_document(stand: Stand, tmp_path: Path) -> None:
    stand.pages["/a"] = rss(STORY)
    config, database, clock = stand.follow(tmp_path), tmp_path / "n.db", Clock()
    with running(
        database, read_configuration(config), purpose="test", clock=clock, jitter=lambda: 0.5
    ) as parts:
        polled(stand, parts, clock, STORY)
        ask(database, "mute", "denies")
        polled(stand, parts, clock, STORY, MORE)
        with reading(database) as db:
            assert pending(db) == ()
            assert [hit.title for hit in hits.hits(db)] == [STORY]
        ask(database, "mute", "denies", undo=True)
        ask(database, "feedback", "relevant", item=2)
        ask(database, "feedback", "relevant", item=77)
        list(parts.poller.finish_all())
        with reading(database) as db:
            assert pending(db) == (), "a round takes them up though nothing was due"
            assert {hit.title: hit.feedback for hit in hits.hits(db)} == {STORY: None, MORE: "relevant"}
            assert [row.state for row in changes(db, "story")] == ["withdrawn", "in force"]
