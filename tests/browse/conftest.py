"""A small database of our own making, and a way to ask the pages over it."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from monitor.browse.serve import datasette_app
from monitor.store.connection import open_store
from tests.browse.told import tell

Ask = Callable[[str], httpx.Response]
HOSTILE = '<script>alert("x")</script> & \u202egnp.exe'
FORMULA = '=HYPERLINK("http://evil.example/","Wagner")'
FEEDS = {
    1: {"name": "Wire One", "url": "https://one.example/feed", "failures": 0, "group_name": "wires"},
    2: {"name": "Paper Two", "url": "https://two.example/feed", "failures": 0, "group_name": "papers"},
    3: {"name": "Lost Three", "url": "https://three.example/feed", "failures": 4, "group_name": "papers"},
    4: {"name": "", "url": "https://four.example/feed", "failures": 0, "group_name": ""},
}
ITEMS = (
    # id, feed, first seen, published, language, title
    (1, 1, "2026-11-20T08:00:00.000Z", "2026-11-20T07:30:00.000Z", "en", "Wagner to hand SA-22 to Hezbollah"),
    (2, 2, "2026-11-20T09:00:00.000Z", "2026-11-20T08:10:00.000Z", "fr", "Wagner livrerait un SA-22"),
    (3, 2, "2026-11-21T10:00:00.000Z", None, "en", HOSTILE),
    (4, 1, "2026-11-21T10:05:00.000Z", "2026-11-21T10:04:00.000Z", "en", FORMULA),
    (5, 1, "2026-11-21T11:00:00.000Z", "2026-11-21T10:50:00.000Z", "en", "Wagner's Ring at the opera"),
    (6, 2, "2026-11-21T12:00:00.000Z", "2026-11-21T11:50:00.000Z", "en", "A Pantsir seen in Ukraine"),
    (7, 2, "2026-11-21T12:30:00.000Z", "2026-11-21T12:20:00.000Z", "ar", "حزب الله والدفاع الجوي"),
)
HITS = ((1, 1, 1, 9.0), (2, 2, 1, 7.5), (3, 3, 1, 6.0), (4, 4, 2, 8.0))
"""hit, item, watch, points; the threshold is 6."""
REASONS = (
    # hit, position, term, role, surface, field, points, origin
    (1, 0, "Wagner", "actor", "Wagner", "title", 3.0, "seed"),
    (1, 1, "Pantsir", "object", "SA-22", "title", 4.0, "person"),
    (1, 2, "missil", "profile", "missiles", "text", 2.0, "learned"),
    (2, 0, "Wagner", "actor", "Wagner", "title", 3.0, "seed"),
    (2, 1, "Pantsir", "object", "SA-22", "text", 4.5, "person"),
    (3, 0, "Wagner", "actor", "Wagner", "text", 6.0, "seed"),
    (4, 0, "Orchestra", "actor", "orchestra", "text", 8.0, "seed"),
)
NEAR: tuple[tuple[int, int, float, int, list[str]], ...] = (
    # item, watch, points, hit, missing
    (1, 1, 9.0, 1, []),
    (5, 1, 4.5, 0, ["actors: none of Hezbollah, Iran"]),
    (6, 1, 5.4, 0, ["actors: none of Hezbollah, Iran", "points: 5.4 of 6"]),
)


def make_database(path: Path, *, told: bool = True) -> Path:
    db = open_store(path)
    # Rows go in past the store's own writers; its full-text triggers may be refused on this connection.
    db.conn.execute("pragma trusted_schema = on")
    written = {
        "feeds": [_feed(number, **said) for number, said in FEEDS.items()],
        "items": [_item(*values) for values in ITEMS],
        "watches": [
            _watch(1, "air-defence", "Air defence for Hezbollah"),
            _watch(2, "music", "Music & more"),
        ],
        "terms": [
            _term(1, "Wagner", "actor", 3.0),
            _term(1, "Pantsir", "object", 4.0),
            _term(1, "Kornet", "object", 2.0),
            _term(2, "Orchestra", "actor", 8.0),
        ],
        "hits": [_hit(*values) for values in HITS],
        "hit_reasons": [_reason(*values) for values in REASONS],
        "decisions": [_decision(*values) for values in NEAR],
    }
    for table, rows in written.items():
        db.table(table).insert_all(rows)
    if told:
        tell(db)
    db.table("items").rebuild_fts()
    db.close()
    return path


def _feed(number: int, **said: object) -> dict[str, object]:
    answered = None if said["failures"] else "2026-11-21T12:30:00.000Z"
    return said | {
        "id": number,
        "host": str(said["url"]).split("/")[2],
        "tags": json.dumps(["news"]),
        "language": "en",
        "checked": 1,
        "health": "failing" if said["failures"] else "ok",
        "interval_s": 1800.0,
        "last_polled": "2026-11-21T12:30:00.000Z",
        "last_success": answered,
        "last_error": "the name does not resolve" if said["failures"] else "",
        "added_at": "2026-11-20T00:00:00.000Z",
    }


def _item(  # noqa: PLR0917 - the columns of ITEMS
    number: int, feed: int, seen: str, published: str | None, language: str, title: str
) -> dict[str, object]:
    return {
        "id": number,
        "feed_id": feed,
        "identity": f"guid:{number}",
        "guid": str(number),
        "link": "javascript:alert(1)" if title == HOSTILE else f"https://news.example/{number}",
        "canonical_link": f"https://news.example/{number}",
        "title": title,
        "text": f"Text of item {number}: missiles and more.",
        "html": "<img src=x onerror=alert(1)>",
        "author": "",
        "categories": "[]",
        "language": language,
        "published_raw": published or "",
        "published": published,
        "date_flag": "" if published else "missing",
        "first_seen": seen,
        "last_seen": seen,
        "content_hash": f"{number:064}",
        "version": 1,
        "backlog": 0,
        "replayed": 0,
    }


def _watch(number: int, slug: str, title: str) -> dict[str, object]:
    return {
        "id": number,
        "slug": slug,
        "title": title,
        "state": "active",
        "threshold": 6.0,
        "revision": "0123456789ab",
        "seed_origin": "seeds/a.md",
        "seed_title": title,
        "loaded_at": "2026-11-20T00:00:00.000Z",
    }


def _term(watch: int, name: str, role: str, weight: float) -> dict[str, object]:
    lists = dict.fromkeys(("forms", "context", "unless"), "[]")
    said = {"watch_id": watch, "name": name, "role": role, "weight": weight}
    return said | lists | {"exact_case": 0, "inflect": 1, "origin": "person", "reason": ""}


def _hit(number: int, item: int, watch: int, points: float) -> dict[str, object]:
    seen = ITEMS[item - 1][2]
    said = {"id": number, "item_id": item, "watch_id": watch, "points": points, "threshold": 6.0}
    flags = dict.fromkeys(("via_edit", "backlog", "replayed", "rematched"), 0)
    decided = {"score": points / 6, "revision": "0123456789ab", "decided_at": seen, "first_seen": seen}
    return said | decided | flags | {"item_version": 1}


def _reason(hit: int, position: int, *rest: object) -> dict[str, object]:
    names = ("term", "role", "surface", "field", "points", "origin")
    learned = 2 if rest[-1] == "learned" else None
    said = dict(zip(names, rest, strict=True))
    return said | {"hit_id": hit, "position": position, "start": 0, "end": 6, "learned_from": learned}


def _decision(item: int, watch: int, points: float, hit: int, missing: list[str]) -> dict[str, object]:
    said = {"item_id": item, "watch_id": watch, "points": points, "hit": hit, "score": points / 6}
    reasons = [{"term": "Wagner", "surface": "Wagner", "field": "title", "points": points}]
    return said | {
        "version": 1,
        "revision": "0123456789ab",
        "threshold": 6.0,
        "decided_at": "2026-11-21T12:00:00.000Z",
        "expires_at": "2026-12-21T12:00:00.000Z",
        "reasons": json.dumps(reasons),
        "missing": json.dumps(missing),
    }


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared by the tests that only read."""
    return make_database(tmp_path_factory.mktemp("browse") / "newswake.db")


@pytest.fixture(scope="session")
def ask(database: Path) -> Iterator[Ask]:
    yield from _asking(database)


@pytest.fixture
def own_database(tmp_path: Path) -> Path:
    return make_database(tmp_path / "own.db")


@pytest.fixture
def ask_own(own_database: Path) -> Iterator[Ask]:
    yield from _asking(own_database)


def _asking(path: Path) -> Iterator[Ask]:
    transport: Any = httpx.ASGITransport(app=datasette_app(path))
    with asyncio.Runner() as runner:
        client = httpx.AsyncClient(transport=transport, base_url="http://localhost:8001")

        def ask(address: str) -> httpx.Response:
            return runner.run(client.get(address))

        yield ask
        runner.run(client.aclose())
