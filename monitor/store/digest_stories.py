"""What digests read of the stories beside the hits: edits that are news, and how much was written when."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.store.digest_material import COVERAGE_DAYS, ReportedEdit
from monitor.store.hits import NEWS, WANTED
from monitor.store.rows import select
from monitor.store.storable import strings
from monitor.store.times import from_text, to_text
from monitor.story.values import NumberChange

_EDITS = f"""
select hit_edits.*, watches.slug, hits.item_id, items.link, later.title, earlier.title as title_before,
  coalesce(nullif(feeds.name, ''), nullif(feeds.title, ''), feeds.host) as source
from hit_edits join hits on hits.id = hit_edits.hit_id join watches on watches.id = hits.watch_id
  join items on items.id = hits.item_id join feeds on feeds.id = items.feed_id
  join item_versions as later on later.item_id = hits.item_id and later.version = hit_edits.version
  join item_versions as earlier on earlier.item_id = hits.item_id and earlier.version = hit_edits.version - 1
where hit_edits.id > :after and hit_edits.id <= :up_to and hit_edits.news
  and (:all or watches.slug in (select value from json_each(:slugs)))
  and {NEWS}
  and {WANTED}
order by hit_edits.id
"""

_COVERAGE = f"""
select watches.slug, hit_novelty.first_seen
from watches cross join hit_novelty on hit_novelty.watch_id = watches.id and hit_novelty.first_seen >= ?
  join hits on hits.id = hit_novelty.hit_id
where hit_novelty.copy_group = hit_novelty.hit_id
  and not hits.backlog and {WANTED}
order by hit_novelty.watch_id, hit_novelty.first_seen
"""
"""Watch by watch, since there the index on both columns serves."""


def last_edit(db: Database) -> int:
    """The highest number of an edit given so far; 0 where there is none."""
    return int(db.conn.execute("select coalesce(max(id), 0) from hit_edits").fetchone()[0])


def last_edit_before(db: Database, moment: datetime) -> int:
    """The highest number of an edit seen before ``moment``: where a new recipient's first window starts."""
    sql = "select coalesce(max(id), 0) from hit_edits where seen_at < ?"
    return int(db.conn.execute(sql, (to_text(moment),)).fetchone()[0])


def edits(db: Database, bound: Mapping[str, object], *, after: int, up_to: int) -> tuple[ReportedEdit, ...]:
    """Edits that are news with ``after < number <= up_to``; ``bound`` says of which watches (``all``, ``slugs``)."""
    values = {"all": bound["all"], "slugs": bound["slugs"], "after": after, "up_to": up_to}
    return tuple(
        ReportedEdit(
            edit_id=row["id"],
            watch=row["slug"],
            item_id=row["item_id"],
            source=row["source"],
            link=row["link"],
            seen_at=from_text(row["seen_at"]),
            title_before=row["title_before"],
            title_after=row["title"],
            added=strings(row["added"]),
            removed=strings(row["removed"]),
            changes=tuple(NumberChange(**one) for one in json.loads(row["changes"])),
        )
        for row in select(db, _EDITS, values)
    )


def coverage(db: Database, now: datetime) -> Mapping[str, tuple[datetime, ...]]:
    """First sight of each text of each watch within the last ``COVERAGE_DAYS``, in order; copies count once."""
    found: dict[str, list[datetime]] = defaultdict(list)
    for row in select(db, _COVERAGE, (to_text(now - timedelta(days=COVERAGE_DAYS)),)):
        found[row["slug"]].append(from_text(row["first_seen"]))
    return {slug: tuple(moments) for slug, moments in found.items()}
