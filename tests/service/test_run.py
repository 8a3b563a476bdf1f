"""``newswake run`` as a process: stopped in mid-visit, killed, and started twice."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from monitor.app import reading
from monitor.feed_file import with_feeds
from monitor.model import FeedSource
from monitor.store.connection import problems
from monitor.toml_tables import write_text
from tests.stand import Stand, rss

STORY = "Wagner prepares an air defence system for Hezbollah"


class Held:
    """A feed that answers only when it is let go; ``asked`` says that a visit has come so far."""

    def __init__(self) -> None:
        self.asked, self.free = threading.Event(), threading.Event()

    def __call__(self) -> bytes:
        self.asked.set()
        self.free.wait(timeout=60)
        return rss(STORY)


def start(config: Path, database: Path) -> "subprocess.Popen[str]":
    words = ["--config", str(config), "--db", str(database), "run"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWSWAKE_")}
    return subprocess.Popen(
        [sys.executable, "-c", "from monitor.cli import main; main()", *words],
        stderr=subprocess.PIPE,
        text=True,
        env=kept,
    )


def count(database: Path, table: str) -> int:
    with reading(database) as db:
        return int(db.conn.execute(f"select count(*) from {table}").fetchone()[0])


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_stopped_in_mid_visit_it_goes_on_where_it_was(
    stand: Stand, tmp_path: Path, ending: signal.Signals
) -> None:
    held, again = Held(), Held()
    stand.pages["/a"] = held
    config, database = stand.follow(tmp_path, tick_s="0.2"), tmp_path / "n.db"
    with start(config, database) as process:
        assert held.asked.wait(timeout=60)
        process.send_signal(ending)
        _, said = process.communicate(timeout=60)
    assert process.returncode == (-signal.SIGKILL if ending is signal.SIGKILL else 0), said
    assert "Traceback" not in said
    held.free.set()
    with reading(database) as db:
        assert problems(db) == ()
    assert count(database, "items") == 0
    stand.pages["/a"] = again
    with start(config, database) as process:
        assert again.asked.wait(timeout=60), "the feed is due again at once"
        again.free.set()
        while count(database, "hits") == 0:
            assert process.poll() is None
        process.terminate()
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert count(database, "items") == 1


def test_a_second_service_on_the_same_database_is_refused(stand: Stand, tmp_path: Path) -> None:
    held = Held()
    stand.pages["/a"] = held
    config, database = stand.follow(tmp_path), tmp_path / "n.db"
    with start(config, database) as process:
        assert held.asked.wait(timeout=60)
        with start(config, database) as second:
            _, said = second.communicate(timeout=60)
        assert second.returncode == 1
        assert f"in use by newswake run, process {process.pid}" in said
        process.terminate()
        process.communicate(timeout=60)


def test_a_feed_that_is_listed_while_the_service_runs_is_visited(stand: Stand, tmp_path: Path) -> None:
    first, added = Held(), Held()
    stand.pages["/a"] = first
    config, database = stand.follow(tmp_path, tick_s="0.2"), tmp_path / "n.db"
    with start(config, database) as process:
        assert first.asked.wait(timeout=60)
        stand.pages["/b"] = added
        path = config / "feeds.toml"
        source = FeedSource(url=stand.url("/b"), name="b")
        write_text(path, with_feeds(path.read_text(encoding="utf-8"), [source], file=str(path)))
        assert added.asked.wait(timeout=60)
        process.terminate()
        process.communicate(timeout=60)
    first.free.set()
    added.free.set()
    assert process.returncode == 0
