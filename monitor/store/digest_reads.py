"""What digests read: the hits of a window with their reasons, what is held back, and how the feeds are."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from monitor.model import Reason
from monitor.store.digest_material import (
    DigestMaterial,
    FeedNotice,
    FeedTrouble,
    HeldBack,
    ReportedHit,
    WatchTitle,
)
from monitor.store.digest_stories import coverage, edits
from monitor.store.hits import NEWS, WANTED, reasons_of
from monitor.store.rows import AMONG, among, select
from monitor.store.telling import told_of
from monitor.store.times import from_text, optional_time, to_text

TEXT_LIMIT = 6000
"""Characters of an item's text that a digest reads; snippets come from these."""

FAILING_AFTER = 2
"""Failed polls in a row after which a digest names the feed: one miss is weather."""

_WINDOW = (
    f"hits.id > :after and hits.id <= :up_to and (:all or watches.slug in {AMONG.replace('?', ':slugs')})"
)
_HITS = f"""
select hits.id, hits.item_id, watches.slug, hits.score, hits.revision, hits.via_edit, items.title,
  substr(items.text, 1, {TEXT_LIMIT}) as text, items.link, items.first_seen, items.published, items.language,
  coalesce(nullif(feeds.name, ''), nullif(feeds.title, ''), feeds.host) as source,
  coalesce(developments.merged_into, developments.id) as step, developments.title as step_title,
  developments.first_seen as step_seen,
  hit_novelty.hit_id, hit_novelty.novelty, hit_novelty.copy_group, hit_novelty.development_id, hit_novelty.because,
  hit_novelty.stance, hit_novelty.stance_words, hit_novelty.changes
from hits join watches on watches.id = hits.watch_id join items on items.id = hits.item_id
  join feeds on feeds.id = items.feed_id
  left join hit_novelty on hit_novelty.hit_id = hits.id
  left join developments on developments.id = hit_novelty.development_id
where {_WINDOW} and {NEWS} and {WANTED}
order by hits.id
"""

_HELD_BACK = f"""
select coalesce(sum(hits.replayed), 0) as replayed,
  coalesce(sum(hits.rematched and not hits.replayed), 0) as rematched,
  coalesce(sum(hits.backlog and not hits.replayed and not hits.rematched and not items.flood), 0) as backlog,
  coalesce(sum(hits.backlog and not hits.replayed and not hits.rematched and items.flood), 0) as flood
from hits join watches on watches.id = hits.watch_id join items on items.id = hits.item_id
where {_WINDOW} and {WANTED}
"""

_TROUBLES = f"""
select name, url, last_success, failures, last_error from feeds
where kind = 'live' and retired_at is null and failures >= {FAILING_AFTER}
order by last_success is not null, last_success, name
"""

_NOTICES = """
select notices.id, notices.made_at, notices.kind, notices.text, coalesce(feeds.name, '') as feed
from notices left join feeds on feeds.id = notices.feed_id
where notices.id > ? and notices.id <= ? order by notices.id
"""


def last_hit(db: Database) -> int:
    """The highest hit number given so far; 0 where there is no hit."""
    return int(db.conn.execute("select coalesce(max(id), 0) from hits").fetchone()[0])


def last_notice(db: Database) -> int:
    """The highest notice number given so far; 0 where there is none."""
    return int(db.conn.execute("select coalesce(max(id), 0) from notices").fetchone()[0])


def last_hit_before(db: Database, moment: datetime) -> int:
    """The highest hit number decided before ``moment``: where a new recipient's first window starts."""
    row = db.conn.execute("select coalesce(max(id), 0) from hits where decided_at < ?", (to_text(moment),))
    return int(row.fetchone()[0])


