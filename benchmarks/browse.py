"""How long each page and question takes over a large database, with Datasette started as ``newswake serve`` does.

Run: ``python benchmarks/browse.py [--items 1000000] [--folder FOLDER] [--requests 20] [ADDRESS…]``. Makes the database
of ``browse_data.py`` first where there is none. For each page the median of so many requests, one after the other, once
three have warmed it, and the processor time that the server spends on one; further addresses, such as
``/newswake/terms/story-1``, are measured as well. Exits 1 where a page or a question takes more than 300 ms or a search
more than 200 ms.
"""

import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

import httpx

from benchmarks.browse_data import made_database, sized
from benchmarks.browse_served import cpu_ms, served
from monitor.browse.canned import canned_queries
from monitor.store.connection import open_store
from monitor.store.schema import tables

PAGE_MS: Final = 300
SEARCH_MS: Final = 200
WARMING: Final = 3
WATCHES: Final = ("", "story-1", "story-20")
"""All, that with most hits, and one of the middle."""
NOT_SHOWN: Final = ("items_fts", "items_pairs", "subscriptions")


def pages(name: str, database: Path) -> Iterator[str]:
    """Front page, tables, a row of each kind, facets, and every question in its forms."""
    yield from ("/", f"/{name}")
    for table in tables():
        if table.name not in NOT_SHOWN:
            yield f"/{name}/{table.name}"
    yield from (f"/{name}/hits/40000", f"/{name}/items/900000", f"/{name}/feeds/7", f"/{name}/watches/1")
    yield from (
        "/newswake/story/story-1",
        "/newswake/story/story-20",
        "/newswake/hit/40000",
        "/newswake/feed/7",
    )
    yield f"/{name}/items?feed_id=7"
    yield f"/{name}/hits?watch_id=1"
    yield f"/{name}/polls?feed_id=7"
    for query in canned_queries():
        if query.name == "search":
            continue
        for watch in WATCHES if any(each.name == "watch" for each in query.parameters) else ("",):
            yield f"/{name}/{query.name}" + (f"?watch={watch}" if watch else "")
        yield from (f"/{name}/{query.name}.{form}" for form in ("json", "csv", "atom"))
    yield from (f"/{name}/search?{asked}" for asked in searches(database))


def searches(database: Path) -> Iterator[str]:
    """Rare and common words, several, a phrase, a beginning, other scripts, each filter."""
    words = _words(database, "en")
    rare, middling, common = words[0], words[len(words) // 2], words[-1]
    yield from (f"search={word}" for word in (rare, middling, common))
    yield f"search={middling}+{common}"
    yield f"search=%22{middling}+{common}%22"
    yield f"search={common[:3]}*"
    yield f"search={common}+-{middling}"
    for filtered in ("language=sw", "language=en", "feed=7", "feed=paper", "watch=story-20", "hits=no"):
        yield f"search={common}&{filtered}"
    yield f"search={common}&hits=yes&since=2000-01-01"
    for language in ("ar", "he", "ru", "zh", "ja", "ko", "th"):
        yield f"search={_words(database, language)[-1][:4]}"


def _words(database: Path, language: str) -> list[str]:
    """Those of the newest item of the language, the rarest first."""
    db = open_store(database, read_only=True)
    (text,) = db.conn.execute(
        "select text from items where language = ? order by id desc limit 1", (language,)
    ).fetchone()
    found = {word.strip(".") for word in text.split()}
    sql = "select count(*) from items_fts where items_fts match ?"
    counted = sorted((db.conn.execute(sql, (f'"{word}"',)).fetchone()[0], word) for word in found)
    db.close()
    return [word for _, word in counted]


def measure(client: httpx.Client, address: str, requests: int) -> tuple[float, int]:
    """Median milliseconds and bytes of a page. Raises where it is no answer of 200."""
    taken: list[float] = []
    for _ in range(WARMING + requests):
        start = time.perf_counter()
        answer = client.get(address)
        taken.append(1000 * (time.perf_counter() - start))
        answer.raise_for_status()
    return statistics.median(taken[WARMING:]), len(answer.content)


def table(client: httpx.Client, process: int, addresses: Sequence[str], requests: int) -> bool:
    """Print a line for each; whether all were quick enough."""
    fine = True
    for address in addresses:
        before = cpu_ms(process)
        taken, size = measure(client, address, requests)
        used = (cpu_ms(process) - before) / (WARMING + requests)
        wanted = SEARCH_MS if "/search?" in address else PAGE_MS
        fine = fine and taken <= wanted
        slow = "" if taken <= wanted else "  TOO SLOW"
        print(
            f"{taken:7.0f} ms {used:6.0f} ms of processor {size / 1000:6.0f} kB  {address}{slow}", flush=True
        )
    return fine


def main() -> int:
    """Run as a script."""
    parser = sized("The speed of the pages.")
    parser.add_argument("--requests", type=int, default=20)
    parser.add_argument("addresses", nargs="*")
    chosen = parser.parse_args()
    database = made_database(
        chosen.folder, chosen.items, datetime.now(UTC), lambda part: print(part, file=sys.stderr)
    )
    with served(database) as (client, process):
        fine = table(client, process, [*pages(database.stem, database), *chosen.addresses], chosen.requests)
    print("all quick enough" if fine else f"more than {PAGE_MS} ms, or {SEARCH_MS} ms for a search")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
