"""A later layout: the rows laid over the watch files, and which watches have learned more than they were given."""

from sqlite_utils import Database


def create_watch_changes(db: Database) -> None:
    """The tables ``watch_changes`` and ``watch_drift``; nothing that stands is touched."""
    # AUTOINCREMENT, which sqlite-utils does not offer: revisions name the newest row, so a number must never come back.
    db.execute(
        "create table watch_changes (id integer primary key autoincrement,"
        " watch_id integer not null references watches(id), kind text not null, text text not null, term text,"
        " item_id integer references items(id) on delete cascade, made_at text not null, made_by text not null,"
        " withdrawn_at text, withdrawn_by text, merged_at text) strict"
    )
    db.table("watch_changes").create_index(("watch_id", "kind"))
    db.table("watch_changes").create_index(("item_id",))
    db.execute(
        "create table watch_drift (watch_id integer primary key references watches(id), since text,"
        " share real not null, checked_at text not null) strict"
    )
