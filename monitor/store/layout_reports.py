"""A later layout: the hits that count in a narrow table of their own, and indexes for the questions of the pages.

Triggers keep it, so that no way of writing hits, feedback or items can forget it.
"""

from sqlite_utils import Database

_BASE = "lower(substr(language, 1, instr(replace(language, '_', '-') || '-', '-') - 1))"
_COPY = """
insert into reports (hit_id, watch_id, item_id, feed_id, first_seen, reported, language, score)
select hits.id, hits.watch_id, hits.item_id, items.feed_id, hits.first_seen,
  min(items.effective, hits.first_seen), items.base_language, hits.score
from hits join items on items.id = hits.item_id
where coalesce(hits.feedback, '') not in ('irrelevant', 'withdrawn')
"""


def add_reports(db: Database) -> None:
    """The table ``reports`` with its triggers, filled; ``items.base_language``; indexes by language and score."""
    db.execute(
        f"alter table items add column base_language text not null generated always as ({_BASE}) virtual"
    )
    db.table("items").create_index(("base_language",))
    # Near misses, best first; those of one watch and of all.
    db.execute("create index idx_decisions_near on decisions(watch_id, score, decided_at) where hit = 0")
    db.table("hit_edits").create_index(("seen_at",))
    db.table("gaps").create_index(("made_at",))
    _create_table(db)
    _create_triggers(db)
    db.execute(_COPY)


def _create_table(db: Database) -> None:
    db.execute(
        "create table reports (hit_id integer primary key references hits(id) on delete cascade,"
        " watch_id integer not null references watches(id),"
        " item_id integer not null references items(id) on delete cascade,"
        " feed_id integer not null references feeds(id), first_seen text not null, reported text not null,"
        " language text not null, score real not null) strict"
    )
    db.table("reports").create_index(("watch_id", "first_seen"))
    db.table("reports").create_index(("feed_id", "first_seen"))
    db.table("reports").create_index(("first_seen",))
    db.table("reports").create_index(("item_id",))


def _create_triggers(db: Database) -> None:
    anew = f"{_COPY} and hits.id = new.id;"
    db.execute(f"create trigger reports_hit after insert on hits begin {anew} end")
    db.execute(
        "create trigger reports_feedback after update of feedback, score, first_seen on hits begin"
        f" delete from reports where hit_id = new.id; {anew} end"
    )
    db.execute(
        "create trigger reports_item after update of published, language, feed_id on items"
        " when exists (select 1 from reports where item_id = new.id) begin"
        " update reports set feed_id = new.feed_id, language = new.base_language,"
        " reported = min(new.effective, first_seen) where item_id = new.id; end"
    )
