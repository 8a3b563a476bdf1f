"""The public copy of the digests: what was made and what became of it, without addresses.

The private file decides; this table is rebuilt from it at start and kept up after each change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from monitor.store.rows import select
from monitor.store.storable import storable_row, strings, to_json
from monitor.store.times import from_text, optional_text, optional_time, to_text


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicDigest:
    """One digest as anyone who browses may see it."""

    digest_key: str
    """Date and number of the recipient, such as ``2026-11-23-r1``; never an address."""
    local_date: date
    zone: str
    watches: tuple[str, ...]
    hits_from: int
    hits_to: int
    hit_count: int
    shown_count: int
    subject: str
    state: str
    created_at: datetime
    sent_at: datetime | None


def record_digests(db: Database, digests: Sequence[PublicDigest]) -> None:
    """Insert or replace these digests, by key. Call inside ``transaction(db)``."""
    db.table("digests").upsert_all(map(_row, digests), pk="digest_key")


def replace_digests(db: Database, digests: Sequence[PublicDigest]) -> None:
    """Make the table say exactly this. Call inside ``transaction(db)``."""
    db.conn.execute("delete from digests")
    record_digests(db, digests)


def digests(db: Database) -> tuple[PublicDigest, ...]:
    """All digests, the latest date first."""
    rows = select(db, "select * from digests order by local_date desc, digest_key")
    return tuple(
        PublicDigest(
            digest_key=row["digest_key"],
            local_date=date.fromisoformat(row["local_date"]),
            zone=row["zone"],
            watches=strings(row["watches"]),
            hits_from=row["hits_from"],
            hits_to=row["hits_to"],
            hit_count=row["hit_count"],
            shown_count=row["shown_count"],
            subject=row["subject"],
            state=row["state"],
            created_at=from_text(row["created_at"]),
            sent_at=optional_time(row["sent_at"]),
        )
        for row in rows
    )


def _row(digest: PublicDigest) -> dict[str, object]:
    return storable_row(
        {
            "digest_key": digest.digest_key,
            "local_date": digest.local_date.isoformat(),
            "zone": digest.zone,
            "watches": to_json(digest.watches),
            "hits_from": digest.hits_from,
            "hits_to": digest.hits_to,
            "hit_count": digest.hit_count,
            "shown_count": digest.shown_count,
            "subject": digest.subject,
            "state": digest.state,
            "created_at": to_text(digest.created_at),
            "sent_at": optional_text(digest.sent_at),
        }
    )
