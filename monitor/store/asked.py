"""What was asked of the watches lately, and what became of it, as pages show it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlite_utils import Database

from monitor.store.rows import select
from monitor.store.times import from_text, optional_time

LOOKED_AT: Final = 500
"""Newest requests that are looked through."""

_LATEST = f"select * from requests order by id desc limit {LOOKED_AT}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request."""

    request_id: int
    made_at: datetime
    made_by: str
    kind: str
    watch: str
    """Slug."""
    item_id: int | None
    """Of feedback: the item."""
    text: str
    """The verdict, phrase, word or name."""
    undo: bool
    applied_at: datetime | None
    """None while it waits."""
    result: str
    """What came of it; empty while it waits."""


def asked(db: Database, slug: str, *, item_id: int | None = None, limit: int = 20) -> tuple[Asked, ...]:
    """The latest requests about a watch, newest first; with ``item_id`` without the feedback on other items."""
    found = []
    for row in select(db, _LATEST):
        try:
            payload = json.loads(row["payload"])
            watch, number = payload["watch"], payload.get("item")
        except (KeyError, TypeError, ValueError, AttributeError):
            # Of another version, or of another kind.
            continue
        if watch != slug or (item_id is not None and number not in {None, item_id}):
            continue
        found.append(
            Asked(
                request_id=row["id"],
                made_at=from_text(row["made_at"]),
                made_by=row["made_by"],
                kind=row["kind"],
                watch=slug,
                item_id=number if isinstance(number, int) else None,
                text=str(payload.get("text", "")),
                undo=bool(payload.get("undo")),
                applied_at=optional_time(row["applied_at"]),
                result=row["result"],
            )
        )
    return tuple(found[:limit])
