"""What was decided on the items, why, and what the watches learned from it."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.model import Decision, LearnedToken, Reason
from monitor.store.hits import HitRow, hits, reasons_of
from monitor.store.items import StoredItem
from monitor.store.rows import select
from monitor.store.storable import storable, strings, to_json
from monitor.store.times import from_text, to_text
from monitor.store.watches import watch_id

__all__ = [
    "HitRow",
    "RecordedHit",
    "StoredDecision",
    "drop_expired",
    "hits",
    "learned",
    "record_decisions",
    "record_learned",
    "stored_decision",
]

KEPT_SCORE = 0.7
"""Decisions below it are not kept; ``explain`` computes them again."""

KEPT_FOR = timedelta(days=30)
"""How long decisions are kept; hits are kept for ever."""

_KEEP = """
insert into decisions (item_id, version, watch_id, revision, points, threshold, score, hit, decided_at,
  expires_at, reasons, missing)
values (?,?,?,?,?,?,?,?,?,?,?,?)
on conflict (item_id, watch_id) do update set version = excluded.version, revision = excluded.revision,
  points = excluded.points, threshold = excluded.threshold, score = excluded.score, hit = excluded.hit,
  decided_at = excluded.decided_at, expires_at = excluded.expires_at, reasons = excluded.reasons,
  missing = excluded.missing
where (version, revision, threshold, hit, reasons)
  is not (excluded.version, excluded.revision, excluded.threshold, excluded.hit, excluded.reasons)
"""
_HIT = """
insert into hits (item_id, watch_id, points, threshold, score, revision, decided_at, first_seen, item_version,
  poll_id, via_edit, backlog, replayed, rematched)
values (?,?,?,?,?,?,?,?,?,?,?,?,?,?)
on conflict (item_id, watch_id) do nothing returning id
"""
_REASON = (
    'insert into hit_reasons (hit_id, position, term, role, surface, field, start, "end", points, origin,'
    " learned_from) values (?,?,?,?,?,?,?,?,?,?,?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedHit:
    """A decision that was a hit, as the store has it."""

    hit_id: int
    watch: str
    is_new: bool
    """False where the item had hit this watch before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDecision:
    """A verdict read back."""

    decision: Decision
    item_version: int
    decided_at: datetime
    hit_id: int | None = None
    """Where the item is a hit: its number."""


def record_decisions(
    db: Database,
    stored: StoredItem,
    decisions: Sequence[Decision],
    *,
    now: datetime,
    poll_id: int | None = None,
    backlog: bool,
    replayed: bool,
    via_edit: bool,
    rematched: bool = False,
) -> tuple[RecordedHit, ...]:
    """Keep the verdicts on one item and return those that are hits, old and new.

    An item hits a watch once: where it has before, the first hit and its reasons stay. What was decided on an
    earlier version of the item is dropped, hits excepted. Unknown watch: ``NotFoundError``.
    """
    if stored.version > 1:
        earlier = (stored.item_id, stored.version)
        db.conn.execute("delete from decisions where item_id = ? and version < ?", earlier)
    marks = (poll_id, int(via_edit), int(backlog), int(replayed), int(rematched))
    found: list[RecordedHit] = []
    for decision in decisions:
        number = watch_id(db, decision.watch)
        _keep(db, stored, number, decision, now)
        if decision.hit:
            found.append(_record_hit(db, stored, number, decision, (to_text(now), marks)))
    return tuple(found)


def stored_decision(db: Database, item_id: int, slug: str) -> StoredDecision | None:
    """The latest verdict kept on an item for a watch, else the hit it once was, else None."""
    names = (item_id, storable(slug))
    where = "join watches on watches.id = {0}.watch_id where {0}.item_id = ? and watches.slug = ?"
    kept = select(db, f"select decisions.* from decisions {where.format('decisions')}", names)
    hit = select(db, f"select hits.* from hits {where.format('hits')}", names)
    hit_id = int(hit[0]["id"]) if hit else None
    if kept:
        reasons = tuple(Reason(**reason) for reason in json.loads(kept[0]["reasons"]))
        return _read(slug, kept[0], reasons, kept[0]["version"], hit_id)
    if hit_id is not None:
        return _read(slug, hit[0], reasons_of(db, [hit_id])[hit_id], hit[0]["item_version"], hit_id)
    return None


