"""The private file: who gets digests, and the outbox that decides what was sent. Datasette never opens it.

One row a recipient and digest key, by a UNIQUE index: whoever stores it first has made that digest. The row
holds the bytes of the mail and the window of hits it covers. How a mail moves from state to state: ``outbox_moves``.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from monitor.errors import UnusableStoreError
from monitor.store.outbox_rows import LedgerRow, MailState, NewMail, Served, Window
from monitor.store.private_layout import prepare
from monitor.store.rows import select
from monitor.store.storable import storable, strings, to_json
from monitor.store.times import from_text, optional_day, optional_time, to_text
from monitor.store.transactions import transaction

LONGEST_WAIT = timedelta(hours=1)
"""No mail that waits is left alone for longer."""

_BUSY_TIMEOUT_S = 5.0

_LEDGER = """
select outbox.id, recipients.address, recipients.id as number, digest_key, message_id, local_date, zone,
  watches, hits_from, hits_to, notices_from, notices_to, edits_from, edits_to, hit_count,
  shown_count, subject, state, attempts, doubts, next_attempt, last_reply, created_at, sent_at, covered_by, set_aside
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
        with suppress(FileExistsError):
            # Never opened where it exists: closing it here would drop the locks of this process's other connections.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        path.chmod(0o600)
        connection = sqlite3.connect(path, isolation_level=None, timeout=_BUSY_TIMEOUT_S)
        try:
            db = Database(connection, recursive_triggers=False, execute_plugins=False)
            prepare(db, path)
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


# ── recipients ──────────────────────────────────────────────────────────────────────────────


def window_of(db: Database, address: str) -> Window | None:
    """How far the recipient has been told, or where she starts; None where she is not known yet."""
    sql = """
        select max(hits_start, coalesce(max(hits_to), 0)), max(notices_start, coalesce(max(notices_to), 0)),
          max(edits_start, coalesce(max(edits_to), 0))
        from recipients left join outbox on outbox.recipient = recipients.id
        where address = ? group by recipients.id
    """
    row = db.conn.execute(sql, (storable(address),)).fetchone()
    return None if row is None else Window(hits_to=row[0], notices_to=row[1], edits_to=row[2])


def add_recipient(db: Database, address: str, start: Window, now: datetime) -> Window:
    """Make the recipient known; her first window begins at ``start``. One known already stays as she is."""
    with transaction(db):
        db.conn.execute(
            "insert into recipients (address, added_at, hits_start, notices_start, edits_start)"
            " values (?, ?, ?, ?, ?) on conflict (address) do nothing",
            (storable(address), to_text(now), start.hits_to, start.notices_to, start.edits_to),
        )
    return window_of(db, address) or start


# ── the outbox ──────────────────────────────────────────────────────────────────────────────


def put_mail(db: Database, mail: NewMail, state: MailState) -> bool:
    """Store a digest and the dates it covers, in one transaction.

    False where it exists or its window is not the next. Dates that have a row already keep it.
    """
    with transaction(db):
        if window_of(db, mail.recipient) != mail.after:
            return False
        stored = insert_mail(db, mail, state) == 1
        if stored:
            for day in mail.covers:
                insert_mail(db, _covered(mail, day), MailState.COVERED, covered_by=mail.digest_key)
    return stored


def _covered(mail: NewMail, day: date) -> NewMail:
    """The row of a date that ``mail`` covers: no mail, and a window without anything in it."""
    return replace(
        mail,
        digest_key=day.isoformat(),
        local_date=day,
        message_id="",
        mime=b"",
        up_to=mail.after,
        hit_count=0,
        shown_count=0,
        subject=f"covered by the digest of {mail.digest_key}",
    )