def digest_material(
    db: Database,
    *,
    after: int,
    up_to: int,
    now: datetime | None = None,
    watches: Sequence[str] = (),
    notices_after: int = 0,
    notices_up_to: int = 0,
    edits_after: int = 0,
    edits_up_to: int = 0,
) -> DigestMaterial:
    """All for one digest: hits with ``after < number <= up_to`` of these watches (slugs; none for all).

    Coverage is that before ``now``; none is read without it.
    """
    bound = {"after": after, "up_to": up_to, "all": int(not watches), "slugs": among(watches)}
    return DigestMaterial(
        hits_from=after,
        hits_to=up_to,
        notices_to=notices_up_to,
        edits_to=edits_up_to,
        watches=_watches(db, watches, now),
        hits=_hits(db, bound),
        edits=edits(db, bound, after=edits_after, up_to=edits_up_to),
        held_back=_held_back(db, bound),
        troubles=_troubles(db),
        feed_count=_feed_count(db),
        notices=_notices(db, notices_after, notices_up_to),
    )


def _watches(db: Database, slugs: Sequence[str], now: datetime | None) -> tuple[WatchTitle, ...]:
    sql = """select slug, title, revision, state,
        (select min(first_seen) from hit_novelty where watch_id = watches.id) as begun
        from watches where retired_at is null"""
    written = {} if now is None else coverage(db, now)
    rows = select(
        db, f"{sql} and (? or slug in {AMONG}) order by title, slug", (int(not slugs), among(slugs))
    )
    return tuple(
        WatchTitle(
            slug=row["slug"],
            title=row["title"],
            revision=row["revision"],
            state=row["state"],
            begun=optional_time(row["begun"]),
            coverage=written.get(row["slug"], ()),
        )
        for row in rows
    )


def _hits(db: Database, bound: dict[str, object]) -> tuple[ReportedHit, ...]:
    rows = select(db, _HITS, bound)
    reasons = reasons_of(db, [row["id"] for row in rows])
    return tuple(_with_told(_hit(row, reasons[row["id"]]), row) for row in rows)


def _hit(row: sqlite3.Row, reasons: tuple[Reason, ...]) -> ReportedHit:
    return ReportedHit(
        hit_id=row["id"],
        item_id=row["item_id"],
        watch=row["slug"],
        title=row["title"],
        text=row["text"],
        link=row["link"],
        source=row["source"],
        first_seen=from_text(row["first_seen"]),
        published=optional_time(row["published"]),
        score=row["score"],
        reasons=reasons,
        language=row["language"],
        revision=row["revision"],
        updated=bool(row["via_edit"]),
    )


def _with_told(hit: ReportedHit, row: sqlite3.Row) -> ReportedHit:
    """With what is told of it; nothing where it was not told of yet."""
    if row["hit_id"] is None:
        return hit
    told = told_of(row)
    return replace(
        hit,
        development=row["step"],
        development_title=row["step_title"],
        development_seen=from_text(row["step_seen"]),
        copies=told.copies,
        novelty=told.novelty,
        because=told.because,
        stance=told.stance,
        stance_words=told.stance_words,
        changes=told.changes,
    )


def _held_back(db: Database, bound: dict[str, object]) -> HeldBack:
    row: sqlite3.Row = select(db, _HELD_BACK, bound)[0]
    return HeldBack(
        backlog=row["backlog"], flood=row["flood"], replayed=row["replayed"], rematched=row["rematched"]
    )


def _troubles(db: Database) -> tuple[FeedTrouble, ...]:
    return tuple(
        FeedTrouble(
            name=row["name"],
            url=row["url"],
            since=optional_time(row["last_success"]),
            failures=row["failures"],
            last_error=row["last_error"],
        )
        for row in select(db, _TROUBLES)
    )


def _feed_count(db: Database) -> int:
    sql = "select count(*) from feeds where kind = 'live' and retired_at is null"
    return int(db.conn.execute(sql).fetchone()[0])


def _notices(db: Database, after: int, up_to: int) -> tuple[FeedNotice, ...]:
    return tuple(
        FeedNotice(
            notice_id=row["id"],
            made_at=from_text(row["made_at"]),
            kind=row["kind"],
            text=row["text"],
            feed=row["feed"],
        )
        for row in select(db, _NOTICES, (after, up_to))
    )
