"""Whether mail is held as a whole: one row of the private file, so that every process knows."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.store.rows import select
from monitor.store.storable import storable
from monitor.store.times import from_text, to_text
from monitor.store.transactions import transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """No mail goes out; ``released`` says that a person wants it to, which the service carries out."""

    since: datetime
    """By the clock that is not believed."""
    why: str
    released: bool = False


def hold(db: Database) -> Hold | None:
    """The hold, if there is one."""
    rows = select(db, "select since, why, released from hold")
    found = [
        Hold(since=from_text(row["since"]), why=row["why"], released=bool(row["released"])) for row in rows
    ]
    return found[0] if found else None


def begin_hold(db: Database, why: str, now: datetime) -> bool:
    """Hold all mail; False where it is held for that reason already."""
    held = hold(db)
    if held is not None and held.why == why:
        return False
    with transaction(db):
        db.conn.execute(
            "insert or replace into hold (id, since, why) values (1, ?, ?)", (to_text(now), storable(why))
        )
    return True


def release_hold(db: Database) -> bool:
    """A person says that the clock is right; False where nothing is held."""
    with transaction(db):
        return db.conn.execute("update hold set released = 1").rowcount == 1


def end_hold(db: Database) -> bool:
    """Mail goes out again; False where it did already."""
    if hold(db) is None:
        return False
    with transaction(db):
        return db.conn.execute("delete from hold").rowcount == 1
