"""The first layout of the tables. Never edited once released: later layouts are later migrations.

What each table and column is for stands in ``schema``; a test holds the two together.
"""

from collections.abc import Iterable, Mapping

from sqlite_utils import Database
from sqlite_utils.db import ForeignKey

FULL_TEXT = "porter unicode61 remove_diacritics 2"
"""Tokeniser of ``items_fts``: English endings off, letters of every script, accents folded."""

FULL_TEXT_BUFFER = 4 * 1024 * 1024
"""Bytes of index entries gathered in memory before they are written; SQLite's own 1 MiB is some 400 items."""


def create_first_layout(db: Database) -> None:
    """Create all tables, indexes and triggers of the first layout in an empty database."""
    _create_news(db)
    _create_stories(db)
    _create_hits(db)
    _create_service(db)
    _create_full_text(db)
    _create_indexes(db)


def _create(
    db: Database,
    name: str,
    columns: Mapping[str, type],
    *,
    nullable: Iterable[str] = (),
    references: Mapping[str, str] | None = None,
    cascade: Iterable[str] = (),
    defaults: Mapping[str, object] | None = None,
) -> None:
    """Make a STRICT table with the key ``id``; columns are NOT NULL unless named in ``nullable``."""
    keys = [
        ForeignKey(name, column, other, "id", on_delete="CASCADE" if column in cascade else "NO ACTION")
        for column, other in (references or {}).items()
    ]
    free = {"id", *nullable}
    db.table(name).create(
        {"id": int, **columns},
        pk="id",
        foreign_keys=keys,
        not_null=[column for column in columns if column not in free],
        defaults=dict(defaults or {}),
        strict=True,
    )


def _create_news(db: Database) -> None:
    _create(
        db,
        "feeds",
        {"url": str, "host": str, "effective_url": str, "name": str, "group_name": str, "tags": str}
        | {"language": str, "checked": int, "kind": str, "title": str, "site_link": str, "etag": str}
        | {"last_modified": str, "body_hash": str, "interval_s": float, "next_due": str, "lease_until": str}
        | {"failures": int, "health": str, "last_polled": str, "last_success": str, "last_error": str}
        | {"polled_before": int, "added_at": str, "retired_at": str},
        nullable=[
            "effective_url",
            "etag",
            "last_modified",
            "body_hash",
            "next_due",
            "lease_until",
            "last_polled",
            "last_success",
            "retired_at",
        ],
        defaults={"group_name": "", "tags": "[]", "language": "", "checked": 1, "kind": "live", "title": ""}
        | {"site_link": "", "failures": 0, "health": "new", "last_error": "", "polled_before": 0},
    )
    _create(
        db,
        "polls",
        {"feed_id": int, "started_at": str, "ended_at": str, "outcome": str, "status": int}
        | {"error_kind": str, "reason": str, "traceback": str, "wire_bytes": int, "elapsed_ms": int}
        | {"items_seen": int, "items_new": int, "items_changed": int, "items_skipped": int}
        | {"hits_new": int, "notes": str},
        nullable=["status"],
        references={"feed_id": "feeds"},
        defaults={"error_kind": "", "reason": "", "traceback": "", "notes": "[]"}
        | dict.fromkeys(["wire_bytes", "elapsed_ms", "items_seen", "items_new"], 0)
        | dict.fromkeys(["items_changed", "items_skipped", "hits_new"], 0),
    )
    _create(
        db,
        "items",
        {"feed_id": int, "identity": str, "guid": str, "link": str, "canonical_link": str, "title": str}
        | {"text": str, "html": str, "author": str, "categories": str, "language": str, "published_raw": str}
        | {"published": str, "date_flag": str, "first_seen": str, "last_seen": str, "content_hash": str}
        | {"version": int, "backlog": int, "replayed": int},
        nullable=["published"],
        references={"feed_id": "feeds"},
    )
    _create(
        db,
        "item_versions",
        {"item_id": int, "version": int, "seen_at": str, "title": str, "text": str, "content_hash": str},
        references={"item_id": "items"},
        cascade=["item_id"],
    )


def _create_stories(db: Database) -> None:
    _create(
        db,
        "watches",
        {"slug": str, "title": str, "state": str, "threshold": float, "revision": str, "seed_origin": str}
        | {"seed_title": str, "created": str, "loaded_at": str, "retired_at": str},
        nullable=["created", "retired_at"],
    )
    _create(
        db,
        "terms",
        {"watch_id": int, "name": str, "role": str, "weight": float, "forms": str, "context": str}
        | {"unless": str, "exact_case": int, "inflect": int, "origin": str, "reason": str},
        references={"watch_id": "watches"},
        cascade=["watch_id"],
    )
    _create(
        db,
        "decisions",
        {"item_id": int, "version": int, "watch_id": int, "revision": str, "points": float}
        | {"threshold": float, "score": float, "hit": int, "decided_at": str, "expires_at": str}
        | {"reasons": str, "missing": str},
        references={"item_id": "items", "watch_id": "watches"},
        cascade=["item_id"],
    )
    _create(db, "background", {"documents": int})
    # sqlite-utils has no word for WITHOUT ROWID: here the key is the whole row but for one number.
    db.execute(
        "create table token_counts (token text primary key not null, items integer not null)"
        " strict, without rowid"
    )


