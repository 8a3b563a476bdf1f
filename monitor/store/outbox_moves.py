"""How a mail in the outbox moves from state to state.

Each move asks for the number of attempts that was seen, so that of two senders one goes on and the other finds out.
"""

from datetime import datetime

from sqlite_utils import Database

from monitor.store.outbox_rows import LedgerRow, MailState
from monitor.store.storable import storable
from monitor.store.times import to_text
from monitor.store.transactions import transaction

_REPLY_LIMIT = 300


def claim(db: Database, row: LedgerRow, *, now: datetime, until: datetime) -> bool:
    """``in_doubt`` from here on: to be committed just before the mail's content goes out.

    False where another process took the mail since ``row`` was read. ``until`` keeps others away meanwhile.
    """
    with transaction(db):
        if not _move(
            db,
            row,
            state=MailState.IN_DOUBT,
            attempts=row.attempts + 1,
            doubts=row.doubts + 1,
            next_attempt=to_text(until),
        ):
            return False
        db.conn.execute(
            "insert into handed (recipient, at) values (?, ?)", (row.recipient_number, to_text(now))
        )
    return True


def settle(
    db: Database,
    row: LedgerRow,
    state: MailState,
    *,
    claimed: bool,
    taken: bool,
    reply: str,
    now: datetime,
    again: datetime,
) -> bool:
    """What an attempt came to. ``claimed``: whether ``claim`` succeeded; ``again``: when to try next.

    ``taken``: whether the other side took the mail, or may have.
    """
    over = state in {MailState.SENT, MailState.PARKED}
    with transaction(db):
        if claimed and not taken:
            db.conn.execute(
                "delete from handed where id = (select max(id) from handed where recipient = ?)",
                (row.recipient_number,),
            )
        return _move(
            db,
            row,
            seen_attempts=row.attempts + int(claimed),
            state=state,
            attempts=row.attempts + 1,
            next_attempt=None if over else to_text(again),
            last_reply=storable(reply[:_REPLY_LIMIT]),
            sent_at=to_text(now) if state is MailState.SENT else None,
            doubts=row.doubts + int(claimed and taken and state is not MailState.SENT),
        )


def put_off(db: Database, row: LedgerRow, *, again: datetime, why: str) -> bool:
    """Not tried now: the mail waits until ``again``, and nothing is counted."""
    with transaction(db):
        return _move(
            db,
            row,
            state=row.state,
            attempts=row.attempts + 1,
            next_attempt=to_text(again),
            last_reply=storable(why),
        )


def release(db: Database, row: LedgerRow, now: datetime) -> bool:
    """Send again what was parked or sent: ``pending``, at once, the same bytes. False in other states.

    It begins anew, without the doubts it had.
    """
    if row.state not in {MailState.PARKED, MailState.SENT}:
        return False
    again, attempts = to_text(now), row.attempts + 1
    with transaction(db):
        return _move(
            db, row, state=MailState.PENDING, attempts=attempts, doubts=0, next_attempt=again, sent_at=None
        )


def _move(
    db: Database, row: LedgerRow, *, state: MailState, seen_attempts: int | None = None, **columns: object
) -> bool:
    """Change the row, if it still has the attempts that were seen. Call inside ``transaction(db)``."""
    seen = row.attempts if seen_attempts is None else seen_attempts
    changes = {"state": state.value, **columns}
    assignments = ", ".join(f"{name} = ?" for name in changes)
    cursor = db.conn.execute(
        f"update outbox set {assignments} where id = ? and attempts = ?",
        (*changes.values(), row.mail_id, seen),
    )
    return cursor.rowcount == 1


def handed_since(db: Database, row: LedgerRow, since: datetime, now: datetime) -> int:
    """How many mails went out to the recipient of ``row``, or may have, after ``since``."""
    sql = "select count(*) from handed where recipient = ? and at > ? and at <= ?"
    return int(db.conn.execute(sql, (row.recipient_number, to_text(since), to_text(now))).fetchone()[0])
