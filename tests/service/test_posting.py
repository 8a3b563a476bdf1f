"""Mails on threads of their own: one that hangs holds up no other, nor the round."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.app_mail import digest_desk
from monitor.digest.delivery import Delivery, Letter, Verdict
from monitor.digest.outbox import DigestDesk
from monitor.service.digest_round import start_round
from monitor.service.posting import AT_ONCE, Post
from monitor.settings import RecipientSettings, Settings
from monitor.store.digests import digests
from monitor.store.outbox_rows import MailState
from monitor.store.private import ledger, private_path

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
READERS = tuple(
    RecipientSettings(address=f"{name}@example.org", empty="send") for name in ("ann", "bob", "cid")
)


class Server:
    """Hangs for ann until told to go on; takes the mails of others at once."""

    def __init__(self) -> None:
        self.ann_waits, self.go_on, self.others = threading.Event(), threading.Event(), threading.Semaphore(0)
        self.taken: list[str] = []

    def __call__(self, letter: Letter, before_content: Callable[[], bool]) -> Delivery:
        if letter.recipient.startswith("ann"):
            self.ann_waits.set()
            assert self.go_on.wait(60)
        if not before_content():
            return Delivery(verdict=Verdict.TAKEN, reply="taken")
        self.taken.append(letter.recipient)
        self.others.release()
        return Delivery(verdict=Verdict.ACCEPTED, reply="250 fine")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DigestDesk]:
    with digest_desk(tmp_path / "n.db", Settings(recipient=READERS)) as found:
        yield found


def post(tmp_path: Path, server: Server) -> Post:
    return Post(private_path(tmp_path / "n.db"), server, clock=lambda: NOW, most_a_day=10)


def test_a_server_that_hangs_holds_up_its_mail_only(desk: DigestDesk, tmp_path: Path) -> None:
    server = Server()
    with post(tmp_path, server) as mails:
        report = start_round(desk, READERS, mails, NOW)
        assert len(report.made) == len(READERS)
        assert server.ann_waits.wait(60)
        assert server.others.acquire(timeout=60)
        assert server.others.acquire(timeout=60)
        assert sorted(server.taken) == ["bob@example.org", "cid@example.org"]
        start_round(desk, READERS, mails, NOW)
        server.go_on.set()
    assert sorted(server.taken) == sorted(one.address for one in READERS)
    assert {row.state for row in ledger(desk.private)} == {MailState.SENT}


def test_what_has_arrived_is_told_once_and_published(desk: DigestDesk, tmp_path: Path) -> None:
    server = Server()
    server.go_on.set()
    mails = post(tmp_path, server)
    with mails:
        start_round(desk, READERS, mails, NOW)
        for _ in READERS:
            assert server.others.acquire(timeout=60)
    late = start_round(desk, READERS, mails, NOW)
    assert mails.arrived() == ()
    assert {one.state for one in late.attempts} <= {MailState.SENT}
    desk.publish()
    assert [row.state for row in digests(desk.store)] == ["sent"] * len(READERS)


def test_never_two_mails_of_one_reader_at_once(desk: DigestDesk, tmp_path: Path) -> None:
    server = Server()
    desk.make_due(READERS, NOW)
    rows = ledger(desk.private)
    with post(tmp_path, server) as mails:
        assert mails.start(rows) == len(READERS)
        assert server.ann_waits.wait(60)
        assert mails.start([row for row in rows if row.recipient.startswith("ann")]) == 0
        server.go_on.set()
    assert server.taken.count("ann@example.org") == 1


def test_a_service_that_stops_begins_no_other_mail(desk: DigestDesk, tmp_path: Path) -> None:
    crowd = tuple(
        RecipientSettings(address=f"ann{number}@example.org", empty="send") for number in range(3 * AT_ONCE)
    )
    server = Server()
    with post(tmp_path, server) as mails:
        start_round(desk, crowd, mails, NOW)
        assert server.ann_waits.wait(60)
        threading.Timer(0.05, server.go_on.set).start()
    assert 1 <= len(server.taken) <= AT_ONCE
    states = [row.state for row in ledger(desk.private)]
    assert states.count(MailState.PENDING) == len(crowd) - len(server.taken)


def test_a_private_file_that_cannot_be_used_is_logged_and_the_mail_stays(
    desk: DigestDesk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk.make_due(READERS, NOW)
    folder = tmp_path / "in the way"
    folder.write_text("", encoding="utf-8")
    with Post(folder / "n.private.db", Server(), clock=lambda: NOW, most_a_day=10) as mails:
        mails.start(ledger(desk.private)[1:2])
    assert "a mail could not be handed over" in caplog.text
    assert {row.state for row in ledger(desk.private)} == {MailState.PENDING}
