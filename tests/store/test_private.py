"""The private file: closed to others, and the outbox rows that decide."""

import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.errors import NewerDatabaseError, UnusableStoreError
from monitor.store import private
from monitor.store.outbox_rows import LedgerRow, MailState, NewMail, Window

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
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
def path(tmp_path: Path) -> Path:
    return private.private_path(tmp_path / "data" / "newswake.db")


@pytest.fixture
def outbox(path: Path) -> Iterator[Database]:
    db = private.open_private(path)
    private.add_recipient(db, ANN, START, NOW)
    yield db
    db.close()


def stored(db: Database, key: str = "2026-11-23") -> LedgerRow:
    row = private.find_mail(db, ANN, key)
    assert row is not None
    return row


def test_the_folder_and_the_files_are_for_the_owner_alone(path: Path, outbox: Database) -> None:
    private.put_mail(outbox, MAIL, MailState.PENDING)
    assert path.parent.name == "private"
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}


def test_a_file_left_open_to_others_is_closed(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch(mode=0o666)
    private.open_private(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_every_commit_reaches_the_disk(outbox: Database) -> None:
    assert outbox.conn.execute("pragma synchronous").fetchone()[0] == 2


def test_a_known_recipient_keeps_her_window(outbox: Database) -> None:
    later = private.add_recipient(outbox, ANN, Window(hits_to=99, notices_to=99), NOW)
    assert later == START
    assert private.window_of(outbox, "nobody@example.org") is None


def test_a_digest_is_stored_once_and_moves_the_window(outbox: Database) -> None:
    assert private.put_mail(outbox, MAIL, MailState.PENDING)
    assert private.window_of(outbox, ANN) == MAIL.up_to
    assert not private.put_mail(outbox, MAIL, MailState.PENDING)
    same_key = replace(MAIL, after=MAIL.up_to)
    assert not private.put_mail(outbox, same_key, MailState.PENDING)
    assert private.mime_of(outbox, stored(outbox).mail_id) == b"bytes"


def test_a_window_that_another_digest_covers_is_refused(outbox: Database) -> None:
    private.put_mail(outbox, MAIL, MailState.PENDING)
    assert not private.put_mail(outbox, replace(MAIL, digest_key="2026-11-24"), MailState.PENDING)
    assert len(private.ledger(outbox)) == 1


def test_a_row_reads_back_as_it_was_stored(outbox: Database) -> None:
    private.put_mail(outbox, MAIL, MailState.PENDING)
    row = stored(outbox)
    assert (row.recipient, row.watches, row.local_date, row.created_at) == (ANN, ("wagner",), NOW.date(), NOW)
    assert (row.hits_from, row.hits_to, row.notices_from, row.notices_to) == (5, 9, 1, 2)
    assert row.public_key == "2026-11-23-r1"


def test_the_unique_index_holds_without_our_care(outbox: Database) -> None:
    private.put_mail(outbox, MAIL, MailState.PENDING)
    columns = "recipient, digest_key, message_id, mime, local_date, zone, watches, hits_from, hits_to,"
    columns += " notices_from, notices_to, hit_count, shown_count, subject, state, created_at"
    with pytest.raises(sqlite3.IntegrityError):
        outbox.conn.execute(f"insert into outbox ({columns}) select {columns} from outbox")


def test_a_claim_is_given_once(outbox: Database) -> None:
    private.put_mail(outbox, MAIL, MailState.PENDING)
    row = stored(outbox)
    assert private.claim(outbox, row, until=NOW + timedelta(minutes=3))
    assert not private.claim(outbox, row, until=NOW + timedelta(minutes=3))
    assert stored(outbox).state is MailState.IN_DOUBT
    assert private.waiting(outbox, NOW) == ()
    assert len(private.waiting(outbox, NOW + timedelta(minutes=3))) == 1


@pytest.mark.parametrize("state", [MailState.SENT, MailState.PARKED])
def test_what_is_over_waits_for_nothing_and_can_be_released(outbox: Database, state: MailState) -> None:
    private.put_mail(outbox, MAIL, MailState.PENDING)
    row = stored(outbox)
    assert not private.release(outbox, row, NOW)
    private.claim(outbox, row, until=NOW)
    assert private.settle(outbox, row, state, claimed=True, reply="250 \ud800ok", now=NOW, again=NOW)
    over = stored(outbox)
    assert (over.state, over.next_attempt, over.sent_at) == (
        state,
        None,
        NOW if state is MailState.SENT else None,
    )
    assert private.waiting(outbox, NOW + timedelta(days=9)) == ()
    assert private.release(outbox, over, NOW)
    again = stored(outbox)
    assert (again.state, again.next_attempt, again.sent_at) == (MailState.PENDING, NOW, None)


def test_a_late_verdict_on_a_row_that_moved_on_changes_nothing(outbox: Database) -> None:
    private.put_mail(outbox, MAIL, MailState.PENDING)
    row = stored(outbox)
    private.settle(outbox, row, MailState.SENT, claimed=False, reply="250", now=NOW, again=NOW)
    assert not private.settle(outbox, row, MailState.PENDING, claimed=False, reply="451", now=NOW, again=NOW)
    assert stored(outbox).state is MailState.SENT


def test_reopening_keeps_everything(path: Path, outbox: Database) -> None:
    private.put_mail(outbox, MAIL, MailState.EMPTY)
    again = private.open_private(path)
    assert private.ledger(again) == private.ledger(outbox)
    again.close()


def test_a_newer_file_is_left_alone(path: Path, outbox: Database) -> None:
    outbox.conn.execute("pragma user_version = 99")
    with pytest.raises(NewerDatabaseError, match="newer version"):
        private.open_private(path)


def test_a_file_that_is_no_database_is_named(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text("not a database, but long enough to be looked at " * 9, encoding="utf-8")
    with pytest.raises(UnusableStoreError, match=path.name):
        private.open_private(path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    with pytest.raises(UnusableStoreError, match="private"):
        private.open_private(private.private_path(tmp_path / "data" / "newswake.db"))
