"""The private file: who gets digests, and the outbox that decides what was sent. Datasette never opens it.

One row a recipient and digest key, by a UNIQUE index: whoever stores it first has made that digest. The row
holds the bytes of the mail and the window of hits it covers. Moves from state to state ask for the number of
attempts they saw, so that of two senders one goes on and the other finds out.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from monitor.errors import NewerDatabaseError, UnusableStoreError
from monitor.store.outbox_rows import LedgerRow, MailState, NewMail, Window
from monitor.store.rows import select
from monitor.store.storable import storable, strings, to_json
from monitor.store.times import from_text, optional_time, to_text
from monitor.store.transactions import transaction
from monitor.store.webhook_rows import create_webhook_tables

LAYOUT = 1
"""``PRAGMA user_version`` of the file."""

_BUSY_TIMEOUT_S = 5.0
_REPLY_LIMIT = 300

_TABLES = """
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

_LEDGER = """
select outbox.id, recipients.address, recipients.id as number, digest_key, message_id, local_date, zone,
  watches, hits_from, hits_to, notices_from, notices_to, hit_count, shown_count, subject, state, attempts,
  doubts, next_attempt, last_reply, created_at, sent_at
from outbox join recipients on recipients.id = outbox.recipient
"""


def private_path(db_path: Path) -> Path:
    """Where the private file of the database at ``db_path`` lies: in a folder of its own beside it."""
    return db_path.parent / "private" / f"{db_path.stem}.private.db"


