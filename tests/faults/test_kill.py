"""kill -9 at many moments of a poll round: the file stays sound, nothing stored is lost, nothing comes twice."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from monitor.app import reading
from monitor.store.connection import problems
from tests.stand import Stand, rss

pytestmark = pytest.mark.faults

FEEDS = 6
ITEMS = 4
MOMENTS = [(request, pause) for request in range(1, FEEDS + 1) for pause in (0.0, 0.005, 0.02, 0.05, 0.1)]
"""The process is killed so many seconds after so many requests have come."""
SAMPLE = ((2, 0.02), (4, 0.1), (6, 0.02))


class Counted:
    """Feeds that tell when the n-th request comes."""

    def __init__(self, number: int) -> None:
        self.left = number
        self.reached = threading.Event()

    def page(self, feed: int) -> bytes:
        self.left -= 1
        if self.left == 0:
            self.reached.set()
        return rss(*(f"Wagner and Hezbollah, report {feed} {item}" for item in range(ITEMS)))


def poll(config: Path, database: Path) -> "subprocess.Popen[bytes]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWSWAKE_")}
    words = ["--config", str(config), "--db", str(database), "poll"]
    program = [sys.executable, "-c", "from monitor.cli import main; main()", *words]
    return subprocess.Popen(program, env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def numbers(database: Path) -> tuple[int, int, int]:
    with reading(database) as db:
        assert problems(db) == ()
        found = [
            db.conn.execute(f"select count(*) from {table}").fetchone()[0] for table in ("items", "hits")
        ]
        orphans = db.conn.execute(
            "select count(*) from hits where id not in (select hit_id from hit_reasons)"
        ).fetchone()[0]
    return int(found[0]), int(found[1]), int(orphans)


@pytest.mark.parametrize(
    ("request_number", "pause_s"),
    [pytest.param(*moment, marks=pytest.mark.sample if moment in SAMPLE else ()) for moment in MOMENTS],
)
def test_killed_and_started_again(stand: Stand, tmp_path: Path, request_number: int, pause_s: float) -> None:
    counted = Counted(request_number)
    for feed in range(FEEDS):
        stand.pages[f"/{feed}"] = lambda feed=feed: counted.page(feed)  # type: ignore[misc]
    config, database = stand.follow(tmp_path), tmp_path / "n.db"
    with poll(config, database) as process:
        assert counted.reached.wait(timeout=60)
        threading.Event().wait(pause_s)
        process.kill()
    items, hits, orphans = numbers(database)
    assert items % ITEMS == 0, "a feed is stored whole or not at all"
    assert (hits, orphans) == (items, 0)
    with poll(config, database) as process:
        assert process.wait(timeout=60) == 0
    assert numbers(database) == (FEEDS * ITEMS, FEEDS * ITEMS, 0)
