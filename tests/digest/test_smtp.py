"""Sending over real sockets: what the server received, and the state the outbox is left in."""

import socket
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.digest.deliver import deliverer
from monitor.digest.delivery import Delivery, Letter, Verdict
from monitor.digest.sending import LEASE, Attempt, send_waiting
from monitor.store.outbox_rows import LedgerRow, MailState, NewMail, Window
from monitor.store.private import add_recipient, find_mail, open_private, put_mail
from tests.digest.mail_server import ADDRESS, LETTER, MIME, fault_server, settings


@pytest.fixture
def private(tmp_path: Path) -> Iterator[Database]:
    db = open_private(tmp_path / "private" / "newswake.private.db")
    yield db
    db.close()


def store_mail(private: Database, now: datetime) -> None:
    start = Window(hits_to=0, notices_to=0)
    after = add_recipient(private, ADDRESS, start, now)
    mail = NewMail(
        recipient=ADDRESS,
        digest_key="2026-11-23",
        message_id="<1@desk.example>",
        mime=MIME,
        local_date=date(2026, 11, 23),
        zone="UTC",
        watches=(),
        after=after,
        up_to=Window(hits_to=10, notices_to=1),
        hit_count=10,
        shown_count=5,
        subject="ten",
        created_at=now,
    )
    assert put_mail(private, mail, MailState.PENDING)


def row_of(private: Database) -> LedgerRow:
    row = find_mail(private, ADDRESS, "2026-11-23")
    assert row is not None
    return row


NOW = datetime.fromisoformat("2026-11-23T06:00:00+00:00")

Fault = dict[str, bytes | str]
FAULTS: dict[str, tuple[Fault, Verdict, MailState, int]] = {
    "all is well": ({}, Verdict.ACCEPTED, MailState.SENT, 1),
    "closed at once": ({"CONNECT": "close"}, Verdict.LATER, MailState.PENDING, 0),
    "no service today": ({"CONNECT": b"554 no\r\n"}, Verdict.LATER, MailState.PENDING, 0),
    "no greeting back": ({"EHLO": b"550 no\r\n"}, Verdict.LATER, MailState.PENDING, 0),
    "sender put off": ({"MAIL": b"451 later\r\n"}, Verdict.LATER, MailState.PENDING, 0),
    "sender refused": ({"MAIL": b"553 no\r\n"}, Verdict.REFUSED, MailState.PARKED, 0),
    "recipient put off (greylisted)": ({"RCPT": b"450 later\r\n"}, Verdict.LATER, MailState.PENDING, 0),
    "recipient unknown": ({"RCPT": b"550 no such user\r\n"}, Verdict.REFUSED, MailState.PARKED, 0),
    "recipient forwarded": ({"RCPT": b"251 elsewhere\r\n"}, Verdict.ACCEPTED, MailState.SENT, 1),
    "closed at RCPT": ({"RCPT": "close"}, Verdict.LATER, MailState.PENDING, 0),
    "DATA put off": ({"DATA": b"451 later\r\n"}, Verdict.LATER, MailState.PENDING, 0),
    "DATA refused": ({"DATA": b"554 no\r\n"}, Verdict.REFUSED, MailState.PARKED, 0),
    "DATA answered with nonsense": ({"DATA": b"250 yes\r\n"}, Verdict.LATER, MailState.PENDING, 0),
    "closed at DATA, nothing sent": ({"DATA": "close"}, Verdict.LATER, MailState.PENDING, 0),
    "content put off": ({"DOT": b"452 full\r\n"}, Verdict.LATER, MailState.PENDING, 0),
    "content refused": ({"DOT": b"554 spam\r\n"}, Verdict.REFUSED, MailState.PARKED, 0),
    "accepted, answer lost": ({"DOT": "accept-and-close"}, Verdict.UNKNOWN, MailState.IN_DOUBT, 1),
    "not accepted, and no answer": ({"DOT": "close"}, Verdict.UNKNOWN, MailState.IN_DOUBT, 0),
    "content answered with nonsense": ({"DOT": b"199 what\r\n"}, Verdict.UNKNOWN, MailState.IN_DOUBT, 0),
    "an answer before the end": ({"EARLY": "451 hm\r\n"}, Verdict.UNKNOWN, MailState.IN_DOUBT, 1),
    "QUIT refused after acceptance": ({"QUIT": b"421 go\r\n"}, Verdict.ACCEPTED, MailState.SENT, 1),
    "closed at QUIT after acceptance": ({"QUIT": "close"}, Verdict.ACCEPTED, MailState.SENT, 1),
}


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_leaves_the_right_state(case: str, private: Database) -> None:
    faults, verdict, state, accepted = FAULTS[case]
    store_mail(private, NOW)
    with fault_server(**faults) as server:
        (attempt,) = send_waiting(private, deliverer(settings(server.port)), NOW)
    assert (attempt.verdict, attempt.state, len(server.accepted)) == (verdict, state, accepted)
    row = row_of(private)
    assert (row.state, row.attempts) == (state, 1)
    assert (row.sent_at is not None) == (state is MailState.SENT)
    assert (row.next_attempt is not None) == (state in {MailState.PENDING, MailState.IN_DOUBT})
    assert row.last_reply == attempt.reply != ""


