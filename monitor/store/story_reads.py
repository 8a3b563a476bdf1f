"""The timeline of a watch: its developments with their reports and edits, as pages and commands show them."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.store.hits import WANTED
from monitor.store.rows import AMONG, among, select
from monitor.store.storable import storable
from monitor.store.telling import told_of
from monitor.store.times import from_text, optional_time, to_text
from monitor.story.timeline import Timeline, TimelineDevelopment, TimelineEdit, TimelineReport

TEXT_SHOWN = 600
"""Characters of a report's text that a timeline carries."""

_REPORT = f"""
select hit_novelty.*, coalesce(developments.merged_into, developments.id) as step, developments.title as headline,
  hits.item_id, hits.score, items.title, substr(items.text, 1, {TEXT_SHOWN}) as text, items.link, items.language,
  items.published, coalesce(nullif(feeds.name, ''), nullif(feeds.title, ''), feeds.host) as source_name
from hit_novelty
  join developments on developments.id = hit_novelty.development_id
  join hits on hits.id = hit_novelty.hit_id
  join items on items.id = hits.item_id
  join feeds on feeds.id = items.feed_id
"""
_IN_ORDER = "order by hit_novelty.first_seen, hit_novelty.hit_id"
_REPORTS = f"{_REPORT} where hit_novelty.watch_id = :watch and {WANTED} {_IN_ORDER}"
_REPORTS_AMONG = f"{_REPORT} where hit_novelty.hit_id in {AMONG} and {WANTED} {_IN_ORDER}"

_EDIT = """
select hit_edits.*, hits.item_id, hit_novelty.development_id, later.title, later.text,
  earlier.title as title_before, earlier.text as text_before,
  coalesce(nullif(feeds.name, ''), nullif(feeds.title, ''), feeds.host) as source_name
from hit_novelty
  join hits on hits.id = hit_novelty.hit_id
  join hit_edits on hit_edits.hit_id = hits.id
  join items on items.id = hits.item_id
  join feeds on feeds.id = items.feed_id
  join item_versions as later on later.item_id = hits.item_id and later.version = hit_edits.version
  join item_versions as earlier on earlier.item_id = hits.item_id and earlier.version = hit_edits.version - 1
"""
_AS_SEEN = "order by hit_edits.seen_at, hit_edits.id"
_EDITS = (
    f"{_EDIT} where hit_novelty.watch_id = :watch and {WANTED} and hit_edits.seen_at >= :since {_AS_SEEN}"
)
_EDITS_AMONG = f"{_EDIT} where hit_novelty.hit_id in {AMONG} and {WANTED} {_AS_SEEN}"


def timeline(db: Database, slug: str, since: datetime | None = None) -> Timeline:
    """The story of a watch; with ``since``, the developments that were told of since then, whole.

    Raises ``NotFoundError`` where no watch is called ``slug``.
    """
    sql = "select id, slug, title, seed_title, state from watches where slug = ?"
    found = select(db, sql, (storable(slug),))
    if not found:
        raise NotFoundError(f"no watch is called {slug!r}; newswake watch list shows those there are")
    watch, moment = found[0], "" if since is None else to_text(since)
    rows = select(db, _REPORTS, {"watch": watch["id"]})
    return Timeline(
        slug=watch["slug"],
        title=watch["title"],
        seed_title=watch["seed_title"],
        state=watch["state"],
        developments=_developments(rows, since),
        edits=tuple(_edit(row) for row in select(db, _EDITS, {"watch": watch["id"], "since": moment})),
    )


def some_developments(
    db: Database, hit_ids: Sequence[int]
) -> tuple[tuple[TimelineDevelopment, ...], tuple[TimelineEdit, ...]]:
    """The developments of some hits, as far as these report them, and what was changed in these hits."""
    chosen = (among(hit_ids),)
    edits = tuple(_edit(row) for row in select(db, _EDITS_AMONG, chosen))
    return _developments(select(db, _REPORTS_AMONG, chosen), None), edits


def _developments(rows: list[sqlite3.Row], since: datetime | None) -> tuple[TimelineDevelopment, ...]:
    headlines: dict[int, str] = {}
    reports: dict[int, list[TimelineReport]] = defaultdict(list)
    for row in rows:
        if row["development_id"] == row["step"]:
            headlines[row["step"]] = row["headline"]
        reports[row["step"]].append(_report(row))
    steps = (
        TimelineDevelopment(
            number=number,
            title=headlines.get(number, found[0].title),
            first_seen=found[0].first_seen,
            last_seen=found[-1].first_seen,
            reports=tuple(found),
        )
        for number, found in reports.items()
    )
    return tuple(step for step in steps if since is None or step.last_seen >= since)


def _report(row: sqlite3.Row) -> TimelineReport:
    told = told_of(row)
    return TimelineReport(
        hit_id=told.hit_id,
        item_id=row["item_id"],
        title=row["title"],
        text=row["text"],
        link=row["link"],
        source=row["source_name"],
        language=row["language"],
        first_seen=from_text(row["first_seen"]),
        published=optional_time(row["published"]),
        novelty=told.novelty,
        copies=told.copies,
        score=row["score"],
        because=told.because,
        stance=told.stance,
        stance_words=told.stance_words,
        changes=told.changes,
    )


def _edit(row: sqlite3.Row) -> TimelineEdit:
    return TimelineEdit(
        hit_id=row["hit_id"],
        item_id=row["item_id"],
        development=row["development_id"],
        source=row["source_name"],
        version=row["version"],
        seen_at=from_text(row["seen_at"]),
        news=bool(row["news"]),
        title_before=row["title_before"],
        title_after=row["title"],
        text_before=row["text_before"],
        text_after=row["text"],
    )
