"""What commands and pages ask of the running service; it applies them before its next decision."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.store.rows import insert_row, select, update_row
from monitor.store.storable import to_json
from monitor.store.times import from_text, to_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One thing asked for and not yet applied."""

    request_id: int
    made_at: datetime
    made_by: str
    kind: str
    payload: Mapping[str, object]


def make_request(db: Database, kind: str, payload: Mapping[str, object], by: str, now: datetime) -> int:
    """Leave a request for the service; returns its number. ``payload`` must be what JSON can say."""
    row = {"made_at": to_text(now), "made_by": by, "kind": kind, "payload": to_json(dict(payload))}
    return insert_row(db, "requests", row)


def pending(db: Database) -> tuple[Request, ...]:
    """The requests not yet applied, oldest first."""
    return tuple(
        Request(
            request_id=row["id"],
            made_at=from_text(row["made_at"]),
            made_by=row["made_by"],
            kind=row["kind"],
            payload=json.loads(row["payload"]),
        )
        for row in select(db, "select * from requests where applied_at is null order by id")
    )


def mark_applied(db: Database, request_id: int, result: str, now: datetime) -> None:
    """Say what came of a request; it is not pending any more."""
    update_row(db, "requests", request_id, {"applied_at": to_text(now), "result": result})
