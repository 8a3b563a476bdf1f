"""How the mail is, in words: what is held, what waits, and what a person should look at."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from monitor.digest.clock import HELD_FOR
from monitor.settings import RecipientSettings, Settings
from monitor.store.mail_hold import hold
from monitor.store.outbox_rows import LedgerRow, MailState
from monitor.store.private import ledger, open_private, private_path, served

RELEASE = "newswake digest release"


def mail_trouble(database: Path, settings: Settings, now: datetime) -> tuple[str, ...]:
    """What keeps mail from going out, one line each, with what to do; empty where all is well."""
    with _private(database) as private:
        if private is None:
            return ()
        return trouble(private, settings.recipient, now)


def trouble(private: Database, recipients: Sequence[RecipientSettings], now: datetime) -> tuple[str, ...]:
    """As ``mail_trouble``, from an open file."""
    return (*_held(private), *_parked(ledger(private)), *_ahead(private, recipients, now))


def mail_line(database: Path) -> str:
    """The outbox in one line: the last mail, how many wait, a hold."""
    with _private(database) as private:
        if private is None:
            return "none made yet"
        rows = ledger(private)
        counts = {
            "waiting": sum(row.state in {MailState.PENDING, MailState.IN_DOUBT} for row in rows),
            "parked": sum(row.state is MailState.PARKED for row in rows),
        }
        sent = max((row.sent_at for row in rows if row.sent_at), default=None)
        last = f"last sent {sent:%Y-%m-%d %H:%M} UTC" if sent else "none sent yet"
        return "; ".join(
            [last, *(f"{count} {name}" for name, count in counts.items() if count), *_held(private)]
        )


@contextmanager
def _private(database: Path) -> Iterator[Database | None]:
    """The private file; None, and none made, where there is none."""
    path = private_path(database)
    if not path.exists():
        yield None
        return
    private = open_private(path)
    try:
        yield private
    finally:
        private.close()


def _held(private: Database) -> tuple[str, ...]:
    found = hold(private)
    if found is None:
        return ()
    if found.released:
        return (f"mail was held ({found.why}) and goes out within a minute, where the service runs",)
    until = found.since + HELD_FOR
    line = f"mail is held, since {found.why}: until {until:%Y-%m-%d %H:%M} UTC by that clock"
    return (f"{line}; where the clock is right: {RELEASE}",)


def _parked(rows: Sequence[LedgerRow]) -> tuple[str, ...]:
    return tuple(
        f"the digest {row.digest_key} for {row.recipient} is parked: {row.last_reply};"
        f" to send it again: {RELEASE} {row.digest_key} --to {row.recipient}"
        for row in rows
        if row.state is MailState.PARKED
    )


def _ahead(private: Database, recipients: Sequence[RecipientSettings], now: datetime) -> tuple[str, ...]:
    """Readers who get nothing for long, since a digest is dated later than today."""
    known = served(private)
    lines = []
    for one in recipients:
        newest = known[one.address].newest if one.address in known else None
        today = now.astimezone(one.zone_info).date()
        if newest is not None and newest > today + timedelta(days=1):
            lines.append(
                f"{one.address} has a digest dated {newest}, and gets none before that date: the clock was ahead"
                f" then, or is behind now; where it is right now: {RELEASE}"
            )
    return tuple(lines)