def test_the_server_gets_the_very_bytes_dots_and_all() -> None:
    with fault_server() as server:
        delivery = deliverer(settings(server.port))(LETTER, lambda: True)
    assert delivery == Delivery(verdict=Verdict.ACCEPTED, reply="250 taken")
    assert server.accepted == [MIME]


def test_a_mail_in_doubt_is_sent_again_byte_for_byte(private: Database) -> None:
    store_mail(private, NOW)
    with fault_server(DOT="accept-and-close") as server:
        send_waiting(private, deliverer(settings(server.port)), NOW)
        assert send_waiting(private, deliverer(settings(server.port)), NOW) == ()
        server.faults.clear()
        send_waiting(private, deliverer(settings(server.port)), NOW + timedelta(minutes=2))
    assert server.accepted == [MIME, MIME]
    assert row_of(private).state is MailState.SENT


def test_doubt_outlives_a_server_that_does_not_talk(private: Database) -> None:
    store_mail(private, NOW)
    with fault_server(DOT="accept-and-close") as server:
        send_waiting(private, deliverer(settings(server.port)), NOW)
        server.faults["CONNECT"] = "close"
        send_waiting(private, deliverer(settings(server.port)), NOW + timedelta(minutes=2))
    assert row_of(private).state is MailState.IN_DOUBT


def test_a_mail_that_stays_in_doubt_waits_for_a_person(private: Database) -> None:
    store_mail(private, NOW)
    now = NOW
    with fault_server(DOT="close") as server:
        for _ in range(9):
            send_waiting(private, deliverer(settings(server.port)), now)
            now += timedelta(hours=2)
    assert row_of(private).state is MailState.PARKED
    assert server.commands.count("DATA") == 2


def test_a_server_that_is_down_for_days_is_asked_hourly_and_loses_nothing(private: Database) -> None:
    store_mail(private, NOW)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nowhere = deliverer(settings(unused.getsockname()[1]))
        now, attempts = NOW, list[Attempt]()
        while now < NOW + timedelta(days=3):
            attempts += send_waiting(private, nowhere, now)
            now += timedelta(minutes=10)
    assert 60 < len(attempts) < 90
    with fault_server() as server:
        send_waiting(private, deliverer(settings(server.port)), now + timedelta(hours=1))
    assert server.accepted == [MIME]


def test_of_two_senders_only_one_sends(private: Database, tmp_path: Path) -> None:
    store_mail(private, NOW)
    other = open_private(tmp_path / "private" / "newswake.private.db")
    with fault_server() as server:
        deliver = deliverer(settings(server.port))

        def while_other_sends(letter: Letter, before_content: Callable[[], bool]) -> Delivery:
            send_waiting(other, deliver, NOW)
            return deliver(letter, before_content)

        (late,) = send_waiting(private, while_other_sends, NOW)
    other.close()
    assert late.verdict is Verdict.TAKEN
    assert server.accepted == [MIME]
    assert row_of(private).state is MailState.SENT


def test_a_mail_being_handed_over_is_left_alone_until_its_lease_ends(private: Database) -> None:
    store_mail(private, NOW)

    class KilledError(BaseException):
        pass

    def killed(_letter: Letter, before_content: Callable[[], bool]) -> Delivery:
        assert before_content()
        raise KilledError

    with pytest.raises(KilledError):
        send_waiting(private, killed, NOW)
    assert row_of(private).state is MailState.IN_DOUBT
    with fault_server() as server:
        deliver = deliverer(settings(server.port))
        assert send_waiting(private, deliver, NOW + LEASE - timedelta(seconds=1)) == ()
        send_waiting(private, deliver, NOW + LEASE)
    assert server.accepted == [MIME]
