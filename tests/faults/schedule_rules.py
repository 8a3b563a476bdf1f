"""What must hold of a ledger after everything: one row a date, each mail once, every hit in one window."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from monitor.digest.schedule import dates_between, newest_due_date, rule_of
from monitor.settings import RecipientSettings
from monitor.store.outbox_rows import LedgerRow, MailState
from monitor.store.private import ledger
from tests.faults.schedule_world import World

MOST_COVERED = 5
"""No trouble lasts for longer than three days and a bit."""

OVER = {MailState.SENT, MailState.EMPTY, MailState.COVERED}


def problems(world: World) -> list[str]:
    """Every rule that does not hold, in words."""
    rows = ledger(world.desk.private)
    found = [
        f"{one.zone} {one.at}: {problem}"
        for one in world.readers
        for problem in _of(one, [row for row in rows if row.recipient == one.address], world)
    ]
    twice = [key for key, count in world.handed.items() if count > 1]
    hasty = [f"{world.hasty} mails went out within the hour after a jump"] if world.hasty else []
    return [*found, *hasty, *(f"sent twice: {key}" for key in twice)]


def _of(reader: RecipientSettings, rows: list[LedgerRow], world: World) -> Iterator[str]:
    if not rows:
        yield "nothing was made"
        return
    rule, last = rule_of(reader), newest_due_date(rule_of(reader), world.now)
    dates = [row.local_date for row in rows]
    assert last is not None
    first, day = min(dates), timedelta(days=1)
    calendar = dates_between_all(rule, first - day, last + day)
    in_time = sorted(one for one in dates if one <= last)
    if in_time != calendar:
        missing, extra = set(calendar) - set(in_time), [one for one in in_time if in_time.count(one) > 1]
        yield f"{len(missing)} dates have no row: {sorted(missing)[:3]}; {len(extra)} have two"
    stray = [
        row for row in rows if row.local_date > last and not row.set_aside and row.local_date.year > 2090
    ]
    if stray:
        yield f"{len(stray)} rows of a date that never came hold others back"
    if waiting := [row.digest_key for row in rows if row.state not in OVER]:
        yield f"not over: {waiting[:3]}"
    if (longest := _longest_silence(rows)) > MOST_COVERED:
        yield f"{longest} dates in a row have no digest of their own"
    yield from _windows(rows, world)
    sent = [row for row in rows if row.state is MailState.SENT]
    if lost := [row.digest_key for row in sent if world.handed[row.recipient, row.message_id] != 1]:
        yield f"not handed over once: {lost[:3]}"


def _longest_silence(rows: list[LedgerRow]) -> int:
    """The most dates in a row that another digest covers."""
    ordered = sorted((row for row in rows if not row.set_aside), key=lambda row: row.local_date)
    runs = groupby(ordered, lambda row: row.state is MailState.COVERED)
    return max((len(tuple(run)) for covered, run in runs if covered), default=0)


def dates_between_all(rule: object, after: date, before: date) -> list[date]:
    """As ``dates_between``, however far apart."""
    found: list[date] = []
    while after < before - timedelta(days=1):
        until = min(before, after + timedelta(days=100))
        found += dates_between(rule, after, until)  # type: ignore[arg-type]
        after = until - timedelta(days=1)
    return found


def _windows(rows: list[LedgerRow], world: World) -> Iterator[str]:
    made = [row for row in rows if row.state is not MailState.COVERED]
    reached, told = made[0].hits_from, 0
    for row in made:
        if row.hits_from != reached:
            yield f"{row.digest_key} begins at {row.hits_from}, not at {reached}"
        told += row.hit_count
        if row.hit_count != row.hits_to - row.hits_from:
            yield f"{row.digest_key} tells {row.hit_count} of {row.hits_to - row.hits_from} hits"
        reached = row.hits_to
    if reached > world.hits or told != reached - made[0].hits_from:
        yield f"told {told} of {world.hits} hits"