def drop_expired(db: Database, now: datetime) -> int:
    """Delete the decisions whose time is over; returns how many."""
    return db.conn.execute("delete from decisions where expires_at <= ?", (to_text(now),)).rowcount


def record_learned(
    db: Database, slug: str, hit_id: int, tokens: Sequence[tuple[str, float]], now: datetime
) -> None:
    """Keep what a hit taught a watch: (token, added weight)."""
    number, moment = watch_id(db, slug), to_text(now)
    db.conn.executemany(
        "insert into profile_tokens (watch_id, token, weight, hit_id, learned_at) values (?,?,?,?,?)",
        ((number, storable(token), weight, hit_id, moment) for token, weight in tokens),
    )


def learned(db: Database, slug: str) -> tuple[LearnedToken, ...]:
    """All that a watch has learned, in the order it was learned; nothing where it was never loaded.

    What a hit taught stops counting once a person took the hit back, and counts again if she takes that back.
    The mark of its headline (a row of weight 0) stays in any case: no copy of it is to teach in its place.
    """
    sql = """select token, weight, hit_id, learned_at from profile_tokens
        where watch_id = (select id from watches where slug = ?) and (weight = 0 or not exists (
          select 1 from hits where hits.id = profile_tokens.hit_id and feedback in ('irrelevant', 'withdrawn')))
        order by id"""
    return tuple(
        LearnedToken(
            token=row["token"],
            weight=row["weight"],
            hit_id=row["hit_id"],
            learned_at=from_text(row["learned_at"]),
        )
        for row in select(db, sql, (storable(slug),))
    )


def _keep(db: Database, stored: StoredItem, number: int, decision: Decision, now: datetime) -> None:
    if decision.score < KEPT_SCORE:
        # What stood there was said of another text or by another revision.
        db.conn.execute("delete from decisions where item_id = ? and watch_id = ?", (stored.item_id, number))
        return
    verdict = (decision.revision, decision.points, decision.threshold, decision.score, int(decision.hit))
    times = (to_text(now), to_text(now + KEPT_FOR))
    reasons = to_json([asdict(reason) for reason in decision.reasons])
    values = (stored.item_id, stored.version, number, *verdict, *times, reasons, to_json(decision.missing))
    db.conn.execute(_KEEP, values)


def _record_hit(
    db: Database,
    stored: StoredItem,
    number: int,
    decision: Decision,
    circumstances: tuple[str, tuple[int | None, ...]],
) -> RecordedHit:
    moment, marks = circumstances
    verdict = (decision.points, decision.threshold, decision.score, decision.revision)
    when = (moment, to_text(stored.seen.first_seen), stored.version)
    made = db.conn.execute(_HIT, (stored.item_id, number, *verdict, *when, *marks)).fetchall()
    if not made:
        old = (stored.item_id, number)
        row = db.conn.execute("select id from hits where item_id = ? and watch_id = ?", old).fetchone()
        return RecordedHit(hit_id=int(row[0]), watch=decision.watch, is_new=False)
    hit_id = int(made[0][0])
    rows = (_reason_row(hit_id, place, reason) for place, reason in enumerate(decision.reasons))
    db.conn.executemany(_REASON, rows)
    return RecordedHit(hit_id=hit_id, watch=decision.watch, is_new=True)


def _reason_row(hit_id: int, position: int, reason: Reason) -> tuple[object, ...]:
    words = (storable(reason.term), reason.role, storable(reason.surface), reason.field)
    place = (reason.start, reason.end)
    return (hit_id, position, *words, *place, reason.points, reason.origin, reason.learned_from)


def _read(
    slug: str, row: sqlite3.Row, reasons: tuple[Reason, ...], version: int, hit_id: int | None
) -> StoredDecision:
    columns = row.keys()
    decision = Decision(
        watch=slug,
        revision=row["revision"],
        points=row["points"],
        threshold=row["threshold"],
        hit=bool(row["hit"]) if "hit" in columns else True,
        reasons=reasons,
        missing=strings(row["missing"]) if "missing" in columns else (),
    )
    return StoredDecision(
        decision=decision,
        item_version=version,
        decided_at=from_text(row["decided_at"]),
        hit_id=hit_id,
    )
