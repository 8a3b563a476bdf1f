"""A later layout: what each hit is to its story, the developments, and what edits changed."""

from sqlite_utils import Database


def add_developments(db: Database) -> None:
    """The tables ``developments``, ``hit_novelty``, ``hit_edits``, ``story_progress``.

    What is stored already is told when the service, or a command that decides, is next started.
    """
    # A development has the number of the hit that opened it: it never changes, and needs no counter of its own.
    db.execute(
        "create table developments (id integer primary key references hits(id),"
        " watch_id integer not null references watches(id), title text not null,"
        " title_hit integer not null references hits(id), first_seen text not null, last_seen text not null,"
        " reports integer not null, merged_into integer references developments(id)) strict"
    )
    db.execute(
        "create table hit_novelty (hit_id integer primary key references hits(id),"
        " watch_id integer not null references watches(id), first_seen text not null, novelty text not null,"
        " copy_group integer not null references hits(id),"
        " development_id integer not null references developments(id), because text not null,"
        " stance text not null, stance_words text not null, changes text not null) strict"
    )
    db.execute(
        "create table hit_edits (id integer primary key autoincrement, hit_id integer not null references hits(id),"
        " version integer not null, seen_at text not null, news integer not null, added text not null,"
        " removed text not null, changes text not null) strict"
    )
    db.execute("create table story_progress (id integer primary key, versions_read integer not null) strict")
    db.execute("insert into story_progress (id, versions_read) values (1, 0)")
    db.table("developments").create_index(("watch_id", "first_seen"))
    db.table("developments").create_index(("merged_into",))
    db.table("developments").create_index(("title_hit",))
    db.table("hit_novelty").create_index(("watch_id", "first_seen"))
    db.table("hit_novelty").create_index(("development_id", "first_seen"))
    db.table("hit_novelty").create_index(("copy_group",))
    db.table("hit_edits").create_index(("hit_id", "version"), unique=True)
