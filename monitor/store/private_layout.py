"""The tables of the private file, and how an older file becomes a newer one.

``PRAGMA user_version`` counts the layouts. A file is brought to the newest in one transaction: a crash in the middle
leaves the old one.
"""

from pathlib import Path

from sqlite_utils import Database

from monitor.errors import NewerDatabaseError
from monitor.store.transactions import transaction
from monitor.store.webhook_rows import create_webhook_tables

_FIRST = """
create table recipients (
  id integer primary key, address text not null unique, added_at text not null,
  hits_start integer not null, notices_start integer not null
) strict;
create table outbox (
  id integer primary key, recipient integer not null references recipients(id), digest_key text not null,
  message_id text not null, mime blob not null, local_date text not null, zone text not null,
  watches text not null, hits_from integer not null, hits_to integer not null,
  notices_from integer not null, notices_to integer not null, hit_count integer not null,
  shown_count integer not null, subject text not null,
  state text not null
  check (state in ('pending', 'in_doubt', 'sent', 'parked', 'empty')),
  attempts integer not null default 0, doubts integer not null default 0, next_attempt text,
  last_reply text not null default '',
  created_at text not null, sent_at text, unique (recipient, digest_key)
) strict;
create index outbox_waiting on outbox(next_attempt) where state in ('pending', 'in_doubt');
"""

_OLD_COLUMNS = (
    "id, recipient, digest_key, message_id, mime, local_date, zone, watches, hits_from, hits_to, notices_from,"
    " notices_to, hit_count, shown_count, subject, state, attempts, doubts, next_attempt, last_reply,"
    " created_at, sent_at"
)

_SECOND = f"""
create table outbox_new (
  id integer primary key, recipient integer not null references recipients(id), digest_key text not null,
  message_id text not null, mime blob not null, local_date text not null, zone text not null,
  watches text not null, hits_from integer not null, hits_to integer not null,
  notices_from integer not null, notices_to integer not null, hit_count integer not null,
  shown_count integer not null, subject text not null,
  state text not null
  check (state in ('pending', 'in_doubt', 'sent', 'parked', 'empty', 'covered')),
  attempts integer not null default 0, doubts integer not null default 0, next_attempt text,
  last_reply text not null default '',
  created_at text not null, sent_at text,
  covered_by text check ((covered_by is not null) = (state = 'covered')),
  set_aside integer not null default 0 check (set_aside in (0, 1)),
  unique (recipient, digest_key)
) strict;
insert into outbox_new ({_OLD_COLUMNS}) select {_OLD_COLUMNS} from outbox;
drop table outbox;
alter table outbox_new rename to outbox;
create index outbox_waiting on outbox(next_attempt) where state in ('pending', 'in_doubt');
create index outbox_dates on outbox(recipient, local_date) where digest_key = local_date and not set_aside;
create index outbox_set_aside on outbox(recipient, local_date) where set_aside;
create table handed (
  id integer primary key, recipient integer not null references recipients(id), at text not null
) strict;
create index handed_at on handed(recipient, at);
create table hold (
  id integer primary key check (id = 1), since text not null, why text not null,
  released integer not null default 0 check (released in (0, 1))
) strict;
"""
"""``handed``: each time a mail's content went out, or may have. ``hold``: why no mail goes out at all."""

_THIRD = """
alter table recipients add column edits_start integer not null default 0;
alter table recipients add column alerts_to integer;
alter table outbox add column edits_from integer not null default 0;
alter table outbox add column edits_to integer not null default 0;
create table alerted (
  recipient integer not null references recipients(id), hit integer not null,
  outbox integer not null references outbox(id), primary key (recipient, hit)
) strict, without rowid;
create index alerted_outbox on alerted(outbox);
"""
"""``alerted``: hits that a recipient was told of at once; the next digest says so. ``alerts_to``: the last hit that
was looked at for it, null before the first time."""

_LAYOUTS = (_FIRST, _SECOND, _THIRD)

LAYOUT = len(_LAYOUTS)
"""``PRAGMA user_version`` of a file of today."""


def prepare(db: Database, path: Path) -> None:
    """Settings of the connection, and the newest layout. Raises ``NewerDatabaseError``."""
    for pragma in ("foreign_keys = on", "trusted_schema = off", "journal_mode = wal", "synchronous = full"):
        db.conn.execute(f"pragma {pragma}")
    if _layout(db) < LAYOUT:
        with transaction(db):
            for number in range(_layout(db), LAYOUT):  # read again: another process may have been first
                for statement in filter(str.strip, _LAYOUTS[number].split(";\n")):
                    db.conn.execute(statement)
                db.conn.execute(f"pragma user_version = {number + 1}")
    if _layout(db) > LAYOUT:
        raise NewerDatabaseError(path, "was written by a newer version of newswake", "update newswake")
    create_webhook_tables(db)


def _layout(db: Database) -> int:
    return int(db.conn.execute("pragma user_version").fetchone()[0])
