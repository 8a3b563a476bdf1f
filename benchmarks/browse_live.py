"""Pages while the service writes: failed requests, how long a write waits, and how large the write-ahead log grows.

Run: ``python benchmarks/browse_live.py [--items 1000000] [--folder FOLDER] [--requests 1000] [--rate 50]``. A copy of
the database of ``browse_data.py`` is written to by a process of its own through ``open_store`` and ``transaction`` (an
item each, every tenth with a hit), so many times a second, while four readers ask Datasette for pages, questions and
searches without a pause. Exits 1 where a request fails, a write waits more than 100 ms for its turn, or the log grows
beyond 64 MB.
"""

import json
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

import httpx

from benchmarks.browse_data import made_database, sized
from benchmarks.browse_served import served

READERS: Final = 4
WAIT_MS: Final = 100
LOG_MB: Final = 64
PAGES: Final = (
    "/",
    "/live/latest_hits",
    "/live/latest_hits.atom?watch=story-1",
    "/live/timeline?watch=story-1",
    "/live/changes.json",
    "/live/hits_by_day",
    "/live/sources?watch=story-1",
    "/live/terms_fired",
    "/live/hits",
    "/live/search?search=ba",
    "/live/search?search=tios+-zo",
    "/live/near_misses",
    "/live/feed_state",
    "/live/items",
    "/live/reports?_facet=language",
    "/live/copy_leaders.csv",
    "/live/first_to_report",
)


@dataclass(slots=True, kw_only=True)
class Seen:
    """What readers and the watcher of the log met; appending to a list needs no lock."""

    taken_ms: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    log_bytes: list[int] = field(default_factory=lambda: [0])


@contextmanager
def writing(database: Path, rate: float) -> Iterator[list[tuple[float, float]]]:
    """A process that writes; afterwards, of each write, how long it waited and how long it took, in ms."""
    command = [
        sys.executable,
        str(Path(__file__).with_name("browse_live_writer.py")),
        str(database),
        str(rate),
    ]
    results: list[tuple[float, float]] = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        assert process.stdout
        assert process.stdin
        try:
            process.stdout.readline()
            yield results
        finally:
            process.stdin.close()
            results.extend((wait, took) for wait, took in json.loads(process.stdout.readline() or "[]"))


def read(address: httpx.URL, pages: Sequence[str], seen: Seen) -> None:
    """Ask for the pages one after the other."""
    with httpx.Client(base_url=address, timeout=60) as client:
        for page in pages:
            start = time.perf_counter()
            try:
                client.get(page).raise_for_status()
            except httpx.HTTPError as error:
                seen.failed.append(f"{page}: {error}")
            seen.taken_ms.append(1000 * (time.perf_counter() - start))


def browse(address: httpx.URL, requests: int, log: Path, seen: Seen) -> None:
    """All requests, spread over the readers; the size of the log is noted meanwhile."""
    parts = [list(islice(cycle(PAGES), place, requests, READERS)) for place in range(READERS)]
    readers = [threading.Thread(target=read, args=(address, part, seen)) for part in parts]
    for reader in readers:
        reader.start()
    while any(reader.is_alive() for reader in readers):
        seen.log_bytes.append(log.stat().st_size if log.exists() else 0)
        time.sleep(0.02)


def _said(times: Sequence[float]) -> str:
    middle, late = times[len(times) // 2], times[int(len(times) * 0.99)]
    return f"median {middle:.1f} ms, 99 of 100 {late:.1f} ms, longest {times[-1]:.1f} ms"


def report(seen: Seen, writes: Sequence[tuple[float, float]], seconds: float) -> bool:
    """Print the table; whether all is as wanted."""
    waits, times = sorted(wait for wait, _ in writes), sorted(took for _, took in writes)
    log = max(seen.log_bytes) / 1e6
    lines = (
        ("requests", f"{len(seen.taken_ms):,} in {seconds:.0f} s, {len(seen.failed)} failed"),
        ("request", f"median {statistics.median(seen.taken_ms):.0f} ms, longest {max(seen.taken_ms):.0f} ms"),
        ("writes", f"{len(writes):,}, {len(writes) / seconds:.1f} a second"),
        ("wait of a write", _said(waits)),
        ("whole write", _said(times)),
        ("write-ahead log", f"at most {log:.1f} MB"),
    )
    for name, said in lines:
        print(f"{name:16} {said}")
    for failure in seen.failed[:5]:
        print(failure)
    return not seen.failed and waits[-1] <= WAIT_MS and log <= LOG_MB


def main() -> int:
    """Run as a script."""
    parser = sized("The pages while the service writes.")
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=50)
    chosen = parser.parse_args()
    original = made_database(
        chosen.folder, chosen.items, datetime.now(UTC), lambda part: print(part, file=sys.stderr)
    )
    database = chosen.folder / "live.db"
    for old in chosen.folder.glob("live.db*"):
        old.unlink()
    shutil.copy(original, database)
    seen = Seen()
    with served(database) as (client, _), writing(database, chosen.rate) as writes:
        start = time.perf_counter()
        browse(client.base_url, chosen.requests, database.with_name("live.db-wal"), seen)
        seconds = time.perf_counter() - start
    fine = report(seen, writes, seconds)
    print("as wanted" if fine else f"wanted: none failed, {WAIT_MS} ms, {LOG_MB} MB")
    for old in chosen.folder.glob("live.db*"):
        old.unlink()
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
