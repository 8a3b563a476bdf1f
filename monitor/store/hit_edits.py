"""What publishers changed in hits after they were hits: later versions not yet looked at, and what came of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.store.developments import retitle
from monitor.store.rows import insert_row, select
from monitor.store.storable import to_json
from monitor.store.times import from_text, to_text
from monitor.story.values import NumberChange


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterVersion:
    """One change of a hit's title or text."""

    hit_id: int
    version: int
    seen_at: datetime
    title_before: str
    text_before: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEdit:
    """What a change amounts to."""

    hit_id: int
    version: int
    seen_at: datetime
    news: bool
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changes: tuple[NumberChange, ...]


_LATER = """
select hits.id as hit_id, later.version, later.seen_at, later.title, later.text,
  earlier.title as title_before, earlier.text as text_before
from item_versions as later join hits on hits.item_id = later.item_id
  join item_versions as earlier on earlier.item_id = later.item_id and earlier.version = later.version - 1
where later.id > ? and later.version > hits.item_version
  and not exists (select 1 from hit_edits where hit_id = hits.id and hit_edits.version = later.version)
order by later.id, hits.id
"""


def unread_versions(db: Database) -> tuple[LaterVersion, ...]:
    """Later versions of hits that nothing was said of yet, in the order they were stored."""
    (read,) = db.conn.execute("select versions_read from story_progress").fetchone()
    return tuple(
        LaterVersion(
            hit_id=row["hit_id"],
            version=row["version"],
            seen_at=from_text(row["seen_at"]),
            title_before=row["title_before"],
            text_before=row["text_before"],
            title=row["title"],
            text=row["text"],
        )
        for row in select(db, _LATER, (read,))
    )


def record_edits(db: Database, edits: Sequence[RecordedEdit]) -> None:
    """Write what came of the unread versions, and that all versions are read, inside the caller's transaction."""
    for edit in edits:
        insert_row(
            db,
            "hit_edits",
            {
                "hit_id": edit.hit_id,
                "version": edit.version,
                "seen_at": to_text(edit.seen_at),
                "news": int(edit.news),
                "added": to_json(edit.added),
                "removed": to_json(edit.removed),
                "changes": to_json([asdict(one) for one in edit.changes]),
            },
        )
        retitle(db, edit.hit_id)
    db.conn.execute(
        "update story_progress set versions_read = newest"
        " from (select coalesce(max(id), 0) as newest from item_versions) where versions_read <> newest"
    )
