"""The small database of the pages' tests with what its hits are to their stories: what is handed on."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from sqlite_utils import Database

from monitor.model import Reason
from monitor.store.connection import open_store
from monitor.store.export_reads import ExportedHit, Step, WatchHead
from monitor.store.hits import HitRow
from monitor.store.transactions import transaction
from monitor.story.values import Because, Novelty, NumberChange, Stance
from tests.browse.conftest import make_database

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
BECAUSE = [{"kind": "number", "text": "69"}]
CHANGES = [{"before": "at least 37", "after": "69", "what": "dead", "hit_id": 1}]


def make_story(path: Path) -> Path:
    """Hits 1, 3 and 4 open developments; hit 2 adds to that of 1."""
    make_database(path, told=False)
    db = open_store(path)
    with transaction(db):
        for hit, development, novelty in ((1, 1, "new development"), (2, 1, "adds detail"),
                                          (3, 3, "new development"), (4, 4, "new development")):  # fmt: skip
            tell(db, hit, development=development, novelty=novelty)
    db.close()
    return path


def tell(db: Database, hit: int, *, development: int | None = None, novelty: str = "new development") -> None:
    """Say what a hit is to its story, inside the caller's transaction."""
    item, watch, seen = db.conn.execute(
        "select item_id, watch_id, first_seen from hits where id = ?", (hit,)
    ).fetchone()
    title = db.conn.execute("select title from items where id = ?", (item,)).fetchone()[0]
    opened = development or hit
    if opened == hit:
        row = {"id": hit, "watch_id": watch, "title": title, "title_hit": hit}
        times = {"first_seen": seen, "last_seen": seen, "reports": 1, "merged_into": None}
        db.table("developments").insert(row | times)
    told = {"hit_id": hit, "watch_id": watch, "first_seen": seen, "novelty": novelty, "copy_group": hit}
    said = {"because": json.dumps(BECAUSE), "stance": "", "stance_words": "", "changes": json.dumps(CHANGES)}
    db.table("hit_novelty").insert(told | said | {"development_id": opened})


def add_hit(
    db: Database,
    *,
    title: str = "One more report",
    watch: int = 1,
    columns: Mapping[str, object] = MappingProxyType({}),
) -> int:
    """A further item and hit, told of as a new development; gives the hit's number."""
    with transaction(db):
        db.conn.execute(
            "insert into items (feed_id, identity, guid, link, canonical_link, title, text, html, author, categories,"
            " language, published_raw, date_flag, first_seen, last_seen, content_hash, version, backlog, replayed)"
            " select 1, 'more ' || (max(id) + 1), '', 'https://news.example/more', '', ?, 'Text.', '', 'Ann', '[]',"
            " 'en', '', 'missing', ?, ?, '', 1, 0, 0 from items",
            (title, "2026-11-23T07:00:00.000Z", "2026-11-23T07:00:00.000Z"),
        )
        item = db.conn.execute("select max(id) from items").fetchone()[0]
        flags = dict.fromkeys(("via_edit", "backlog", "replayed", "rematched"), 0)
        made = {"item_id": item, "watch_id": watch, "points": 9.0, "threshold": 6.0, "score": 1.5} | flags
        times = dict.fromkeys(("decided_at", "first_seen"), "2026-11-23T07:00:00.000Z")
        db.table("hits").insert(
            made | times | {"revision": "0123456789ab", "item_version": 1} | dict(columns)
        )
        number = int(db.conn.execute("select max(id) from hits").fetchone()[0])
        tell(db, number)
    return number


WATCH = WatchHead(slug="air-defence", title="Air defence", loaded_at=NOW)


def hit(number: int = 1, /, *, told: bool = True, **fields: object) -> ExportedHit:
    """A hit as it is read; fields of ``HitRow``, or ``text`` and ``author``."""
    text, author = fields.pop("text", "A text."), fields.pop("author", "Ann Author")
    row: dict[str, object] = {
        "hit_id": number, "watch": "air-defence", "watch_title": "Air defence", "item_id": number + 10,
        "item_version": 1, "title": f"Report {number}", "link": f"https://news.example/{number}",
        "source": "https://one.example/feed?key=hidden", "source_name": "Wire One", "language": "en",
        "published": NOW, "first_seen": NOW, "decided_at": NOW, "points": 9.0, "threshold": 6.0, "score": 1.5,
        "revision": "0123456789ab", "via_edit": False, "backlog": False, "replayed": False, "rematched": False,
        "feedback": None, "reasons": (reason(),),
    }  # fmt: skip
    step = Step(
        novelty=Novelty.NEW,
        development=number,
        development_title=f"Report {number}",
        copies=number,
        because=(Because(kind="number", text="69"),),
        stance=Stance.NONE,
        stance_words="",
        changes=(NumberChange(before="at least 37", after="69", what="dead", hit_id=1),),
    )
    return ExportedHit(
        hit=HitRow(**(row | fields)),  # type: ignore[arg-type]
        author=str(author),
        text=str(text),
        step=step if told else None,
    )


def reason(surface: str = "Wagner", points: float = 3.0) -> Reason:
    return Reason(
        term="Wagner",
        surface=surface,
        field="title",
        start=0,
        end=6,
        points=points,
        origin="seed",
        role="actor",
    )
