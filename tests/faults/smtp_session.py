"""One mail in an outbox of real files, sent through a server that fails; what became of it."""

import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import trustme

from monitor.digest.deliver import deliverer
from monitor.digest.sending import send_waiting
from monitor.settings import MailSettings
from monitor.store.database import Database
from monitor.store.outbox_rows import LedgerRow, MailState, NewMail, Window
from monitor.store.private import add_recipient, find_mail, open_private, put_mail
from tests.faults.smtp_cases import Case
from tests.faults.smtp_server import SmtpServer, closed_port, never_accepting, smtp_server

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
READER = "ann@example.org"
KEY = "2026-11-23"
MESSAGE_ID = "<6f1c@desk.example>"
MIME = (
    b"Message-ID: <6f1c@desk.example>\r\nSubject: x\r\n\r\nfirst line\r\n.\r\n..two dots\r\n"
    + b"news\r\n" * 4000
)
AGAIN = timedelta(hours=2)
TOTAL_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """What a fault came to: the state and the copies after it, and in the end; and with the fault for ever."""

    state: MailState
    copies: int
    said: str
    end_state: MailState
    end_copies: int
    ever_state: MailState
    ever_copies: int
    same_bytes: bool


def settings(port: int, total_s: float = TOTAL_S) -> MailSettings:
    """STARTTLS and a login, at that port."""
    return MailSettings(
        transport="smtp",
        host="127.0.0.1",
        port=port,
        user="ann",
        sender="newswake@desk.example",
        total_s=total_s,
    )


@contextmanager
def outbox(folder: Path) -> Iterator[Database]:
    """A private file with one mail that waits."""
    with closing(open_private(folder / "private" / "n.private.db")) as private:
        after = add_recipient(private, READER, Window(hits_to=0, notices_to=0), NOW)
        mail = NewMail(
            recipient=READER,
            digest_key=KEY,
            message_id=MESSAGE_ID,
            mime=MIME,
            local_date=date.fromisoformat(KEY),
            zone="UTC",
            watches=(),
            after=after,
            up_to=Window(hits_to=10, notices_to=1),
            hit_count=10,
            shown_count=5,
            subject="ten",
            created_at=NOW,
        )
        assert put_mail(private, mail, MailState.PENDING)
        yield private


def row_of(private: Database) -> LedgerRow:
    """The row of the mail."""
    row = find_mail(private, READER, KEY)
    assert row is not None
    return row


def borne(case: Case, folder: Path, *, authority: trustme.CA) -> Borne:
    """The fault once, then a good server; and in another outbox the fault for ever."""
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    with smtp_server(authority) as server, outbox(folder / "once") as private:
        send = partial(_send, private, trust)
        with faulty(server, case) as port:
            said = send(port, NOW)
        state, copies = row_of(private).state, len(server.accepted)
        server.fault = None
        for number in (1, 2, 3):
            send(server.port, NOW + number * AGAIN)
        end_state, once = row_of(private).state, list(server.accepted)
    with smtp_server(authority) as server, outbox(folder / "ever") as private:
        with faulty(server, case) as port:
            for number in range(6):
                _send(private, trust, port, NOW + number * AGAIN)
        ever_state, ever = row_of(private).state, list(server.accepted)
    return Borne(
        state=state,
        copies=copies,
        said=said,
        end_state=end_state,
        end_copies=len(once),
        ever_state=ever_state,
        ever_copies=len(ever),
        same_bytes=all(mail == MIME for mail in (*once, *ever)),
    )


@contextmanager
def faulty(server: SmtpServer, case: Case) -> Iterator[int]:
    """The port at which the fault is met."""
    if case.stage != "connect":
        server.fault = (case.stage, case.action)
        yield server.port
        return
    with closed_port() if case.action == "refused" else never_accepting() as port:
        yield port


def _send(private: Database, trust: ssl.SSLContext, port: int, now: datetime) -> str:
    attempts = send_waiting(private, deliverer(settings(port), password="open sesame", tls=trust), now)
    return attempts[0].reply if attempts else ""


def problems(case: Case, found: Borne) -> list[str]:
    """What is not as it should be."""
    sent, parked = MailState.SENT, MailState.PARKED
    end = parked if case.state is parked else sent
    ever = parked if case.undecidable else case.state
    most = case.copies if end is parked or case.state is sent else case.copies + 1
    rules = {
        f"left {found.state}": found.state is not case.state,
        f"{found.copies} copies at once": found.copies != case.copies,
        f"ended {found.end_state}": found.end_state is not end,
        f"{found.end_copies} copies in the end": found.end_copies != most,
        "a further copy though it was decided": found.end_copies > 1 and not case.undecidable,
        f"for ever: {found.ever_state}": found.ever_state is not ever,
        f"for ever: {found.ever_copies} copies": found.ever_copies > (2 if case.undecidable else 1),
        "other bytes": not found.same_bytes,
        "says nothing": not found.said,
    }
    return [problem for problem, holds in rules.items() if holds]