def insert_mail(db: Database, mail: NewMail, state: MailState, *, covered_by: str | None = None) -> int:
    """One row inside the caller's transaction; 0 where the recipient has one of this key."""
    now = to_text(mail.created_at)
    columns = {
        "digest_key": mail.digest_key,
        "message_id": mail.message_id,
        "mime": mail.mime,
        "local_date": mail.local_date.isoformat(),
        "zone": mail.zone,
        "watches": to_json(mail.watches),
        "hits_from": mail.after.hits_to,
        "hits_to": mail.up_to.hits_to,
        "notices_from": mail.after.notices_to,
        "notices_to": mail.up_to.notices_to,
        "edits_from": mail.after.edits_to,
        "edits_to": mail.up_to.edits_to,
        "hit_count": mail.hit_count,
        "shown_count": mail.shown_count,
        "subject": storable(mail.subject),
        "state": state.value,
        "created_at": now,
        "next_attempt": now if state is MailState.PENDING else None,
        "covered_by": covered_by,
    }
    return db.conn.execute(
        f"insert into outbox (recipient, {', '.join(columns)})"
        f" select id, {', '.join('?' * len(columns))} from recipients where address = ?"
        " on conflict (recipient, digest_key) do nothing",
        (*columns.values(), storable(mail.recipient)),
    ).rowcount


def ledger(db: Database) -> tuple[LedgerRow, ...]:
    """Every digest ever made, in the order of making."""
    return tuple(_ledger_row(row) for row in select(db, f"{_LEDGER} order by outbox.id"))


def served(db: Database) -> dict[str, Served]:
    """What the ledger says of the dates of each recipient, by address."""
    sql = """
        select address, added_at,
          (select max(local_date) from outbox
           where recipient = recipients.id and digest_key = local_date and not set_aside) as newest,
          (select json_group_array(local_date) from outbox
           where recipient = recipients.id and set_aside) as set_aside
        from recipients
    """
    return {
        row["address"]: Served(
            came=from_text(row["added_at"]),
            newest=optional_day(row["newest"]),
            set_aside=frozenset(date.fromisoformat(day) for day in strings(row["set_aside"])),
        )
        for row in select(db, sql)
    }


def days_covered_by(db: Database, row: LedgerRow) -> tuple[date, ...]:
    """The dates that a digest covers, oldest first."""
    sql = "select local_date from outbox where recipient = ? and covered_by = ? order by local_date"
    found = db.conn.execute(sql, (row.recipient_number, row.digest_key)).fetchall()
    return tuple(date.fromisoformat(day) for (day,) in found)


def set_aside_after(db: Database, address: str, today: date, now: datetime) -> int:
    """Digests dated after ``today`` hold back no other date any more; dates they covered have no row again.

    A recipient who came later than ``now`` came now.
    """
    later = "local_date > ? and recipient = (select id from recipients where address = ?)"
    values = (today.isoformat(), storable(address))
    with transaction(db):
        db.conn.execute(
            "update recipients set added_at = ? where address = ? and added_at > ?",
            (to_text(now), storable(address), to_text(now)),
        )
        gone = db.conn.execute(f"delete from outbox where state = 'covered' and {later}", values).rowcount
        kept = f"update outbox set set_aside = 1 where not set_aside and {later}"
        return gone + db.conn.execute(kept, values).rowcount


def waiting(db: Database, now: datetime) -> tuple[LedgerRow, ...]:
    """The digests whose next attempt has come, oldest first.

    Also those that are to wait longer than any mail is made to: the clock was ahead when that was written.
    """
    # The plus keeps SQLite from walking through every mail ever made, for the sake of the order.
    sql = f"""
        {_LEDGER} where state in ('pending', 'in_doubt') and (next_attempt <= ? or next_attempt > ?)
        order by +outbox.id
    """
    return tuple(_ledger_row(row) for row in select(db, sql, (to_text(now), to_text(now + LONGEST_WAIT))))


def newest_mail(db: Database, address: str) -> date | None:
    """The latest date of which the recipient has a mail, sent or on its way; None where there is none."""
    sql = """
        select max(local_date) from outbox join recipients on recipients.id = outbox.recipient
        where address = ? and state in ('pending', 'in_doubt', 'sent') and not set_aside
    """
    return optional_day(db.conn.execute(sql, (storable(address),)).fetchone()[0])


def mime_of(db: Database, mail_id: int) -> bytes:
    """The bytes of a mail."""
    return bytes(db.conn.execute("select mime from outbox where id = ?", (mail_id,)).fetchone()[0])


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
        edits_from=row["edits_from"],
        edits_to=row["edits_to"],
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
        covered_by=row["covered_by"],
        set_aside=bool(row["set_aside"]),
    )
