"""The third layout: what the rules of identity, of floods and of retention need beside the items."""

from sqlite_utils import Database

from monitor.model import Item
from monitor.poll.identity import entry_key

_EFFECTIVE = "coalesce(min(published, first_seen), first_seen)"
"""``published`` is null where it is not to be believed, and a later one than the first sight cannot be true."""


def create_third_layout(db: Database) -> None:
    """New columns and an index of ``items``; the tables ``feed_documents`` and ``tombstones``."""
    _widen_items(db)
    _create_feed_documents(db)
    _create_tombstones(db)


def _widen_items(db: Database) -> None:
    db.execute("alter table items add column flood integer not null default 0")
    db.execute("alter table items add column entry_key text not null default ''")
    # Reckoned when it is read: it takes no room and can never disagree with the columns it is made of.
    db.execute(
        f"alter table items add column effective text not null generated always as ({_EFFECTIVE}) virtual"
    )
    db.table("items").create_index(("feed_id", "canonical_link"))
    _fill_entry_keys(db)


def _fill_entry_keys(db: Database) -> None:
    """What was stored before is known by its present state: the first one is not kept of all."""
    sql = "select id, link, title, case when title = '' then text else '' end, published_raw from items"
    rows = db.execute(sql)
    while some := rows.fetchmany(1000):
        keys = [
            (entry_key(Item(link=link, title=title, text=text, published_raw=raw)), number)
            for number, link, title, text, raw in some
        ]
        db.conn.executemany("update items set entry_key = ? where id = ?", keys)


def _create_feed_documents(db: Database) -> None:
    db.execute(
        "create table feed_documents (feed_id integer primary key references feeds(id) on delete cascade,"
        " marks text not null, items text not null, touched_at text not null) strict"
    )


def _create_tombstones(db: Database) -> None:
    db.execute(
        "create table tombstones (feed_id integer not null references feeds(id) on delete cascade,"
        " identity text not null, entry_key text not null, last_seen text not null,"
        " primary key (feed_id, identity)) strict, without rowid"
    )
    db.table("tombstones").create_index(("last_seen",))