def open_private(path: Path) -> Database:
    """Open the private file, made if new: folder mode 0700, file mode 0600. In autocommit mode.

    Raises ``UnusableStoreError`` (path, problem, remedy) or ``NewerDatabaseError``.
    """
    with _named_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.parent.chmod(0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
        connection = sqlite3.connect(path, isolation_level=None, timeout=_BUSY_TIMEOUT_S)
        try:
            db = Database(connection, recursive_triggers=False, execute_plugins=False)
            _prepare(db, path)
        except BaseException:
            connection.close()
            raise
    return db


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        remedy = "make its folder writable for the user who runs newswake, and only for her"
        raise UnusableStoreError(path, f"the private file cannot be used ({error})", remedy) from error


def _prepare(db: Database, path: Path) -> None:
    for pragma in ("foreign_keys = on", "trusted_schema = off", "journal_mode = wal", "synchronous = full"):
        db.conn.execute(f"pragma {pragma}")
    if _layout(db) == 0:
        with transaction(db):
            if _layout(db) == 0:  # another process may have been first
                for statement in filter(str.strip, _TABLES.split(";\n")):
                    db.conn.execute(statement)
                db.conn.execute(f"pragma user_version = {LAYOUT}")
    if _layout(db) > LAYOUT:
        raise NewerDatabaseError(path, "was written by a newer version of newswake", "update newswake")
    create_webhook_tables(db)


def _layout(db: Database) -> int:
    return int(db.conn.execute("pragma user_version").fetchone()[0])


# ── recipients ──────────────────────────────────────────────────────────────────────────────


def window_of(db: Database, address: str) -> Window | None:
    """How far the recipient has been told, or where she starts; None where she is not known yet."""
    sql = """
        select max(hits_start, coalesce(max(hits_to), 0)), max(notices_start, coalesce(max(notices_to), 0))
        from recipients left join outbox on outbox.recipient = recipients.id
        where address = ? group by recipients.id
    """
    row = db.conn.execute(sql, (storable(address),)).fetchone()
    return None if row is None else Window(hits_to=row[0], notices_to=row[1])


def add_recipient(db: Database, address: str, start: Window, now: datetime) -> Window:
    """Make the recipient known; her first window begins at ``start``. One known already stays as she is."""
    with transaction(db):
        db.conn.execute(
            "insert into recipients (address, added_at, hits_start, notices_start) values (?, ?, ?, ?)"
            " on conflict (address) do nothing",
            (storable(address), to_text(now), start.hits_to, start.notices_to),
        )
    return window_of(db, address) or start


# ── the outbox ──────────────────────────────────────────────────────────────────────────────


def put_mail(db: Database, mail: NewMail, state: MailState) -> bool:
    """Store a digest, in its own transaction; False where it exists or its window is not the next."""
    with transaction(db):
        if window_of(db, mail.recipient) != mail.after:
            return False
        cursor = db.conn.execute(
            "insert into outbox (recipient, digest_key, message_id, mime, local_date, zone, watches,"
            " hits_from, hits_to, notices_from, notices_to, hit_count, shown_count, subject, state,"
            " created_at, next_attempt)"
            " select id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? from recipients where address = ?"
            " on conflict (recipient, digest_key) do nothing",
            (
                mail.digest_key,
                mail.message_id,
                mail.mime,
                mail.local_date.isoformat(),
                mail.zone,
                to_json(mail.watches),
                mail.after.hits_to,
                mail.up_to.hits_to,
                mail.after.notices_to,
                mail.up_to.notices_to,
                mail.hit_count,
                mail.shown_count,
                storable(mail.subject),
                state.value,
                to_text(mail.created_at),
                to_text(mail.created_at),
                storable(mail.recipient),
            ),
        )
    return cursor.rowcount == 1


def ledger(db: Database) -> tuple[LedgerRow, ...]:
    """Every digest ever made, in the order of making."""
    return tuple(_ledger_row(row) for row in select(db, f"{_LEDGER} order by outbox.id"))


def waiting(db: Database, now: datetime) -> tuple[LedgerRow, ...]:
    """The digests whose next attempt has come, oldest first."""
    sql = f"{_LEDGER} where state in ('pending', 'in_doubt') and next_attempt <= ? order by outbox.id"
    return tuple(_ledger_row(row) for row in select(db, sql, (to_text(now),)))


def mime_of(db: Database, mail_id: int) -> bytes:
    """The bytes of a mail."""
    return bytes(db.conn.execute("select mime from outbox where id = ?", (mail_id,)).fetchone()[0])


def claim(db: Database, row: LedgerRow, *, until: datetime) -> bool:
    """``in_doubt`` from here on: to be committed just before the mail's content goes out.

    False where another process took the mail since ``row`` was read. ``until`` keeps others away meanwhile.
    """
    return _move(db, row, state=MailState.IN_DOUBT, attempts=row.attempts + 1, next_attempt=to_text(until))


def settle(
    db: Database,
    row: LedgerRow,
    state: MailState,
    *,
    claimed: bool,
    reply: str,
    now: datetime,
    again: datetime,
) -> bool:
    """What an attempt came to. ``claimed``: whether ``claim`` succeeded; ``again``: when to try next."""
    over = state in {MailState.SENT, MailState.PARKED}
    return _move(
        db,
        row,
        seen_attempts=row.attempts + int(claimed),
        state=state,
        attempts=row.attempts + 1,
        doubts=row.doubts + int(state is MailState.IN_DOUBT and claimed),
        next_attempt=None if over else to_text(again),
        last_reply=storable(reply[:_REPLY_LIMIT]),
        sent_at=to_text(now) if state is MailState.SENT else None,
    )


def release(db: Database, row: LedgerRow, now: datetime) -> bool:
    """Send again what was parked or sent: ``pending``, at once, the same bytes. False in other states."""
    if row.state not in {MailState.PARKED, MailState.SENT}:
        return False
    again, attempts = to_text(now), row.attempts + 1
    return _move(
        db, row, state=MailState.PENDING, attempts=attempts, doubts=0, next_attempt=again, sent_at=None
    )


def _move(
    db: Database, row: LedgerRow, *, state: MailState, seen_attempts: int | None = None, **columns: object
) -> bool:
    """Change the row, if it still has the attempts that were seen."""
    seen = row.attempts if seen_attempts is None else seen_attempts
    changes = {"state": state.value, **columns}
    assignments = ", ".join(f"{name} = ?" for name in changes)
    with transaction(db):
        cursor = db.conn.execute(
            f"update outbox set {assignments} where id = ? and attempts = ?",
            (*changes.values(), row.mail_id, seen),
        )
    return cursor.rowcount == 1


def find_mail(db: Database, address: str, digest_key: str) -> LedgerRow | None:
    """The digest of a recipient with this key."""
    rows: Sequence[sqlite3.Row] = select(
        db, f"{_LEDGER} where address = ? and digest_key = ?", (storable(address), digest_key)
    )
    return _ledger_row(rows[0]) if rows else None


def _ledger_row(row: sqlite3.Row) -> LedgerRow:
    return LedgerRow(
        mail_id=row["id"],
        recipient=row["address"],
        recipient_number=row["number"],
        digest_key=row["digest_key"],
        message_id=row["message_id"],
        local_date=date.fromisoformat(row["local_date"]),
        zone=row["zone"],
        watches=strings(row["watches"]),
        hits_from=row["hits_from"],
        hits_to=row["hits_to"],
        notices_from=row["notices_from"],
        notices_to=row["notices_to"],
        hit_count=row["hit_count"],
        shown_count=row["shown_count"],
        subject=row["subject"],
        state=MailState(row["state"]),
        attempts=row["attempts"],
        doubts=row["doubts"],
        next_attempt=optional_time(row["next_attempt"]),
        last_reply=row["last_reply"],
        created_at=from_text(row["created_at"]),
        sent_at=optional_time(row["sent_at"]),
    )
