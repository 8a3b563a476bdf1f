"""The hold in the running service: told, kept over a restart, ended by time, by a person, or by the clock."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from monitor.app_mail import digest_desk
from monitor.digest.outbox import DigestDesk
from monitor.service.clock_guard import ClockGuard, held_by_another, steady_clock
from monitor.service.mail_state import mail_line, mail_trouble, trouble
from monitor.service.releasing import release_all
from monitor.settings import RecipientSettings, Settings
from monitor.store.notices import untold
from monitor.store.outbox_rows import MailState
from monitor.store.private import ledger, served

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANN = RecipientSettings(address="ann@example.org", empty="send")
SETTINGS = Settings(recipient=(ANN,))


class Clocks:
    """A steady clock, and a wall clock that is ahead of it."""

    def __init__(self) -> None:
        self.steady, self.ahead = timedelta(), timedelta()

    @property
    def now(self) -> datetime:
        return NOW + self.steady + self.ahead


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DigestDesk]:
    with digest_desk(tmp_path / "n.db", SETTINGS) as found:
        yield found


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def tick(desk: DigestDesk, clocks: Clocks) -> Callable[..., bool]:
    guard = ClockGuard(lambda: clocks.steady)

    def turn(pause: timedelta = HOUR / 2, *, ahead: timedelta | None = None) -> bool:
        """Whether mail went."""
        clocks.steady += pause
        clocks.ahead = clocks.ahead if ahead is None else ahead
        held = guard.held(desk, [ANN], clocks.now) is not None
        if not held:
            desk.make_due([ANN], clocks.now)
        return not held

    assert turn()
    return turn


def test_a_jump_is_held_told_once_and_believed_after_an_hour(
    desk: DigestDesk, clocks: Clocks, tick: Callable[..., bool], tmp_path: Path
) -> None:
    assert [tick(ahead=9 * DAY), tick(), tick(), tick()] == [False, False, True, True]
    (notice,) = untold(desk.store)
    assert (notice.kind, "the clock jumped ahead by 9 days" in notice.text) == ("mail", True)
    assert trouble(desk.private, [ANN], clocks.now) == ()
    rows = ledger(desk.private)
    assert [row.digest_key for row in rows if row.state is MailState.COVERED] == [
        f"2026-{month:02}-{day:02}" for month, day in [(11, n) for n in range(24, 31)] + [(12, 1)]
    ]
    assert (
        b"Covers Tue 24 Nov to Wed 2 Dec."
        in desk.private.conn.execute("select mime from outbox where digest_key = '2026-12-02'").fetchone()[0]
    )
    assert mail_line(tmp_path / "n.db").startswith("none sent yet; 2 waiting")


def test_a_hold_is_in_status_and_check(clocks: Clocks, tick: Callable[..., bool], tmp_path: Path) -> None:
    tick(ahead=9 * DAY)
    (line,) = mail_trouble(tmp_path / "n.db", SETTINGS, clocks.now)
    assert "mail is held, since the clock jumped ahead by 9 days" in line
    assert "newswake digest release" in line
    assert line in mail_line(tmp_path / "n.db")


def test_a_person_may_end_it(desk: DigestDesk, clocks: Clocks, tick: Callable[..., bool]) -> None:
    assert not tick(ahead=9 * DAY)
    assert release_all(desk, [ANN], clocks.now).lines() == (
        "the clock is taken to be right, and mail goes out",
    )
    assert "goes out within a minute" in trouble(desk.private, [ANN], clocks.now)[0]
    assert tick(timedelta(seconds=30))
    assert trouble(desk.private, [ANN], clocks.now) == ()


def test_a_service_that_is_started_again_goes_on_holding(
    desk: DigestDesk, clocks: Clocks, tick: Callable[..., bool]
) -> None:
    tick(ahead=9 * DAY)
    again = ClockGuard(lambda: clocks.steady)
    assert again.held(desk, [ANN], clocks.now + HOUR / 2) is not None
    assert held_by_another(desk.private, clocks.now + HOUR / 2) is not None
    assert again.held(desk, [ANN], clocks.now + HOUR) is None
    assert held_by_another(desk.private, clocks.now) is None


def test_a_clock_put_right_while_nothing_ran_ends_it(
    desk: DigestDesk, clocks: Clocks, tick: Callable[..., bool]
) -> None:
    tick(ahead=9 * DAY)
    assert ClockGuard(lambda: clocks.steady).held(desk, [ANN], NOW + HOUR) is None


def test_what_was_made_under_a_wrong_clock_holds_nothing_back_once_it_is_right(
    desk: DigestDesk, tick: Callable[..., bool]
) -> None:
    assert [tick(ahead=9 * DAY), tick(), tick()] == [False, False, True]
    assert served(desk.private)[ANN.address].newest == date(2026, 12, 2)
    assert tick(ahead=timedelta())
    found = served(desk.private)[ANN.address]
    assert (found.newest, found.set_aside) == (date(2026, 11, 23), frozenset({date(2026, 12, 2)}))
    for _ in range(12):
        tick(DAY)
    keys = [row.digest_key for row in ledger(desk.private)]
    assert sorted(keys) == [(date(2026, 11, 23) + number * DAY).isoformat() for number in range(13)]
    assert len([row for row in ledger(desk.private) if row.state is MailState.COVERED]) == 0


def test_a_ledger_ahead_of_a_service_that_just_started_waits_for_a_person(
    desk: DigestDesk, clocks: Clocks, tick: Callable[..., bool]
) -> None:
    tick(ahead=9 * DAY), tick(), tick()
    clocks.ahead = timedelta()
    assert ClockGuard(lambda: clocks.steady).held(desk, [ANN], clocks.now) is None
    tomorrow = clocks.now + DAY
    assert desk.make_due([ANN], tomorrow).made == ()
    (line,) = trouble(desk.private, [ANN], tomorrow)
    assert "has a digest dated 2026-12-02, and gets none before that date" in line
    assert release_all(desk, [ANN], tomorrow).set_aside == 8
    assert [row.digest_key for row in desk.make_due([ANN], tomorrow + DAY).made] == ["2026-11-25"]


def test_the_steady_clock_only_goes_forward() -> None:
    assert timedelta() < steady_clock() <= steady_clock()
