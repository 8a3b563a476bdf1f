"""A later layout: the hits that count in a narrow table of their own, and indexes for the questions of the pages.

Triggers keep it, so that no way of writing hits, feedback, developments or items can forget it.
"""

from sqlite_utils import Database

_BASE = "lower(substr(language, 1, instr(replace(language, '_', '-') || '-', '-') - 1))"
_COPY = """
insert into reports (hit_id, watch_id, item_id, feed_id, first_seen, reported, language, score, step, copy_of)
select hits.id, hits.watch_id, hits.item_id, items.feed_id, hits.first_seen,
  min(items.effective, hits.first_seen), items.base_language, hits.score,
  coalesce(developments.merged_into, developments.id), nullif(hit_novelty.copy_group, hits.id)
from hits join items on items.id = hits.item_id
  left join hit_novelty on hit_novelty.hit_id = hits.id
  left join developments on developments.id = hit_novelty.development_id
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
    _follow_hits(db)
    _follow_the_rest(db)
    db.execute(_COPY)


def add_counted_columns(db: Database) -> None:
    """Indexes of what the pages of two large tables count their rows by."""
    db.table("polls").create_index(("outcome",))
    db.table("hit_reasons").create_index(("term",))


def _create_table(db: Database) -> None:
    # Kept in the order of its key: most questions read all reports of one watch after the other.
    db.execute(
        "create table reports (hit_id integer not null references hits(id) on delete cascade,"
        " watch_id integer not null references watches(id),"
        " item_id integer not null references items(id) on delete cascade,"
        " feed_id integer not null references feeds(id), first_seen text not null, reported text not null,"
        " language text not null, score real not null, step integer, copy_of integer,"
        " primary key (watch_id, hit_id)) strict, without rowid"
    )
    db.table("reports").create_index(("hit_id",), unique=True)
    db.table("reports").create_index(("watch_id", "first_seen"))
    db.table("reports").create_index(("feed_id", "first_seen"))
    db.table("reports").create_index(("first_seen",))
    db.table("reports").create_index(("item_id",))
    db.table("reports").create_index(("step", "reported", "feed_id"))
    db.execute("create index idx_reports_copy_of on reports(copy_of) where copy_of is not null")


def _follow_hits(db: Database) -> None:
    anew = f"{_COPY} and hits.id = new.id;"
    db.execute(f"create trigger reports_hit after insert on hits begin {anew} end")
    db.execute(
        "create trigger reports_feedback after update of feedback, score, first_seen on hits begin"
        f" delete from reports where hit_id = new.id; {anew} end"
    )


def _follow_the_rest(db: Database) -> None:
    db.execute(
        "create trigger reports_item after update of published, language, feed_id on items"
        " when exists (select 1 from reports where item_id = new.id) begin"
        " update reports set feed_id = new.feed_id, language = new.base_language,"
        " reported = min(new.effective, first_seen) where item_id = new.id; end"
    )
    step = "(select coalesce(merged_into, id) from developments where id = new.development_id)"
    told = f"update reports set step = {step}, copy_of = nullif(new.copy_group, new.hit_id) where hit_id = new.hit_id;"
    for event in ("insert", "update"):
        db.execute(f"create trigger reports_told_{event} after {event} on hit_novelty begin {told} end")
    db.execute(
        "create trigger reports_merged after update of merged_into on developments begin"
        " update reports set step = coalesce(new.merged_into, new.id) where hit_id in"
        " (select hit_id from hit_novelty where development_id = new.id); end"
    )
