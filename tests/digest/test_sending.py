"""One attempt: what is stored when, and what keeps a mail from going out."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.digest.delivery import Delivery, Letter, Verdict
from monitor.digest.sending import LEASE, send_waiting
from monitor.store.outbox_moves import release
from monitor.store.outbox_rows import LedgerRow, MailState, NewMail, Window
from monitor.store.private import add_recipient, find_mail, open_private, put_mail

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANN, BOB = "ann@example.org", "bob@example.org"


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Database]:
    db = open_private(tmp_path / "private" / "n.private.db")
    for address in (ANN, BOB):
        _put(db, address)
    yield db
    db.close()


def _put(db: Database, address: str) -> None:
    after = add_recipient(db, address, Window(hits_to=0, notices_to=0), NOW)
    mail = NewMail(
        recipient=address,
        digest_key="2026-11-23",
        message_id=f"<1.{address}>",
        mime=b"Subject: x\r\n\r\nx\r\n",
        local_date=date(2026, 11, 23),
        zone="UTC",
        watches=(),
        after=after,
        up_to=Window(hits_to=1, notices_to=0),
        hit_count=1,
        shown_count=1,
        subject="x",
        created_at=NOW,
    )
    assert put_mail(db, mail, MailState.PENDING)


def stored(db: Database, address: str = ANN) -> LedgerRow:
    row = find_mail(db, address, "2026-11-23")
    assert row is not None
    return row


def answering(verdict: Verdict) -> Callable[[Letter, Callable[[], bool]], Delivery]:
    def deliver(_letter: Letter, before_content: Callable[[], bool]) -> Delivery:
        assert before_content()
        return Delivery(verdict=verdict, reply=verdict.name)

    return deliver


def test_the_acceptance_is_stored_before_the_farewell(outbox: Database) -> None:
    seen: list[MailState] = []

    def deliver(letter: Letter, before_content: Callable[[], bool]) -> Delivery:
        assert before_content()
        say_farewell = lambda: seen.append(stored(outbox, letter.recipient).state)  # noqa: E731 - one look
        return Delivery(verdict=Verdict.ACCEPTED, reply="250", farewell=say_farewell)

    send_waiting(outbox, deliver, NOW)
    assert seen == [MailState.SENT, MailState.SENT]


def test_an_error_in_one_delivery_holds_up_no_other(outbox: Database) -> None:
    def deliver(letter: Letter, before_content: Callable[[], bool]) -> Delivery:
        if letter.recipient == ANN:
            raise LookupError("a transport is broken")
        return answering(Verdict.ACCEPTED)(letter, before_content)

    told = {one.recipient: (one.state, one.reply) for one in send_waiting(outbox, deliver, NOW)}
    assert told == {
        ANN: (MailState.PENDING, "LookupError: a transport is broken"),
        BOB: (MailState.SENT, "ACCEPTED"),
    }


def test_an_error_after_the_content_began_leaves_doubt(outbox: Database) -> None:
    def deliver(_letter: Letter, before_content: Callable[[], bool]) -> Delivery:
        before_content()
        raise LookupError("broken")

    send_waiting(outbox, deliver, NOW, only={ANN})
    assert stored(outbox).state is MailState.IN_DOUBT


def test_a_mail_whose_sender_died_twice_waits_for_a_person(outbox: Database) -> None:
    def dies(_letter: Letter, before_content: Callable[[], bool]) -> Delivery:
        before_content()
        raise KeyboardInterrupt

    now = NOW
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            send_waiting(outbox, dies, now, only={ANN})
        now += LEASE
    (last,) = send_waiting(outbox, lambda *_: pytest.fail("sent a third time"), now, only={ANN})
    assert (last.state, stored(outbox).state) == (MailState.PARKED, MailState.PARKED)
    assert "look whether it came" in last.reply
    assert release(outbox, stored(outbox), now)
    (again,) = send_waiting(outbox, answering(Verdict.ACCEPTED), now, only={ANN})
    assert again.state is MailState.SENT


def test_a_fuse_bounds_the_mails_of_a_day(outbox: Database) -> None:
    now, states = NOW, []
    for _ in range(3):
        states += [
            one.state
            for one in send_waiting(outbox, answering(Verdict.ACCEPTED), now, only={ANN}, most_a_day=2)
        ]
        release(outbox, stored(outbox), now)
        now += HOUR
    assert states == [MailState.SENT, MailState.SENT, MailState.PENDING]
    assert "2 mails went to this reader within 24 hours" in stored(outbox).last_reply
    assert [one.recipient for one in send_waiting(outbox, answering(Verdict.ACCEPTED), now, only={BOB})] == [
        BOB
    ]
    later = NOW + 25 * HOUR
    (last,) = send_waiting(outbox, answering(Verdict.ACCEPTED), later, only={ANN}, most_a_day=2)
    assert last.state is MailState.SENT


def test_what_was_clearly_not_taken_does_not_blow_the_fuse(outbox: Database) -> None:
    now = NOW
    for _ in range(5):
        send_waiting(outbox, answering(Verdict.LATER), now, only={ANN}, most_a_day=1)
        now += HOUR
    (last,) = send_waiting(outbox, answering(Verdict.ACCEPTED), now, only={ANN}, most_a_day=1)
    assert last.state is MailState.SENT
