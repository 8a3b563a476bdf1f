"""A database with a story in it: an invented harbour, told by hits, developments, copies, an edit, polls and notices."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from monitor.store.connection import open_store
from monitor.store.times import to_text

START = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
REVISION = "0123456789ab"
TITLES = (
    "Port of Varnhem closed after ammonia leak",
    "Ammonia leak shuts the port of Varnhem",
    "Port of Varnhem closed after ammonia leak",
    "At least 37 treated after leak at Varnhem",
    "Harbour master denies that a valve failed",
)
NOVELTY = ("new development", "adds detail", "copy", "new development", "new development")
COPY_OF = (1, 2, 1, 4, 5)
DEVELOPMENT = (1, 1, 1, 4, 5)
Rows = Mapping[str, Sequence[Mapping[str, object]]]


def moment(minutes: int) -> str:
    """So long after the start, as the store writes it."""
    return to_text(START + timedelta(minutes=minutes))


def feed(number: int, **said: object) -> dict[str, object]:
    plain = {"id": number, "url": f"https://feed{number}.example/rss", "host": f"feed{number}.example"}
    plain |= {"name": f"Harbour Wire {number}", "tags": "[]", "language": "en", "checked": 1, "health": "ok"}
    return plain | {"interval_s": 1800.0, "added_at": moment(0), "last_polled": moment(300)} | said


def item(number: int, **said: object) -> dict[str, object]:
    plain = {"id": number, "feed_id": 1 + number % 2, "identity": f"guid:{number}", "guid": str(number)}
    plain |= {"link": f"https://feed.example/{number}", "canonical_link": f"https://feed.example/{number}"}
    plain |= {"title": f"Title {number}", "text": f"Text {number} of the harbour.", "html": "", "author": ""}
    plain |= {"categories": "[]", "language": "en", "published_raw": "", "published": None, "date_flag": ""}
    plain |= {"first_seen": moment(number), "last_seen": moment(number), "content_hash": f"{number:064}"}
    return plain | {"version": 1, "backlog": 0, "replayed": 0} | said


def watch(number: int, slug: str, **said: object) -> dict[str, object]:
    plain = {"id": number, "slug": slug, "title": f"Watch {slug}", "state": "active", "threshold": 6.0}
    plain |= {
        "revision": REVISION,
        "seed_origin": "seeds/a.md",
        "seed_title": "The seed",
        "loaded_at": moment(0),
    }
    return plain | said


def hit(number: int, item_id: int, watch_id: int = 1, **said: object) -> dict[str, object]:
    plain: dict[str, object] = {"id": number, "item_id": item_id, "watch_id": watch_id, "points": 9.0}
    plain |= {"threshold": 6.0, "score": 1.5, "revision": REVISION, "decided_at": moment(item_id)}
    plain |= {"first_seen": moment(item_id), "item_version": 1}
    return plain | dict.fromkeys(("via_edit", "backlog", "replayed", "rematched"), 0) | said


def reason(hit_id: int, position: int, surface: str, title: str, **said: object) -> dict[str, object]:
    start = title.find(surface)
    plain: dict[str, object] = {"hit_id": hit_id, "position": position, "term": surface, "role": "object"}
    plain |= {"surface": surface, "field": "title", "start": start, "end": start + len(surface)}
    return plain | {"points": 4.0 - position, "origin": "seed", "learned_from": None} | said


def novelty(hit_id: int, development: int, **said: object) -> dict[str, object]:
    plain: dict[str, object] = {"hit_id": hit_id, "watch_id": 1, "first_seen": moment(hit_id)}
    plain |= {"novelty": "new development", "copy_group": hit_id, "development_id": development}
    return plain | {"because": "[]", "stance": "", "stance_words": "", "changes": "[]"} | said


def development(number: int, title: str, **said: object) -> dict[str, object]:
    plain = {"id": number, "watch_id": 1, "title": title, "title_hit": number, "first_seen": moment(number)}
    return plain | {"last_seen": moment(number), "reports": 1, "merged_into": None} | said


def poll(number: int, feed_id: int, **said: object) -> dict[str, object]:
    plain: dict[str, object] = {"id": number, "feed_id": feed_id, "started_at": moment(number)}
    plain |= {"ended_at": moment(number), "outcome": "fetched", "status": 200, "error_kind": "", "reason": ""}
    counts = (
        "wire_bytes",
        "elapsed_ms",
        "items_seen",
        "items_new",
        "items_changed",
        "items_skipped",
        "hits_new",
    )
    return plain | {"traceback": "", "notes": "[]"} | dict.fromkeys(counts, 7) | said


def story() -> Rows:
    """Five hits of one watch in three developments; hit 2 learned from hit 1, hit 1 was edited later."""
    because = json.dumps([{"kind": "number", "text": "37"}])
    changes = json.dumps([{"before": "12", "after": "at least 37", "what": "treated", "hit_id": 1}])
    told = {
        4: {"because": because, "changes": changes},
        5: {"stance": "denies", "stance_words": "denies that a valve failed"},
    }
    return {
        "feeds": [feed(1), feed(2, health="failing", failures=4, last_error="the name does not resolve")],
        "items": [item(number, title=title) for number, title in enumerate(TITLES, start=1)],
        "watches": [watch(1, "varnhem-leak", title="Ammonia leak at Varnhem")],
        "hits": [hit(number, number) for number in range(1, 6)],
        "hit_reasons": [
            *(reason(number, 0, "leak", TITLES[number - 1]) for number in range(1, 5)),
            reason(2, 1, "Ammonia", TITLES[1], role="profile", origin="learned", learned_from=1),
        ],
        "developments": [
            development(1, TITLES[0], reports=3, last_seen=moment(3)),
            development(4, TITLES[3]),
            development(5, TITLES[4]),
        ],
        "hit_novelty": [
            novelty(number, group, novelty=NOVELTY[number - 1], copy_group=COPY_OF[number - 1], **told.get(number, {}))
            for number, group in enumerate(DEVELOPMENT, start=1)
        ],
        "item_versions": [
            {"item_id": 1, "version": 1, "seen_at": moment(1), "title": TITLES[0], "text": "It leaked.", "content_hash": "a"},
            {"item_id": 1, "version": 2, "seen_at": moment(90), "title": "Port closed for days", "text": "It leaked.", "content_hash": "b"},
        ],
        "hit_edits": [
            {"hit_id": 1, "version": 2, "seen_at": moment(90), "news": 1, "added": "[]", "removed": "[]", "changes": "[]"}
        ],
        "polls": [poll(1, 1), poll(2, 2, outcome="failed", status=None, reason="the name does not resolve")],
        "feed_health": [
            {"feed_id": 2, "changed_at": moment(2), "before": "ok", "after": "failing", "reason": "four polls failed"}
        ],
        "gaps": [{"feed_id": 2, "since": moment(1), "until": moment(2), "entries": 20, "made_at": moment(2)}],
        "notices": [{"made_at": moment(2), "kind": "health", "feed_id": 2, "text": "Harbour Wire 2 does not answer"}],
    }  # fmt: skip


def written(path: Path, rows: Rows) -> Path:
    """A database at ``path`` with these rows."""
    db: Database = open_store(path)
    # Rows go in past the store's own writers; its full-text triggers may be refused on this connection.
    db.conn.execute("pragma trusted_schema = on")
    db.conn.execute("begin")
    for table, some in rows.items():
        for row in some:
            # One by one: what a row does not say is left to the table, and rows say different things.
            columns, places = ", ".join(row), ", ".join("?" * len(row))
            db.conn.execute(f"insert into {table} ({columns}) values ({places})", [*row.values()])
    db.conn.execute("commit")
    db.close()
    return path
