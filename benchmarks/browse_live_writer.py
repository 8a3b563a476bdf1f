"""Writes items and hits to a database at a steady rate until its input is closed; run by ``browse_live.py``.

Run as ``python browse_live_writer.py DATABASE RATE``. Prints a line when it begins and at its end, as JSON, the
milliseconds that each write waited for its turn and took in all.
"""

import itertools
import json
import random
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlite_utils import Database

from benchmarks.browse_words import writer
from monitor.model import Decision, Item, Reason
from monitor.store.connection import open_store, transaction
from monitor.store.decisions import record_decisions
from monitor.store.items import store_items

HIT_EVERY = 10


def write(db: Database, number: int, item: Item) -> tuple[float, float]:
    """One item, and a hit now and then, in one transaction; (wait, whole) in milliseconds."""
    now = datetime.now(UTC)
    start = time.perf_counter()
    with transaction(db):
        waited = time.perf_counter() - start
        (stored,) = store_items(
            db, number % 300 + 1, [(item.guid, f"{number}", item)], now=now, backlog=False
        )
        if number % HIT_EVERY == 0:
            decision = _decision(f"story-{number % 40 + 1}")
            record_decisions(db, stored, [decision], now=now, backlog=False, replayed=False, via_edit=False)
    return 1000 * waited, 1000 * (time.perf_counter() - start)


def _decision(watch: str) -> Decision:
    reason = Reason(
        term="Name", surface="Name", field="title", start=0, end=4, points=8.0, origin="seed", role="actor"
    )
    return Decision(
        watch=watch,
        revision="0123456789ab",
        points=8.0,
        threshold=6.0,
        hit=True,
        reasons=(reason,),
        missing=(),
    )


def wait_for_the_end(ended: threading.Event) -> None:
    """Until the input is closed."""
    sys.stdin.read()
    ended.set()


def main() -> None:
    """Run as a script."""
    database, rate = Path(sys.argv[1]), float(sys.argv[2])
    chance = random.Random()  # noqa: S311 - texts
    author = writer("en", chance)
    ended = threading.Event()
    threading.Thread(target=wait_for_the_end, args=(ended,), daemon=True).start()
    db = open_store(database)
    print("writing", flush=True)
    written: list[tuple[float, float]] = []
    begun = time.perf_counter()
    for number in itertools.count():
        if ended.wait(max(0.0, begun + number / rate - time.perf_counter())):
            break
        name = f"live-{chance.getrandbits(64)}"
        title, text = author.headline(chance), author.text(chance)
        item = Item(
            guid=name, link=f"https://live.example/{name}", title=title, text=text, html=f"<p>{text}</p>"
        )
        written.append(write(db, number, item))
    db.close()
    print(json.dumps(written), flush=True)


if __name__ == "__main__":
    main()
