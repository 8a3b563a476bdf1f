"""From stored hits to delivered digests: one each, nothing lost, nothing told twice."""

from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from monitor.digest.deliver import deliverer
from monitor.digest.message import HEADERS
from monitor.digest.outbox import (
    FIRST_WINDOW,
    DigestDesk,
    rebuild_public,
    send_test,
)
from monitor.digest.schedule import DueDigest
from monitor.digest.sending import send_waiting, wait_after
from monitor.settings import MailSettings, RecipientSettings
from monitor.store.connection import transaction
from monitor.store.digests import digests
from monitor.store.notices import add_notice
from monitor.store.outbox_rows import MailState, Window
from monitor.store.private import ledger
from tests.digest.newsdesk import NOW, Report, desk, report

__all__ = ["desk", "report"]
ANN = RecipientSettings(address="ann@example.org", at="07:00")
BOB = RecipientSettings(address="bob@example.org", at="07:00", empty="send")


def mails(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.eml"))


def test_a_digest_is_made_sent_and_told_once(desk: DigestDesk, report: Report, tmp_path: Path) -> None:
    report("Wagner leaves")
    deliver = deliverer(MailSettings(transport="file", path=str(tmp_path / "mail")))
    for _ in range(3):
        desk.make_due([ANN], NOW)
        send_waiting(desk.private, deliver, NOW)
    assert mails(tmp_path / "mail") == ["2026-11-23-r1.eml"]
    (row,) = ledger(desk.private)
    assert (row.state, row.hits_from, row.hits_to, row.hit_count) == (MailState.SENT, 0, 1, 1)
    content = (tmp_path / "mail" / "2026-11-23-r1.eml").read_bytes()
    assert message_from_bytes(content, policy=policy.SMTP).keys() == list(HEADERS)


def test_windows_meet_and_never_overlap(desk: DigestDesk, report: Report) -> None:
    texts = []
    for day in range(3):
        report(f"Wagner day {day}")
        now = NOW + timedelta(days=day)
        texts.append(desk.preview(ANN, now).rendered.text)
        desk.make_due([ANN], now)
    assert [(row.hits_from, row.hits_to) for row in ledger(desk.private)] == [(0, 1), (1, 2), (2, 3)]
    assert [[f"Wagner day {day}" in text for day in range(3)] for text in texts] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


def test_what_is_no_news_is_counted_and_not_told(desk: DigestDesk, report: Report) -> None:
    report("Wagner old", backlog=1)
    report("Wagner archived", replayed=1)
    report("Wagner again", rematched=1)
    (row,) = desk.make_due([ANN], NOW).made
    assert (row.state, row.hits_to, row.hit_count) == (MailState.EMPTY, 3, 0)
    assert send_waiting(desk.private, lambda *_: pytest.fail("sent"), NOW) == ()


def test_an_empty_digest_is_sent_where_it_is_wanted(desk: DigestDesk) -> None:
    (row,) = desk.make_due([BOB], NOW).made
    assert (row.state, row.subject) == (MailState.PENDING, "Wagner: nothing new (Mon 23 Nov)")


def test_a_notice_is_told_on_the_day_even_without_news(desk: DigestDesk) -> None:
    with transaction(desk.store):
        add_notice(desk.store, "gap", "items may be missing", NOW)
    (row,) = desk.make_due([ANN], NOW).made
    assert (row.state, row.hit_count) == (MailState.PENDING, 0)
    assert row.subject == "Wagner: nothing new, 1 notice about feeds (Mon 23 Nov)"
    assert b"items may be missing" in desk.private.execute("select mime from outbox").fetchone()[0]
    tomorrow = NOW + timedelta(days=1)
    assert "items may be missing" not in desk.preview(ANN, tomorrow).rendered.text
    assert [made.state for made in desk.make_due([ANN], tomorrow).made] == [MailState.EMPTY]


def test_a_preview_leaves_no_trace_and_is_what_will_be_sent(desk: DigestDesk, report: Report) -> None:
    report("Wagner leaves")
    preview = desk.preview(ANN, NOW)
    assert ledger(desk.private) == ()
    assert desk.private.execute("select count(*) from recipients").fetchone() == (0,)
    (row,) = desk.make_due([ANN], NOW).made
    mime = desk.private.execute("select mime from outbox").fetchone()[0]
    assert mime == preview.eml
    report("Wagner later")
    assert desk.preview(ANN, NOW + timedelta(hours=3)).eml == preview.eml
    assert row.shown_count == 1


def test_a_new_recipient_gets_the_last_week_and_no_more(desk: DigestDesk, report: Report) -> None:
    report("Wagner long ago", at=NOW - FIRST_WINDOW - timedelta(days=1))
    report("Wagner lately", at=NOW - timedelta(days=2))
    text = desk.preview(ANN, NOW).rendered.text
    assert "Wagner lately" in text
    assert "Wagner long ago" not in text


def test_of_two_makers_one_makes_the_digest(desk: DigestDesk, report: Report) -> None:
    report("Wagner leaves")
    due = DueDigest(recipient=ANN, local_date=NOW.date())
    assert desk.make(due, NOW) is not None
    assert desk.make(due, NOW) is None
    assert len(ledger(desk.private)) == 1


def test_one_recipient_that_fails_holds_up_no_other(desk: DigestDesk, report: Report) -> None:
    report("Wagner leaves")
    odd = ANN.model_copy(update={"address": "änn@example.org"})
    made = desk.make_due([odd, BOB], NOW)
    assert [failure.recipient for failure in made.failed] == ["änn@example.org"]
    assert "ASCII" in made.failed[0].problem
    assert [row.recipient for row in made.made] == ["bob@example.org"]


def test_a_watch_list_narrows_the_digest(desk: DigestDesk, report: Report) -> None:
    report("Wagner leaves")
    other = ANN.model_copy(update={"watches": ("something-else",)})
    assert desk.preview(other, NOW).rendered.digest.empty
    assert not desk.preview(ANN.model_copy(update={"watches": ("wagner",)}), NOW).rendered.digest.empty


def test_the_public_copy_has_no_address_and_can_be_rebuilt(desk: DigestDesk, report: Report) -> None:
    report("Wagner leaves")
    desk.make_due([ANN, BOB], NOW)
    desk.publish()
    first = digests(desk.store)
    assert [row.digest_key for row in first] == ["2026-11-23-r1", "2026-11-23-r2"]
    with transaction(desk.store):
        desk.store.conn.execute("delete from digests")
    rebuild_public(desk.store, desk.private)
    rebuild_public(desk.store, desk.private)
    assert digests(desk.store) == first
    assert "@" not in repr(first)


def test_a_test_mail_passes_by_the_outbox(desk: DigestDesk, report: Report, tmp_path: Path) -> None:
    report("Wagner leaves")
    preview = desk.preview(ANN, NOW, key="test-20261123T070000")
    deliver = deliverer(MailSettings(transport="file", path=str(tmp_path)))
    assert send_test(preview, ANN, desk.sender, deliver).verdict.name == "ACCEPTED"
    assert mails(tmp_path) == ["test-20261123T070000-ann@example.org.eml"]
    assert ledger(desk.private) == ()
    assert preview.eml != desk.preview(ANN, NOW).eml


def test_the_pause_doubles_up_to_an_hour() -> None:
    minutes = [wait_after(attempts).total_seconds() / 60 for attempts in (1, 2, 3, 6, 7, 50, 5000)]
    assert minutes == [1, 2, 4, 32, 60, 60, 60]


def test_hits_without_a_window_are_never_lost_over_an_outage(desk: DigestDesk, report: Report) -> None:
    told = ""
    for day in (0, 1, 2, 6):
        report(f"Wagner day {day}")
        if day in {0, 6}:
            now = NOW + timedelta(days=day)
            told += desk.preview(ANN, now).rendered.text
            desk.make_due([ANN], now)
    assert all(f"Wagner day {day}" in told for day in (0, 1, 2, 6))
    assert "Covers Tue 24 Nov to Sun 29 Nov." in told
    rows = {row.digest_key: (row.state, row.covered_by) for row in ledger(desk.private)}
    assert rows == {
        "2026-11-23": (MailState.PENDING, None),
        **{f"2026-11-{day}": (MailState.COVERED, "2026-11-29") for day in range(24, 29)},
        "2026-11-29": (MailState.PENDING, None),
    }


WEEKLY = RecipientSettings(address="eve@example.org", at="07:00", empty="weekly")


def states(desk: DigestDesk, days: int, recipient: RecipientSettings = WEEKLY) -> str:
    """The rows of so many days, one letter each: p for a mail, e for none."""
    made = (desk.make_due([recipient], NOW + timedelta(days=day)).made for day in range(days))
    return "".join(row.state.value[0] for rows in made for row in rows)


def test_without_news_a_week_brings_one_mail(desk: DigestDesk) -> None:
    assert states(desk, 16) == "peeeeeepeeeeeepe"


def test_news_begin_the_week_anew(desk: DigestDesk, report: Report) -> None:
    assert states(desk, 4) == "peee"
    report("Wagner moves", at=NOW + timedelta(days=4))
    rest = (desk.make_due([WEEKLY], NOW + timedelta(days=day)).made for day in range(4, 12))
    assert "".join(row.state.value[0] for rows in rest for row in rows) == "peeeeeep"


def test_what_befell_a_feed_is_sent_without_news(desk: DigestDesk) -> None:
    assert states(desk, 2) == "pe"
    for reader in (WEEKLY, ANN):
        desk.make_due([reader], NOW + timedelta(days=2))
    with transaction(desk.store):
        add_notice(desk.store, "health", "The Wire does not answer any more", NOW)
    made = desk.make_due([WEEKLY, ANN], NOW + timedelta(days=3)).made
    assert [row.state for row in made] == [MailState.PENDING, MailState.PENDING]


def test_names_are_offered_for_watches_with_news(desk: DigestDesk, report: Report) -> None:
    asked: list[tuple[str, int, int, datetime]] = []

    def suggest(slug: str, after: Window, up_to: Window, now: datetime) -> tuple[str, ...]:
        asked.append((slug, after.hits_to, up_to.hits_to, now))
        return ("Tartus",)

    offering = replace(desk, suggest=suggest)
    assert "Tartus" not in offering.preview(ANN, NOW).rendered.text
    assert asked == []
    number = report("Wagner moves")
    assert "Also written about with it: Tartus." in offering.preview(ANN, NOW).rendered.text
    assert asked == [("wagner", 0, number, NOW)]
