"""The private file: closed to others, and the outbox rows that decide."""

import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.errors import NewerDatabaseError, UnusableStoreError
from monitor.store import private, private_layout
from monitor.store.outbox_rows import LedgerRow, MailState, NewMail, Served, Window

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


def test_a_digest_brings_the_rows_of_the_dates_it_covers(outbox: Database) -> None:
    days = (date(2026, 11, 21), date(2026, 11, 22))
    assert private.put_mail(outbox, replace(MAIL, covers=days), MailState.PENDING)
    assert private.days_covered_by(outbox, stored(outbox)) == days
    covered = stored(outbox, "2026-11-21")
    assert (covered.state, covered.covered_by, covered.next_attempt) == (
        MailState.COVERED,
        "2026-11-23",
        None,
    )
    assert (covered.hits_from, covered.hits_to, covered.hit_count) == (5, 5, 0)
    assert private.window_of(outbox, ANN) == MAIL.up_to
    assert [row.digest_key for row in private.waiting(outbox, NOW + timedelta(days=9))] == ["2026-11-23"]
    assert private.served(outbox)[ANN] == Served(came=NOW, newest=date(2026, 11, 23))


def test_a_date_with_a_row_is_not_covered_again(outbox: Database) -> None:
    private.put_mail(outbox, MAIL, MailState.PENDING)
    later = replace(MAIL, digest_key="2026-11-24", local_date=date(2026, 11, 24), after=MAIL.up_to)
    assert private.put_mail(outbox, replace(later, covers=(MAIL.local_date,)), MailState.PENDING)
    assert stored(outbox).state is MailState.PENDING


def test_digests_of_later_dates_are_set_aside(outbox: Database) -> None:
    days = (date(2026, 11, 21), date(2026, 11, 22))
    private.put_mail(outbox, replace(MAIL, covers=days), MailState.PENDING)
    assert private.set_aside_after(outbox, ANN, date(2026, 11, 21), NOW) == 2
    assert [row.digest_key for row in private.ledger(outbox)] == ["2026-11-23", "2026-11-21"]
    assert private.served(outbox)[ANN] == Served(
        came=NOW, newest=date(2026, 11, 21), set_aside=frozenset({date(2026, 11, 23)})
    )
    assert private.window_of(outbox, ANN) == MAIL.up_to
    assert private.set_aside_after(outbox, ANN, date(2026, 11, 21), NOW) == 0


def test_a_reader_who_came_while_the_clock_was_ahead_came_now(outbox: Database) -> None:
    earlier = NOW - timedelta(days=9)
    private.set_aside_after(outbox, ANN, earlier.date(), earlier)
    assert private.served(outbox) == {ANN: Served(came=earlier)}


def test_a_reader_without_digests_has_been_served_nothing(outbox: Database) -> None:
    assert private.served(outbox) == {ANN: Served(came=NOW)}


def test_a_mail_that_the_clock_left_in_the_far_future_waits_no_longer(outbox: Database) -> None:
    private.put_mail(outbox, replace(MAIL, created_at=NOW + timedelta(days=9)), MailState.PENDING)
    assert len(private.waiting(outbox, NOW)) == 1
    assert len(private.waiting(outbox, NOW + timedelta(days=9) - private.LONGEST_WAIT)) == 0


def test_what_is_asked_every_half_minute_does_not_walk_through_all_mails(outbox: Database) -> None:
    asked: list[str] = []
    outbox.conn.set_trace_callback(asked.append)
    private.waiting(outbox, NOW)
    private.served(outbox)
    outbox.conn.set_trace_callback(None)
    plans = [row[3] for sql in asked for row in outbox.conn.execute(f"explain query plan {sql}")]
    assert len(asked) == 2
    assert [plan for plan in plans if re.fullmatch("SCAN outbox", plan)] == []
    assert any("outbox_waiting" in plan for plan in plans)


def test_a_file_of_the_first_layout_is_brought_up_to_date(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as old:
        for statement in filter(str.strip, private_layout._FIRST.split(";\n")):  # noqa: SLF001 - what was written then
            old.execute(statement)
        old.execute("insert into recipients values (1, 'ann@example.org', '2026-11-01T00:00:00.000Z', 5, 1)")
        old.execute(
            "insert into outbox values (1, 1, '2026-11-23', '<1@d>', x'00ff', '2026-11-23', 'UTC', '[]', 5, 9, 1, 2,"
            " 4, 2, 'four', 'parked', 3, 1, null, '550 no', '2026-11-23T07:00:00.000Z', null)"
        )
        old.execute("pragma user_version = 1")
        old.commit()
    db = private.open_private(path)
    row = stored(db)
    assert (row.state, row.attempts, row.last_reply, row.covered_by) == (MailState.PARKED, 3, "550 no", None)
    assert private.mime_of(db, row.mail_id) == b"\x00\xff"
    later = replace(MAIL, digest_key="2026-11-25", local_date=date(2026, 11, 25), after=MAIL.up_to)
    assert private.put_mail(db, replace(later, covers=(date(2026, 11, 24),)), MailState.PENDING)
    assert db.conn.execute("pragma integrity_check").fetchone()[0] == "ok"
    db.close()
    again = private.open_private(path)
    assert len(private.ledger(again)) == 3
    again.close()


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
