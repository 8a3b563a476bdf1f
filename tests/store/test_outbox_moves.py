"""How mails move: each move once, and never on what has moved on."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.store.outbox_moves import claim, handed_since, put_off, release, settle
from monitor.store.outbox_rows import LedgerRow, MailState, NewMail, Window
from monitor.store.private import add_recipient, find_mail, open_private, put_mail, waiting

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ANN = "ann@example.org"
START = Window(hits_to=5, notices_to=1)
MAIL = NewMail(
    recipient=ANN,
    digest_key="2026-11-23",
    message_id="<1@desk.example>",
    mime=b"bytes",
    local_date=date(2026, 11, 23),
    zone="UTC",
    watches=("wagner",),
    after=START,
    up_to=Window(hits_to=9, notices_to=2),
    hit_count=4,
    shown_count=2,
    subject="four",
    created_at=NOW,
)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Database]:
    db = open_private(tmp_path / "private" / "n.private.db")
    add_recipient(db, ANN, START, NOW)
    put_mail(db, MAIL, MailState.PENDING)
    yield db
    db.close()


def stored(db: Database) -> LedgerRow:
    row = find_mail(db, ANN, "2026-11-23")
    assert row is not None
    return row


def over(db: Database, state: MailState, *, claimed: bool, taken: bool) -> bool:
    row = stored(db)
    if claimed:
        assert claim(db, row, now=NOW, until=NOW)
    return settle(
        db,
        row,
        state,
        claimed=claimed,
        taken=taken,
        reply="250 \ud800ok",
        now=NOW,
        again=NOW + timedelta(minutes=1),
    )


def test_a_claim_is_given_once(outbox: Database) -> None:
    row = stored(outbox)
    assert claim(outbox, row, now=NOW, until=NOW + timedelta(minutes=3))
    assert not claim(outbox, row, now=NOW, until=NOW + timedelta(minutes=3))
    assert (stored(outbox).state, stored(outbox).doubts) == (MailState.IN_DOUBT, 1)
    assert handed_since(outbox, row, NOW - DAY, NOW) == 1
    assert waiting(outbox, NOW) == ()
    assert len(waiting(outbox, NOW + timedelta(minutes=3))) == 1


@pytest.mark.parametrize("state", [MailState.SENT, MailState.PARKED])
def test_what_is_over_waits_for_nothing_and_can_be_released(outbox: Database, state: MailState) -> None:
    assert not release(outbox, stored(outbox), NOW)
    assert over(outbox, state, claimed=True, taken=state is MailState.SENT)
    done = stored(outbox)
    assert (done.state, done.next_attempt, done.sent_at, done.doubts) == (
        state,
        None,
        NOW if state is MailState.SENT else None,
        0,
    )
    assert waiting(outbox, NOW + 9 * DAY) == ()
    assert release(outbox, done, NOW)
    again = stored(outbox)
    assert (again.state, again.next_attempt, again.sent_at) == (MailState.PENDING, NOW, None)


def test_a_late_verdict_on_a_row_that_moved_on_changes_nothing(outbox: Database) -> None:
    row = stored(outbox)
    settle(outbox, row, MailState.SENT, claimed=False, taken=True, reply="250", now=NOW, again=NOW)
    assert not settle(
        outbox, row, MailState.PENDING, claimed=False, taken=False, reply="451", now=NOW, again=NOW
    )
    assert stored(outbox).state is MailState.SENT


HANDED = {
    "accepted": (MailState.SENT, True, 1, 0),
    "no answer": (MailState.IN_DOUBT, True, 1, 1),
    "refused": (MailState.PARKED, False, 0, 0),
    "put off": (MailState.PENDING, False, 0, 0),
}


@pytest.mark.parametrize("case", HANDED)
def test_what_may_have_arrived_is_counted(case: str, outbox: Database) -> None:
    state, taken, handed, doubts = HANDED[case]
    assert over(outbox, state, claimed=True, taken=taken)
    assert handed_since(outbox, stored(outbox), NOW - DAY, NOW) == handed
    assert handed_since(outbox, stored(outbox), NOW, NOW + DAY) == 0
    assert stored(outbox).doubts == doubts


def test_a_mail_that_is_put_off_says_why_and_keeps_its_state(outbox: Database) -> None:
    assert put_off(outbox, stored(outbox), again=NOW + timedelta(hours=1), why="too many")
    row = stored(outbox)
    assert (row.state, row.last_reply, row.next_attempt) == (
        MailState.PENDING,
        "too many",
        NOW + timedelta(hours=1),
    )