def _create_hits(db: Database) -> None:
    # AUTOINCREMENT, which sqlite-utils does not offer: digests remember ranges of hit numbers,
    # so a number must never come back.
    db.execute(
        "create table hits (id integer primary key autoincrement,"
        " item_id integer not null references items(id), watch_id integer not null references watches(id),"
        " points real not null, threshold real not null, score real not null, revision text not null,"
        " decided_at text not null, first_seen text not null, item_version integer not null,"
        " poll_id integer, via_edit integer not null, backlog integer not null, replayed integer not null,"
        " rematched integer not null, feedback text) strict"
    )
    _create(
        db,
        "hit_reasons",
        {"hit_id": int, "position": int, "term": str, "role": str, "surface": str, "field": str}
        | {"start": int, "end": int, "points": float, "origin": str, "learned_from": int},
        nullable=["learned_from"],
        references={"hit_id": "hits", "learned_from": "hits"},
    )
    _create(
        db,
        "profile_tokens",
        {"watch_id": int, "token": str, "weight": float, "hit_id": int, "learned_at": str},
        references={"watch_id": "watches", "hit_id": "hits"},
    )


def _create_service(db: Database) -> None:
    _create(
        db,
        "requests",
        {"made_at": str, "made_by": str, "kind": str, "payload": str, "applied_at": str, "result": str},
        nullable=["applied_at"],
        defaults={"result": ""},
    )
    _create(
        db,
        "digests",
        {"digest_key": str, "local_date": str, "zone": str, "watches": str, "hits_from": int, "hits_to": int}
        | {"hit_count": int, "shown_count": int, "subject": str, "state": str, "created_at": str}
        | {"sent_at": str},
        nullable=["sent_at"],
    )
    _create(
        db,
        "notices",
        {"made_at": str, "kind": str, "feed_id": int, "text": str, "digest_key": str},
        nullable=["feed_id", "digest_key"],
        references={"feed_id": "feeds"},
    )


def _create_full_text(db: Database) -> None:
    db.table("items").enable_fts(["title", "text"], tokenize=FULL_TEXT)
    # A large batch then becomes one segment of the index, not several to be merged; kept in the file.
    db.execute(f"insert into items_fts(items_fts, rank) values ('hashsize', {FULL_TEXT_BUFFER})")
    remove = (
        "insert into items_fts(items_fts, rowid, title, text) values ('delete', old.id, old.title, old.text);"
    )
    add = "insert into items_fts(rowid, title, text) values (new.id, new.title, new.text);"
    # Ours instead of the triggers sqlite-utils makes: those index an item anew for any change to its row,
    # a later last_seen included.
    db.execute(f"create trigger items_fts_insert after insert on items begin {add} end")
    db.execute(f"create trigger items_fts_delete after delete on items begin {remove} end")
    db.execute(
        f"create trigger items_fts_update after update of title, text on items begin {remove} {add} end"
    )


def _create_indexes(db: Database) -> None:
    unique = (
        ("feeds", ("url",)),
        # Identity first: explain looks an item up by its identity alone.
        ("items", ("identity", "feed_id")),
        ("item_versions", ("item_id", "version")),
        ("watches", ("slug",)),
        ("terms", ("watch_id", "name")),
        ("decisions", ("item_id", "watch_id")),
        ("hits", ("item_id", "watch_id")),
        ("hit_reasons", ("hit_id", "position")),
        ("digests", ("digest_key",)),
    )
    # Every foreign key is among them: SQLite looks it up even when a row is inserted that it points to.
    plain = (
        ("feeds", ("host", "lease_until")),
        ("polls", ("feed_id", "started_at")),
        ("polls", ("started_at",)),
        ("items", ("feed_id", "first_seen")),
        ("items", ("first_seen",)),
        ("items", ("canonical_link",)),
        ("items", ("content_hash",)),
        ("decisions", ("expires_at",)),
        ("decisions", ("watch_id",)),
        ("hits", ("watch_id",)),
        ("hits", ("watch_id", "first_seen")),
        ("hits", ("first_seen",)),
        ("profile_tokens", ("watch_id",)),
        ("profile_tokens", ("hit_id",)),
        ("hit_reasons", ("learned_from",)),
        ("requests", ("applied_at",)),
        ("notices", ("digest_key",)),
        ("notices", ("feed_id",)),
    )
    for table, columns in unique:
        db.table(table).create_index(columns, unique=True)
    for table, columns in plain:
        db.table(table).create_index(columns)
    db.execute("create index idx_feeds_due on feeds(next_due) where kind = 'live' and retired_at is null")
