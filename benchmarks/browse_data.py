"""A database as large as years bring, with the project's own layout, for ``browse.py`` and ``browse_live.py``.

Run: ``python benchmarks/browse_data.py [--items 1000000] [--folder FOLDER]``. By default 1,000,000 items of half a
year, 50,000 hits of 40 watches, 300 feeds with the polls of a month; some minutes, 3 GB. The texts are invented. A
database that is there already and younger than two days is kept. Prints where it lies.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlite_utils import Database

from benchmarks.browse_stories import stories
from benchmarks.browse_words import SHARES, Writer, writer
from monitor.store.connection import open_store
from monitor.store.times import to_text
from monitor.store.transactions import transaction
from monitor.text.pairs import is_unbroken, pairs

FOLDER: Final = Path.home() / ".cache" / "newswake-benchmarks"
ITEMS: Final = 1_000_000
KEPT_FOR: Final = timedelta(days=2)
"""Longer, and the last week would be empty."""
DAYS: Final = 180
FEEDS: Final = 300
POLLS_A_DAY: Final = 48
EDITED: Final = 0.03
"""Share of items that have a second version."""
_ITEM: Final = (
    "id",
    "feed_id",
    "identity",
    "guid",
    "link",
    "canonical_link",
    "title",
    "text",
    "html",
    "author",
    "categories",
    "language",
    "published_raw",
    "published",
    "date_flag",
    "first_seen",
    "last_seen",
    "content_hash",
    "version",
    "backlog",
    "replayed",
    "entry_key",
)


@dataclass(slots=True, kw_only=True)
class Made:
    """What of the items the stories need."""

    first_seen: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    feeds: list[int] = field(default_factory=list)
    edited: list[int] = field(default_factory=list)


def insert(db: Database, table: str, columns: Sequence[str], rows: Iterator[tuple[object, ...]]) -> None:
    """All rows, some ten thousand in a transaction."""
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    sql = f"insert into {table} ({names}) values ({places})"
    while some := list(islice(rows, 20_000)):
        with transaction(db):
            db.conn.executemany(sql, some)


def feeds(db: Database, now: datetime, chance: random.Random) -> list[str]:
    """The feeds; returns their languages."""
    languages = [language for language, share in SHARES.items() for _ in range(share)]
    chance.shuffle(languages)
    columns = (
        "id",
        "url",
        "host",
        "name",
        "group_name",
        "language",
        "interval_s",
        "failures",
        "health",
        "last_polled",
        "last_success",
        "last_error",
        "added_at",
        "next_due",
        "polled_before",
    )

    def row(number: int, language: str) -> tuple[object, ...]:
        failures = 4 if number % 25 == 0 else 0
        success = to_text(now - timedelta(days=failures))
        name = f"Paper {number} {language}"
        place = (number, f"https://paper{number}.example/feed", f"paper{number}.example", name)
        said = (f"group {number % 6}", language, 1800.0, failures, "failing" if failures else "ok")
        error = "the name does not resolve" if failures else ""
        return (
            *place,
            *said,
            to_text(now),
            success,
            error,
            to_text(now - timedelta(days=DAYS)),
            to_text(now),
            1,
        )

    insert(db, "feeds", columns, (row(*each) for each in enumerate(languages, start=1)))
    return languages


def polls(db: Database, now: datetime, chance: random.Random) -> None:
    """Those of thirty days, and the gaps, changes of health and notices that came of them."""
    columns = (
        "feed_id",
        "started_at",
        "ended_at",
        "outcome",
        "status",
        "wire_bytes",
        "elapsed_ms",
        "items_seen",
        "items_new",
        "hits_new",
        "reason",
        "notes",
    )

    def row(place: int) -> tuple[object, ...]:
        at = now - timedelta(days=30) * (1 - place / (FEEDS * POLLS_A_DAY * 30))
        outcome, status = chance.choices(
            [("fetched", 200), ("not-modified", 304), ("failed", 503)], [50, 45, 5]
        )[0]
        when = (to_text(at), to_text(at + timedelta(seconds=0.4)))
        counts = (40_000, 320, 30, chance.randint(0, 3), int(chance.random() < EDITED))
        return (
            place % FEEDS + 1,
            *when,
            outcome,
            status,
            *counts,
            "HTTP 503" if outcome == "failed" else "",
            "[]",
        )

    insert(db, "polls", columns, (row(place) for place in range(FEEDS * POLLS_A_DAY * 30)))
    moments = [to_text(now - timedelta(hours=2 * place)) for place in range(2000, 0, -1)]
    some = [(chance.randint(1, FEEDS), moment) for moment in moments]
    insert(
        db,
        "gaps",
        ("feed_id", "since", "until", "entries", "found", "made_at", "brought"),
        (
            (feed, moment, moment, 30, 4, moment, chance.choice(["closed", "partly", "nothing", ""]))
            for feed, moment in some
        ),
    )
    insert(
        db,
        "feed_health",
        ("feed_id", "changed_at", "before", "after", "reason"),
        ((feed, moment, "ok", chance.choice(["failing", "silent"]), "no answer") for feed, moment in some),
    )
    insert(
        db,
        "notices",
        ("made_at", "kind", "feed_id", "text"),
        ((moment, "health", feed, f"Paper {feed} is failing") for feed, moment in some),
    )


def items(db: Database, count: int, now: datetime, languages: Sequence[str], chance: random.Random) -> Made:
    """The items in the order they were seen, with both full-text indexes."""
    writers = {language: writer(language, chance) for language in SHARES}
    shares = list(accumulate(1 / (place + 10) for place in range(FEEDS)))
    made = Made()

    def rows() -> Iterator[tuple[object, ...]]:
        for number in range(1, count + 1):
            feed = chance.choices(range(1, FEEDS + 1), cum_weights=shares)[0]
            yield item(number, feed, now - timedelta(days=DAYS) * (1 - number / count))

    def item(number: int, feed: int, seen: datetime) -> tuple[object, ...]:
        language = languages[feed - 1]
        title, text = _written(writers[language], chance)
        moment, published = to_text(seen), to_text(seen - timedelta(minutes=chance.randint(1, 90)))
        link = f"https://paper{feed}.example/2026/{number}"
        made.first_seen.append(moment)
        made.titles.append(title)
        made.feeds.append(feed)
        name = (number, feed, f"guid:{number * 7919 % 10_000_019}", f"{number}", link, link, title, text)
        rest = (
            f'<p class="lead">{text}</p>',
            "A. Writer",
            '["World", "News"]',
            language,
            published,
            published,
        )
        return (*name, *rest, "", moment, moment, f"{number:064x}", 1, 0, 0, f"{number:036x}")

    insert(db, "items", _ITEM, rows())
    cut = db.conn.execute("select id, title, text from items where language in ('zh', 'ja', 'ko', 'th')")
    found = (
        (number, pairs(f"{title}\n{text}")) for number, title, text in cut.fetchall() if is_unbroken(title)
    )
    insert(db, "items_pairs", ("rowid", "pairs"), found)
    return made


def _written(who: Writer, chance: random.Random) -> tuple[str, str]:
    return who.headline(chance), who.text(chance)


def versions(db: Database, made: Made, chance: random.Random) -> None:
    """A second version of some items: another headline."""
    made.edited = sorted(chance.sample(range(len(made.titles)), int(len(made.titles) * EDITED)))

    def rows() -> Iterator[tuple[object, ...]]:
        for place in made.edited:
            for version, title in ((1, f"Early: {made.titles[place]}"), (2, made.titles[place])):
                yield place + 1, version, made.first_seen[place], title, "Text of the item.", f"{place:064x}"

    columns = ("item_id", "version", "seen_at", "title", "text", "content_hash")
    insert(db, "item_versions", columns, rows())


def build(path: Path, count: int, now: datetime, tell: Callable[[str], None]) -> None:
    """Write the database; ``now`` is when its last item came."""
    chance = random.Random(7)  # noqa: S311 - the same rows each time
    db = open_store(path)
    # The service's own connection never writes so much at once; and some triggers need it before SQLite 3.44.
    db.conn.execute("pragma cache_size = -1000000")
    tell("feeds and polls")
    languages = feeds(db, now, chance)
    polls(db, now, chance)
    tell("items")
    made = items(db, count, now, languages, chance)
    tell("versions and stories")
    versions(db, made, chance)
    for table, columns, rows in stories(made, now, chance):
        insert(db, table, columns, rows)
    db.conn.execute("pragma wal_checkpoint(truncate)")
    db.close()


def made_database(folder: Path, count: int, now: datetime, tell: Callable[[str], None]) -> Path:
    """The database of that size, built unless there is one of the last two days."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"browse-{count}.db"
    if path.exists() and now.timestamp() - path.stat().st_mtime < KEPT_FOR.total_seconds():
        return path
    for each in folder.glob(f"{path.name}*"):
        each.unlink()
    unfinished = folder / f"{path.name}.part"
    build(unfinished, count, now, tell)
    return unfinished.rename(path)


def sized(description: str) -> argparse.ArgumentParser:
    """The size and the folder, as all scripts about browsing take them."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--items", type=int, default=ITEMS)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the database is kept")
    return parser


def main() -> None:
    """Run as a script."""
    chosen = sized("A large database to browse.").parse_args()
    start = time.monotonic()

    def tell(part: str) -> None:
        print(f"{time.monotonic() - start:6.0f} s  {part}", file=sys.stderr, flush=True)

    path = made_database(chosen.folder, chosen.items, datetime.now(UTC), tell)
    print(f"{path}  {path.stat().st_size / 1e9:.2f} GB, {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
