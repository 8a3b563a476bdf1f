"""Pages asked for without a pause while the store is written to: none fails, nothing written is lost."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, cycle, islice
from pathlib import Path

import httpx
import pytest

from monitor.model import FeedSource, Item
from monitor.store import feeds, items
from monitor.store.connection import open_store, problems, transaction
from monitor.store.log_size import log_file, size_of

pytestmark = pytest.mark.faults

PAUSE_S = 0.02
READERS = 3
LOG_BYTES = 64 * 1024 * 1024
PAGES = (
    "/",
    "/live/items",
    "/live/search?search=port",
    "/live/search.atom?search=中国",
    "/live/latest_hits.json",
)
MORE_PAGES = (
    "/live/feed_state",
    "/live/hits_by_day.csv",
    "/live/timeline",
    "/live/items?_search=port&_facet=language",
)
SERVE = """
import sys
from pathlib import Path
from monitor.browse.serve import serve
serve(Path(sys.argv[1]), port=0, ready=lambda address: print(address, flush=True))
"""


@contextmanager
def served(database: Path) -> Iterator[str]:
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(database)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip().rstrip("/")
        finally:
            process.terminate()


def write(database: Path, ended: threading.Event, written: list[int]) -> None:
    """An item at a time until it is over; the largest size of the log is left in ``written[1]``."""
    db = open_store(database)
    for number in count(1):
        text = "A port in 中国. " + "Some words more, so that the log fills. " * 200
        entry = replace(Item(), guid=f"{number}", title=f"Report {number}", text=text)
        with transaction(db):
            items.store_items(
                db, 1, [(f"{number}", f"{number}", entry)], now=datetime.now(UTC), backlog=False
            )
        written[:] = [number, max(written[1], size_of(log_file(db)))]
        if ended.wait(PAUSE_S):
            break
    db.close()


def read(address: str, pages: Iterator[str], failed: list[str]) -> None:
    with httpx.Client(base_url=address, timeout=60) as client:
        for page in pages:
            answer = client.get(page)
            if answer.status_code != httpx.codes.OK:
                failed.append(f"{page}: {answer.status_code} {answer.text}")


@pytest.mark.parametrize("requests", [pytest.param(90, marks=pytest.mark.sample), 1000])
def test_pages_asked_for_while_the_store_is_written_to(tmp_path: Path, requests: int) -> None:
    database = tmp_path / "live.db"
    db = open_store(database)
    with transaction(db):
        feeds.sync_feeds(db, [FeedSource(url="https://wire.example/rss", name="Wire")], datetime.now(UTC))
    ended, written, failed = threading.Event(), [0, 0], list[str]()
    with served(database) as address:
        writer = threading.Thread(target=write, args=(database, ended, written))
        parts = [islice(cycle(PAGES + MORE_PAGES), place, requests, READERS) for place in range(READERS)]
        readers = [threading.Thread(target=read, args=(address, part, failed)) for part in parts]
        for thread in (writer, *readers):
            thread.start()
        for reader in readers:
            reader.join()
        ended.set()
        writer.join()
    assert failed == []
    assert written[1] <= LOG_BYTES
    assert db.table("items").count == written[0] > 0
    assert problems(db) == ()
    db.close()
