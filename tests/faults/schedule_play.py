"""Two years of digests in eleven zones through summer time, jumps of the clock and sleep; prints a table.

Run: ``python -m tests.faults.schedule_play [ZONE…]``, a quarter of an hour on two cores. Each zone is a ledger of its own, real
files and the code of the service, with ten readers who want their digest at ten times of day. Exits 1 where a local date has
no row or two, a mail went out twice, or a hit is in no window or in two.
"""

# ruff: noqa: T201 - it prints a table
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from monitor.settings import RecipientSettings
from monitor.store.outbox_rows import MailState
from monitor.store.private import ledger
from tests.faults.schedule_rules import problems
from tests.faults.schedule_world import play, trouble, world

TIMES: Final = ("00:00", "00:30", "01:59", "02:15", "02:30", "03:00", "07:00", "12:00", "18:45", "23:59")
BEGINS: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
ZONES: Final = {
    "Europe/Paris": BEGINS,
    "America/New_York": BEGINS,
    "America/St_Johns": BEGINS,
    "America/Santiago": BEGINS,
    "Africa/Cairo": BEGINS,
    "Africa/Casablanca": BEGINS,
    "Asia/Kathmandu": BEGINS,
    "Australia/Lord_Howe": BEGINS,
    "Pacific/Chatham": BEGINS,
    "Pacific/Kiritimati": BEGINS,
    "Pacific/Apia": datetime(2011, 1, 1, 12, tzinfo=UTC),  # left out 30 December 2011
}
"""Half and three quarters of an hour, both sides of the date line, changes at midnight, of half an hour, at Ramadan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What one zone came to."""

    zone: str
    dates: int
    states: Counter[str]
    mails: int
    hits: int
    events: Counter[str]
    rounds: int
    seconds: float
    problems: tuple[str, ...]


def readers(zone: str, times: Sequence[str] = TIMES) -> tuple[RecipientSettings, ...]:
    """One reader a time of day; every second one wants empty mails too."""
    return tuple(
        RecipientSettings(
            address=f"reader{number}@example.org",
            zone=zone,
            at=at,
            empty="send" if number % 2 else "skip",
            max_items=500,
        )
        for number, at in enumerate(times)
    )


def played(
    zone: str, days: int, *, begins: datetime | None = None, times: Sequence[str] = TIMES, every: float = 5.0
) -> Played:
    """Play ``days`` days in ``zone``, with trouble every ``every`` days or so."""
    start = begins or ZONES[zone]
    end = start + timedelta(days=days)
    chance = random.Random(zone)  # noqa: S311 - a script that can be played again
    events = tuple(trouble(start, end, chance, timedelta(days=every)))
    # Every second zone on a machine whose steady clock stops while it sleeps.
    counts_sleep = len(zone) % 2 == 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = world(Path(folder), readers(zone, times), start, days, counts_sleep=counts_sleep)
        with closing(found.desk.store), closing(found.desk.private):
            play(found, events, end, lambda: timedelta(minutes=chance.uniform(2, 60)))
            rows = ledger(found.desk.private)
            return Played(
                zone=zone,
                dates=sum(not row.set_aside for row in rows),
                states=Counter(row.state.value for row in rows),
                mails=sum(found.handed.values()),
                hits=found.hits,
                events=Counter(event.kind for event in events),
                rounds=found.rounds,
                seconds=time.monotonic() - began,
                problems=tuple(problems(found)),
            )


def _quiet(zone: str) -> Played:
    logging.disable(logging.WARNING)
    return played(zone, 730)


def main(names: list[str]) -> int:
    """Print the table; 1 where a rule does not hold."""
    zones = [zone for zone in ZONES if not names or zone in names]
    columns = (MailState.SENT, MailState.EMPTY, MailState.COVERED)
    print(
        f"{'zone':20} {'rows':>6} {'sent':>6} {'empty':>6} {'cover':>6} {'hits':>5} {'events':>6} {'rounds':>7} {'s':>5}"
    )
    bad, dates, events = 0, 0, Counter[str]()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as workers:
        for one in workers.map(_quiet, zones):
            numbers = " ".join(f"{one.states[state.value]:6}" for state in columns)
            print(
                f"{one.zone:20} {one.dates:6} {numbers} {one.hits:5} {one.events.total():6} {one.rounds:7}"
                f" {one.seconds:5.0f}",
                flush=True,
            )
            for problem in one.problems:
                print(f"    <-- {problem}", flush=True)
            bad, dates, events = bad + bool(one.problems), dates + one.dates, events + one.events
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(events.items()))
    print(f"{len(zones)} zones, {dates} rows, {bad} zones in which a rule does not hold; {told}")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
