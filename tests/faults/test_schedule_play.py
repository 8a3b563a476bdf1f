"""The real ledger through years of trouble with clocks: a sample here, all of it with ``make schedule``."""

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.store.private import ledger
from tests.faults.schedule_play import ZONES, played, readers
from tests.faults.schedule_rules import problems
from tests.faults.schedule_world import Event, World, play, world

SAMPLE = {
    "half an hour forward": ("Australia/Lord_Howe", datetime(2026, 9, 25, 12, tzinfo=UTC)),
    "back, at midnight": ("America/Santiago", datetime(2026, 3, 28, 12, tzinfo=UTC)),
    "a day left out": ("Pacific/Apia", datetime(2011, 12, 20, 12, tzinfo=UTC)),
}


@pytest.mark.faults
@pytest.mark.parametrize("zone", ZONES)
def test_two_years(zone: str) -> None:
    assert played(zone, 730).problems == ()


@pytest.mark.parametrize("case", SAMPLE)
def test_some_days(case: str) -> None:
    zone, begins = SAMPLE[case]
    found = played(zone, 30, begins=begins, times=("00:00", "02:15", "23:59"), every=0.5)
    assert found.problems == ()
    assert found.mails > 40
    assert len(found.events) >= 7


NOW = datetime(2026, 3, 27, 12, tzinfo=UTC)
EVENTS = st.builds(
    lambda kind, hours, by: (kind, timedelta(hours=hours), timedelta(hours=by)),
    st.sampled_from(("jump", "sleep", "2100", "1970")),
    st.integers(1, 30),
    st.integers(-80, 80).filter(bool),
)


@settings(max_examples=12, deadline=None)
@given(
    zone=st.sampled_from(sorted(ZONES)),
    at=st.times().map(lambda at: f"{at:%H:%M}"),
    moves=st.lists(EVENTS, max_size=4),
    counts_sleep=st.booleans(),
    seed=st.integers(0, 99),
)
def test_whatever_the_clock_does(
    zone: str,
    at: str,
    moves: list[tuple[str, timedelta, timedelta]],
    counts_sleep: bool,  # noqa: FBT001 - Hypothesis hands it over by name
    seed: int,
) -> None:
    years = {"2100": datetime(2100, 1, 1, tzinfo=UTC), "1970": datetime(1970, 1, 1, tzinfo=UTC)}
    begins, events = NOW + timedelta(days=1), []
    for kind, lasts, by in moves:
        events.append(Event(at=begins, kind=kind, lasts=lasts, by=by, to=years.get(kind)))
        begins += lasts + timedelta(hours=13)
    chance = random.Random(seed)  # noqa: S311 - a script that can be played again
    with TemporaryDirectory() as folder:
        found = world(Path(folder), readers(zone, (at,)), NOW, seed, counts_sleep=counts_sleep)
        with closing(found.desk.store), closing(found.desk.private):
            end = begins + timedelta(days=5)  # a jump back that was believed may have lasted
            play(found, events, end, lambda: timedelta(minutes=chance.uniform(5, 90)))
            assert problems(found) == []


@pytest.fixture
def lived(tmp_path: Path) -> Iterator[World]:
    found = world(tmp_path, readers("Europe/Paris", ("07:00",)), NOW, 1)
    with closing(found.desk.store), closing(found.desk.private):
        play(found, (), NOW + timedelta(days=6), lambda: timedelta(minutes=20))
        assert problems(found) == []
        yield found


BREAKS = {
    "a date without a row": ("delete from outbox where id = 3", "1 dates have no row"),
    "a hit in two windows": ("update outbox set hits_from = hits_from - 1 where id = 3", "begins at"),
    "a hit in none": ("update outbox set hits_from = hits_from + 1 where id = 3", "begins at"),
    "a mail that nobody got": (
        "update outbox set state = 'sent', message_id = 'x' where id = 3",
        "not handed over",
    ),
    "a mail that waits": ("update outbox set state = 'pending' where id = 3", "not over"),
}


@pytest.mark.parametrize("case", BREAKS)
def test_a_ledger_that_breaks_a_rule_is_found_out(case: str, lived: World) -> None:
    sql, said = BREAKS[case]
    lived.desk.private.conn.execute(sql)
    assert said in " ".join(problems(lived))


def test_a_mail_that_went_out_twice_is_found_out(lived: World) -> None:
    sent = next(row for row in ledger(lived.desk.private) if row.sent_at)
    lived.handed[sent.recipient, sent.message_id] += 1
    assert "sent twice" in " ".join(problems(lived))
