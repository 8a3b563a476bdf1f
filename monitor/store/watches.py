"""The watches as their files stood when last loaded: for the tables and pages; matching reads the files."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import Watch, WatchState
from monitor.store.rows import insert_row, select, update_row
from monitor.store.storable import storable, to_json
from monitor.store.times import from_text, optional_date, optional_time, to_text


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRow:
    """What the store knows of a watch."""

    watch_id: int
    slug: str
    title: str
    state: WatchState
    threshold: float
    revision: str
    loaded_at: datetime
    """When this revision was first loaded."""
    retired_at: datetime | None
    """When the file was no longer there."""
    hits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchesChanged:
    """Slugs that changed files added, altered or retired."""

    added: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()


_ROWS = """
select id, slug, title, state, threshold, revision, loaded_at, retired_at,
  (select count(*) from hits where watch_id = watches.id) as hits
from watches
order by slug
"""


def sync_watches(db: Database, watches: Sequence[Watch], now: datetime) -> WatchesChanged:
    """Make the rows of ``watches`` and ``terms`` those of the files; a watch without a file retires.

    A retired watch keeps its hits. Unchanged rows stay unwritten.
    """
    known = {str(row["slug"]): row for row in select(db, "select * from watches")}
    wanted = {watch.slug: watch for watch in watches}
    added = [slug for slug in wanted if slug not in known]
    altered = [slug for slug in wanted if slug in known and not _same(known[slug], _row(wanted[slug]))]
    retired = [slug for slug, row in known.items() if slug not in wanted and row["retired_at"] is None]
    moment = to_text(now)
    for slug in added:
        number = insert_row(db, "watches", _row(wanted[slug]) | {"loaded_at": moment})
        _write_terms(db, number, wanted[slug])
    for slug in altered:
        number = known[slug]["id"]
        update_row(db, "watches", number, _row(wanted[slug]) | {"loaded_at": moment})
        _write_terms(db, number, wanted[slug])
    for slug in retired:
        update_row(db, "watches", known[slug]["id"], {"retired_at": moment})
    return WatchesChanged(added=tuple(added), altered=tuple(altered), retired=tuple(retired))


def watch_rows(db: Database) -> tuple[WatchRow, ...]:
    """All watches that were ever loaded, by slug."""
    return tuple(
        WatchRow(
            watch_id=row["id"],
            slug=row["slug"],
            title=row["title"],
            state=WatchState(row["state"]),
            threshold=row["threshold"],
            revision=row["revision"],
            loaded_at=from_text(row["loaded_at"]),
            retired_at=optional_time(row["retired_at"]),
            hits=row["hits"],
        )
        for row in select(db, _ROWS)
    )


def watch_id(db: Database, slug: str) -> int:
    """The number of a watch; ``NotFoundError`` where it was never loaded."""
    row = db.conn.execute("select id from watches where slug = ?", (slug,)).fetchone()
    if row is None:
        raise NotFoundError(f"there is no watch {slug!r}; `newswake watch list` names those that are")
    return int(row[0])


def _row(watch: Watch) -> dict[str, object]:
    return {
        "slug": watch.slug,
        "title": storable(watch.title),
        "state": watch.state.value,
        "threshold": watch.threshold,
        "revision": watch.revision,
        "seed_origin": storable(watch.seed.origin),
        "seed_title": storable(watch.seed.title),
        "created": optional_date(watch.created),
        "retired_at": None,
    }


def _same(known: sqlite3.Row, wanted: Mapping[str, object]) -> bool:
    return all(known[column] == value for column, value in wanted.items())


def _write_terms(db: Database, number: int, watch: Watch) -> None:
    db.table("terms").delete_where("watch_id = ?", [number])
    for term in watch.terms:
        insert_row(
            db,
            "terms",
            {
                "watch_id": number,
                "name": term.name,
                "role": term.role.value,
                "weight": term.weight,
                "forms": to_json([asdict(form) for form in term.forms]),
                "context": to_json(term.context),
                "unless": to_json(term.unless),
                "exact_case": int(term.exact_case),
                "inflect": int(term.inflect),
                "origin": term.origin,
                "reason": term.reason,
            },
        )
