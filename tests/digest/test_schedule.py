"""When digests are due, over zones, seasons and outages."""

from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.digest.schedule import digest_key, due_digests, next_digest_at
from monitor.settings import RecipientSettings


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
        "2026-03-29T01:00",
        ("2026-03-29",),
    ),
    "the clock went back over the date": (reader(), ("2026-11-23", "2026-11-22"), "2026-11-22T08:00", ()),
}


@pytest.mark.parametrize("case", CASES)
def test_due(case: str) -> None:
    recipient, made, now, expected = CASES[case]
    due = due_digests([recipient], {recipient.address: made}, moment(now))
    assert tuple(found.key for found in due) == expected


@pytest.mark.parametrize(
    "zone", ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]
)
@pytest.mark.parametrize("at", ["00:00", "00:30", "01:30", "02:00", "02:30", "23:59"])
def test_exactly_one_digest_a_local_day_through_both_changes(zone: str, at: str) -> None:
    recipient = reader(zone, at)
    now, made = moment("2026-01-01T12:00"), []
    known: set[str] = {digest_key(now.astimezone(recipient.zone_info).date() - timedelta(days=1))}
    for _ in range(365 * 48):
        due = due_digests([recipient], {recipient.address: known}, now)
        for found in due:
            made.append(found.local_date)
            known.add(found.key)
        now += timedelta(minutes=30)
    assert made == [made[0] + timedelta(days=number) for number in range(len(made))]
    assert len(made) >= 364


def test_the_next_digest_after_a_skipped_time_is_the_first_minute_that_exists() -> None:
    assert next_digest_at(reader(at="02:30"), date(2026, 3, 28)).isoformat() == "2026-03-29T03:30:00+02:00"
