"""Who was told at once of which hits, and how far her hits were looked at for that."""

from collections.abc import Collection
from datetime import date

from sqlite_utils import Database

from monitor.store.outbox_rows import MailState, NewMail
from monitor.store.private import insert_mail
from monitor.store.storable import storable
from monitor.store.transactions import transaction

KEY: str = "alert-"
"""How the digest keys of alerts begin; dates follow in those of digests."""

_WHO = "(select id from recipients where address = ?)"


def alerts_to(db: Database, address: str) -> int | None:
    """The last hit that was looked at for the recipient's alerts; None before the first time."""
    row = db.conn.execute(
        "select alerts_to from recipients where address = ?", (storable(address),)
    ).fetchone()
    return None if row is None else row[0]


def alerts_on(db: Database, address: str, day: date) -> int:
    """Alerts made for a recipient on a local date of hers."""
    sql = f"select count(*) from outbox where recipient = {_WHO} and local_date = ? and digest_key glob ?"
    return int(db.conn.execute(sql, (storable(address), day.isoformat(), f"{KEY}*")).fetchone()[0])


def alerted(db: Database, address: str, after: int) -> frozenset[int]:
    """Hits with a higher number that the recipient was told of at once."""
    sql = f"select hit from alerted where recipient = {_WHO} and hit > ?"
    return frozenset(hit for (hit,) in db.conn.execute(sql, (storable(address), after)))


def look_no_more(db: Database, address: str, up_to: int) -> None:
    """Hits up to this number are no matter for alerts any more."""
    with transaction(db):
        db.conn.execute("update recipients set alerts_to = ? where address = ?", (up_to, storable(address)))


def put_alert(db: Database, mail: NewMail, hits: Collection[int], up_to: int) -> bool:
    """Store an alert, whose hits it tells, and how far was looked, in one transaction; False where it is there."""
    with transaction(db):
        if insert_mail(db, mail, MailState.PENDING) != 1:
            return False
        sql = f"""insert into alerted (recipient, hit, outbox) select recipient, ?, id from outbox
            where recipient = {_WHO} and digest_key = ? on conflict do nothing"""
        db.conn.executemany(sql, [(hit, storable(mail.recipient), mail.digest_key) for hit in sorted(hits)])
        db.conn.execute(
            "update recipients set alerts_to = ? where address = ?", (up_to, storable(mail.recipient))
        )
    return True
