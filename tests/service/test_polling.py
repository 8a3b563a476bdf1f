"""A poll round over real HTTP into a real file: whole or not at all, and no feed stops another."""

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.app import Running, read_configuration, reading, running
from monitor.errors import NotFoundError
from monitor.poll.settle import Findings
from monitor.service.coordinator import Coordinator
from monitor.service.visit import PollReport, Visit
from monitor.store import feeds, hits
from monitor.store.feed_change import FeedChange
from tests.stand import Stand, rss

STORY = "Wagner prepares an air defence system for Hezbollah"
MORE = "Hezbollah denies that Wagner sent it anything"
OTHER = "Storm closes the harbour for a second day"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 1, 5, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def visit_all(parts: Running) -> dict[str, PollReport]:
    return {report.feed: report for report in parts.poller.finish_all()}


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    with reading(database) as db:
        return db.conn.execute(sql).fetchall()


def test_what_is_new_becomes_items_and_hits(stand: Stand, tmp_path: Path) -> None:
    stand.pages["/a"] = rss(STORY, OTHER)
    config, database, clock = stand.follow(tmp_path), tmp_path / "n.db", Clock()
    with running(
        database, read_configuration(config), purpose="test", clock=clock, jitter=lambda: 0.5
    ) as parts:
        first = visit_all(parts)["a"]
        assert (first.items_new, first.hits_new) == (2, 1)
        assert visit_all(parts) == {}, "nothing is due at once again"
        clock.now += timedelta(hours=3)
        same = visit_all(parts)["a"]
        assert (same.outcome, same.items_new) == ("not modified", 0)
        stand.pages["/a"] = rss(STORY, OTHER, MORE)
        clock.now += timedelta(hours=3)
        later = visit_all(parts)["a"]
        assert (later.items_new, later.hits_new) == (1, 1)
    with reading(database) as db:
        found = hits.hits(db)
    assert [(hit.title, hit.backlog) for hit in found] == [(MORE, False), (STORY, True)]
    assert {reason.term for reason in found[0].reasons} >= {"wagner", "hezbollah"}
    assert sum(reason.points for reason in found[0].reasons) == pytest.approx(found[0].points)


def test_what_is_known_is_not_read_again(stand: Stand, tmp_path: Path) -> None:
    stand.pages["/a"] = rss(STORY, OTHER)
    config, database, clock = stand.follow(tmp_path), tmp_path / "n.db", Clock()
    with running(database, read_configuration(config), purpose="test", clock=clock) as parts:
        visit_all(parts)
        with closing(sqlite3.connect(database)) as db, db:
            # Whatever of these is read again will seem to have changed.
            db.execute("update items set content_hash = 'another'")
        stand.pages["/a"] = rss(STORY, OTHER, MORE)
        clock.now += timedelta(hours=3)
        later = visit_all(parts)["a"]
    assert (later.items_seen, later.items_new, later.items_changed) == (3, 1, 0)
    assert rows(database, "select count(*) from gaps") == [(0,)]


def test_a_page_and_a_missing_feed_do_not_stop_the_others(stand: Stand, tmp_path: Path) -> None:
    page = b"<!doctype html><html><head><title>Welcome</title></head><body>hello</body></html>"
    stand.pages |= {"/page": page, "/good": rss(STORY), "/gone": lambda: None}  # type: ignore[dict-item, return-value]
    config, database = stand.follow(tmp_path), tmp_path / "n.db"
    with running(database, read_configuration(config), purpose="test") as parts:
        reports = visit_all(parts)
    assert reports["good"].hits_new == 1
    assert reports["page"].outcome == "failed"
    assert "HTML" in reports["page"].reason
    assert reports["gone"].reason == "HTTP 404: not found"
    with reading(database) as db:
        health = {one.name: (one.failures, one.last_error) for one in feeds.status(db)}
    assert health["good"] == (0, "")
    assert health["gone"] == (1, "HTTP 404: not found")


def test_a_poll_is_stored_whole_or_not_at_all(
    stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.pages["/a"] = rss(STORY, OTHER)
    config, database, clock = stand.follow(tmp_path), tmp_path / "n.db", Clock()
    whole = Coordinator._change  # noqa: SLF001 - the last step before the commit

    def broken(_coordinator: Coordinator, _visit: Visit, _findings: Findings, *, charged: bool) -> FeedChange:
        raise OSError(f"the disk is full ({charged})")

    with running(database, read_configuration(config), purpose="test", clock=clock) as parts:
        monkeypatch.setattr(Coordinator, "_change", broken)
        report = visit_all(parts)["a"]
        assert (report.outcome, report.reason) == (
            "failed",
            "it could not be stored: OSError: the disk is full (True)",
        )
        for table in ("items", "hits", "polls", "token_counts", "profile_tokens"):
            assert rows(database, f"select count(*) from {table}") == [(0,)], table
        monkeypatch.setattr(Coordinator, "_change", whole)
        clock.now += timedelta(hours=1)
        again = visit_all(parts)["a"]
    assert (again.items_new, again.hits_new) == (2, 1)


def test_the_profile_is_the_same_after_a_restart(stand: Stand, tmp_path: Path) -> None:
    stand.pages["/a"] = rss(STORY, MORE, OTHER)
    config, database = stand.follow(tmp_path), tmp_path / "n.db"
    with running(database, read_configuration(config), purpose="test") as parts:
        visit_all(parts)
    learned = rows(database, "select token, weight, hit_id from profile_tokens order by id")
    assert learned
    with running(database, read_configuration(config), purpose="test"):
        pass
    assert rows(database, "select token, weight, hit_id from profile_tokens order by id") == learned


def test_leases_are_given_back_at_the_end(stand: Stand, tmp_path: Path) -> None:
    stand.pages["/a"] = rss(OTHER)
    config, database = stand.follow(tmp_path), tmp_path / "n.db"
    with running(database, read_configuration(config), purpose="test") as parts:
        parts.writer.submit(claimed, parts.db).result()
    assert rows(database, "select count(*) from feeds where lease_until is not null") == [(0,)]


def claimed(db: Database) -> None:
    assert feeds.due(db, datetime.now(UTC), 10)


def test_nothing_is_claimed_that_would_only_queue(stand: Stand, tmp_path: Path) -> None:
    free = threading.Event()

    def held() -> bytes:
        free.wait(timeout=60)
        return rss(OTHER)

    stand.pages |= {"/a": held, "/b": held}
    config, database, clock = stand.follow(tmp_path), tmp_path / "n.db", Clock()
    with running(database, read_configuration(config), purpose="test", clock=clock) as parts:
        parts.poller._under_way = 1  # noqa: SLF001 - the room that a large configuration uses up
        (visit,) = parts.poller.start()
        clock.now += timedelta(hours=1)
        assert parts.poller.start() == (), "the lease has run out, the visit has not"
        free.set()
        assert visit.future.result(timeout=60).outcome == "fetched"
        assert list(visit_all(parts)) == ["b"]


def test_one_feed_is_visited_due_or_not(stand: Stand, tmp_path: Path) -> None:
    stand.pages |= {"/a": rss(OTHER), "/b": rss(STORY)}
    config, database = stand.follow(tmp_path), tmp_path / "n.db"
    with running(database, read_configuration(config), purpose="test") as parts:
        assert parts.poller.finish_one(stand.url("/b")).feed == "b"
        assert parts.poller.finish_one(stand.url("/b")).outcome == "not modified"
        with pytest.raises(NotFoundError, match="feeds status"):
            parts.poller.finish_one("https://nowhere.example/")
        assert list(visit_all(parts)) == ["a"]
