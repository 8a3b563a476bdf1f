"""What matches well is told at once, seldom, and once: the digest says that it was."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from monitor.digest.alerting import make_alerts
from monitor.digest.outbox import DigestDesk
from monitor.settings import RecipientSettings
from monitor.store.connection import transaction
from monitor.store.outbox_rows import LedgerRow
from monitor.store.private import find_mail, mime_of
from tests.digest.newsdesk import NOW, Report, desk, report

__all__ = ["desk", "report"]

ANN = RecipientSettings(address="ann@example.org", at="07:00", alert_score=1.5, alerts_per_day=2)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def waiting(desk: DigestDesk, report: Report) -> DigestDesk:
    """A desk whose reader has had her digest, and where alerts have been looked for once."""
    report("Wagner leaves")
    desk.make_due([ANN], NOW)
    assert make_alerts(desk, [ANN], NOW).made == ()
    return desk


def scored(desk: DigestDesk, hit: int, score: float) -> None:
    with transaction(desk.store):
        desk.store.conn.execute("update hits set score = ? where id = ?", (score, hit))


def alerts(desk: DigestDesk, reader: RecipientSettings = ANN, hours: float = 1) -> tuple[LedgerRow, ...]:
    result = make_alerts(desk, [reader], NOW + timedelta(hours=hours))
    assert result.failed == ()
    return result.made


def mail(desk: DigestDesk, row: LedgerRow) -> EmailMessage:
    message = message_from_bytes(mime_of(desk.private, row.mail_id), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text(desk: DigestDesk, row: LedgerRow) -> str:
    part = mail(desk, row).get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_a_development_that_matches_well_is_told_at_once(waiting: DigestDesk, report: Report) -> None:
    scored(waiting, report("Wagner returns with a Pantsir"), 1.7)
    (row,) = alerts(waiting)
    assert (row.subject, row.digest_key) == ("At once: Wagner", "alert-2")
    assert "Wagner returns with a Pantsir" in text(waiting, row)
    assert alerts(waiting) == (), "asked again, nothing is told twice"


@pytest.mark.parametrize("score", [1.0, 1.49])
def test_what_matches_less_waits_for_the_digest(waiting: DigestDesk, report: Report, score: float) -> None:
    scored(waiting, report("Wagner returns"), score)
    assert alerts(waiting) == ()


def test_the_digest_tells_it_again_and_says_so(waiting: DigestDesk, report: Report) -> None:
    scored(waiting, report("Wagner returns with a Pantsir"), 1.7)
    report("Wagner sends a letter to the harbour master")
    alerts(waiting)
    tomorrow = NOW + timedelta(days=1)
    waiting.make_due([ANN], tomorrow)
    row = find_mail(waiting.private, ANN.address, "2026-11-24")
    assert row is not None
    assert row.hit_count == 2
    told = " ".join(text(waiting, row).split())
    assert told.count("sent to you at once") == 1
    assert told.index("sent to you at once") - told.index("Wagner returns") in range(200)


def test_the_digest_of_the_round_comes_first(waiting: DigestDesk, report: Report) -> None:
    scored(waiting, report("Wagner returns with a Pantsir"), 1.7)
    tomorrow = NOW + timedelta(days=1)
    waiting.make_due([ANN], tomorrow)
    assert alerts(waiting, hours=24) == ()


def test_a_day_has_no_more_alerts_than_were_asked_for(waiting: DigestDesk, report: Report) -> None:
    made: list[LedgerRow] = []
    for number, title in enumerate(("Wagner one", "Wagner two two", "Wagner three three", "Wagner four 4")):
        scored(waiting, report(title), 2.0)
        made += alerts(waiting, hours=1 + number)
    assert [row.digest_key for row in made] == ["alert-2", "alert-3"]
    scored(waiting, report("Wagner on the next day"), 2.0)
    assert len(alerts(waiting, hours=24)) == 1


def test_nothing_is_told_at_once_while_she_pauses(waiting: DigestDesk, report: Report) -> None:
    scored(waiting, report("Wagner returns"), 2.0)
    paused = ANN.model_copy(update={"pause_until": LATER.date() + timedelta(days=3)})
    assert alerts(waiting, paused) == ()


def test_news_of_before_alerts_were_asked_for_is_none(desk: DigestDesk, report: Report) -> None:
    plain = ANN.model_copy(update={"alert_score": None})
    desk.make_due([plain], NOW)
    scored(desk, report("Wagner returns"), 2.0)
    assert alerts(desk, plain) == ()
    assert alerts(desk) == ()
    scored(desk, report("Wagner returns again"), 2.0)
    assert len(alerts(desk)) == 1


def test_one_alert_that_cannot_be_made_holds_up_no_other(waiting: DigestDesk, report: Report) -> None:
    bob = ANN.model_copy(update={"address": "bob@example.org"})
    waiting.make_due([bob], NOW)
    make_alerts(waiting, [bob], NOW)
    scored(waiting, report("Wagner returns"), 2.0)
    broken = replace(waiting, sender="närrisch@desk.example")
    failed = make_alerts(broken, [ANN], LATER)
    assert [one.recipient for one in failed.failed] == [ANN.address]
    assert len(make_alerts(waiting, [ANN, bob], LATER).made) == 2
