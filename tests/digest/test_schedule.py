"""When digests are due, over zones, seasons and outages."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.digest.schedule import (
    COVERED_MOST,
    EVERY_DAY,
    Rule,
    dates_between,
    due_at,
    due_digests,
    has_digest,
    newest_due_date,
    next_digest_at,
)
from monitor.settings import RecipientSettings
from monitor.store.outbox_rows import Served


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def reader(zone: str = "Europe/Paris", at: str = "07:00") -> RecipientSettings:
    return RecipientSettings(address="ann@example.org", zone=zone, at=at)


CASES: dict[str, tuple[RecipientSettings, tuple[str, ...], str, tuple[str, ...]]] = {
    "due at the minute": (reader(), ("2026-11-22",), "2026-11-23T06:00", ("2026-11-23",)),
    "not a second before": (reader(), ("2026-11-22",), "2026-11-23T05:59:59", ()),
    "once is enough": (reader(), ("2026-11-22", "2026-11-23"), "2026-11-23T20:00", ()),
    "missed days are one digest": (reader(), ("2026-11-18",), "2026-11-23T12:00", ("2026-11-23",)),
    "missed yesterday, caught up before today's time": (
        reader(),
        ("2026-11-21",),
        "2026-11-23T02:00",
        ("2026-11-22",),
    ),
    "a new reader waits for the time of day": (reader(), (), "2026-11-23T02:00", ()),
    "a new reader gets today's": (reader(), (), "2026-11-23T09:00", ("2026-11-23",)),
    "the date is the reader's, east": (
        reader("Asia/Tokyo"),
        ("2026-11-22",),
        "2026-11-22T22:00",
        ("2026-11-23",),
    ),
    "the date is the reader's, west": (
        reader("America/Los_Angeles"),
        ("2026-11-21",),
        "2026-11-23T02:00",
        ("2026-11-22",),
    ),
    "a time that the spring change skips": (
        reader(at="02:30"),
        ("2026-03-28",),
        "2026-03-29T01:30",
        ("2026-03-29",),
    ),
    "the clock went back over the date": (reader(), ("2026-11-23", "2026-11-22"), "2026-11-22T08:00", ()),
}


@pytest.mark.parametrize("case", CASES)
def test_due(case: str) -> None:
    recipient, made, now, expected = CASES[case]
    newest = max(map(date.fromisoformat, made), default=None)
    due = due_digests([recipient], {recipient.address: Served(newest=newest)}, moment(now))
    assert tuple(found.key for found in due) == expected


def covered(now: str, *, newest: str, set_aside: frozenset[date] = frozenset()) -> tuple[str, list[str]]:
    served = Served(newest=date.fromisoformat(newest), set_aside=set_aside)
    (due,) = due_digests([reader()], {reader().address: served}, moment(now))
    return due.key, [day.isoformat() for day in due.covers]


def test_the_newest_date_covers_those_that_were_missed() -> None:
    assert covered("2026-11-23T12:00", newest="2026-11-20") == ("2026-11-23", ["2026-11-21", "2026-11-22"])
    assert covered("2026-11-23T05:00", newest="2026-11-20") == ("2026-11-22", ["2026-11-21"])
    assert covered("2026-11-23T12:00", newest="2026-11-22") == ("2026-11-23", [])


def test_a_new_reader_gets_the_digest_of_the_day_she_came_even_if_late() -> None:
    came = moment("2026-11-21T12:00")
    late = reader(at="23:59")
    ledger = {late.address: Served(came=came)}
    assert due_digests([late], ledger, moment("2026-11-21T22:58")) == ()
    (due,) = due_digests([late], ledger, moment("2026-11-22T08:00"))
    assert (due.key, due.covers) == ("2026-11-21", ())
    (due,) = due_digests([late], ledger, moment("2026-11-24T08:00"))
    assert (due.key, due.covers) == ("2026-11-23", (date(2026, 11, 21), date(2026, 11, 22)))


def test_a_very_long_absence_is_covered_in_part() -> None:
    key, days = covered("2036-11-23T12:00", newest="2026-11-20")
    assert (key, len(days), days[-1]) == ("2036-11-23", COVERED_MOST - 1, "2036-11-22")


def test_a_date_that_was_set_aside_had_its_digest() -> None:
    aside = frozenset({date(2026, 11, 22)})
    assert covered("2026-11-23T12:00", newest="2026-11-20", set_aside=aside) == ("2026-11-23", ["2026-11-21"])
    ledger = {reader().address: Served(newest=date(2026, 11, 20), set_aside=aside)}
    assert due_digests([reader()], ledger, moment("2026-11-22T12:00")) == ()


def rule(zone: str, at: str, weekdays: tuple[int, ...] = EVERY_DAY) -> Rule:
    return Rule(at=time.fromisoformat(at), zone=ZoneInfo(zone), weekdays=weekdays)


DUE_AT = {
    "an ordinary day": ("Europe/Paris", "07:00", "2026-11-23", "2026-11-23T06:00"),
    "a time that comes twice, the first": ("Europe/Paris", "02:30", "2026-10-25", "2026-10-25T00:30"),
    "a time that is skipped": ("Europe/Paris", "02:30", "2026-03-29", "2026-03-29T01:30"),
    "a midnight that is skipped": ("Africa/Cairo", "00:00", "2026-04-24", "2026-04-23T22:00"),
    "half an hour that is skipped": ("Australia/Lord_Howe", "02:15", "2026-10-04", "2026-10-03T15:45"),
}


@pytest.mark.parametrize("case", DUE_AT)
def test_the_instant_at_which_a_date_is_due(case: str) -> None:
    zone, at, day, expected = DUE_AT[case]
    assert due_at(rule(zone, at), date.fromisoformat(day)) == moment(expected)


def test_a_day_that_a_zone_left_out_has_no_digest() -> None:
    apia = rule("Pacific/Apia", "07:00")
    assert not has_digest(apia, date(2011, 12, 30))
    assert dates_between(apia, date(2011, 12, 28), date(2012, 1, 1)) == (
        date(2011, 12, 29),
        date(2011, 12, 31),
    )
    assert newest_due_date(apia, moment("2011-12-30T10:00")) == date(2011, 12, 29)
    assert newest_due_date(apia, moment("2011-12-30T17:00")) == date(2011, 12, 31)


def test_days_that_are_not_wanted_are_never_due() -> None:
    mondays = rule("UTC", "07:00", (0,))
    assert newest_due_date(mondays, moment("2026-11-22T12:00")) == date(2026, 11, 16)
    assert newest_due_date(mondays, moment("2026-11-23T06:59")) == date(2026, 11, 16)
    assert newest_due_date(mondays, moment("2026-11-23T07:00")) == date(2026, 11, 23)
    assert dates_between(mondays, date(2026, 11, 9), date(2026, 11, 23)) == (date(2026, 11, 16),)
    assert newest_due_date(rule("UTC", "07:00", ()), moment("2026-11-23T07:00")) is None


@pytest.mark.parametrize(
    "zone", ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]
)
@pytest.mark.parametrize("at", ["00:00", "00:30", "01:30", "02:00", "02:30", "23:59"])
def test_exactly_one_digest_a_local_day_through_both_changes(zone: str, at: str) -> None:
    recipient = reader(zone, at)
    now, made = moment("2026-01-01T12:00"), list[date]()
    newest = now.astimezone(recipient.zone_info).date() - timedelta(days=1)
    for _ in range(365 * 48):
        for found in due_digests([recipient], {recipient.address: Served(newest=newest)}, now):
            made.append(found.local_date)
            newest = found.local_date
        now += timedelta(minutes=30)
    assert made == [made[0] + timedelta(days=number) for number in range(len(made))]
    assert len(made) >= 364


def test_the_next_digest_after_a_skipped_time_is_the_first_minute_that_exists() -> None:
    assert next_digest_at(reader(at="02:30"), date(2026, 3, 28)).isoformat() == "2026-03-29T03:30:00+02:00"


@given(
    zone=st.sampled_from(sorted(available_timezones())),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    day=st.dates(date(2000, 1, 1), date(2040, 12, 31)),
)
def test_dates_come_due_in_their_order_in_every_zone(zone: str, at: time, day: date) -> None:
    found = Rule(at=at, zone=ZoneInfo(zone))
    days = dates_between(found, day - timedelta(days=1), day + timedelta(days=4))
    moments = [due_at(found, each) for each in days]
    assert moments == sorted(set(moments))
    for each, due in zip(days, moments, strict=True):
        assert newest_due_date(found, due) == each
        assert newest_due_date(found, due - timedelta(seconds=1)) != each
