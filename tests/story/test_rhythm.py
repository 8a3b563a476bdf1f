from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.story.rhythm import Back, Day, Quiet, Rhythm, Spike, rhythm

START = datetime(2023, 11, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"]


def texts(counts: Iterable[int]) -> list[datetime]:
    """So many texts on each day from the first on, a minute apart."""
    return [
        START + DAY * day + timedelta(minutes=minute)
        for day, count in enumerate(counts)
        for minute in range(count)
    ]


def of(counts: list[int], *, now: datetime | None = None, started: datetime = START) -> Rhythm:
    """The rhythm on the evening of the last of ``counts``."""
    evening = START + DAY * (len(counts) - 1) + timedelta(hours=12)
    return rhythm(texts(counts), now or evening, UTC, started)


def test_days_without_a_text_are_there_too() -> None:
    assert of([2, 0, 1]).days == (
        Day(date=date(2023, 11, 1), count=2),
        Day(date=date(2023, 11, 2), count=0),
        Day(date=date(2023, 11, 3), count=1),
    )


def test_the_days_begin_with_the_watch_or_an_older_text() -> None:
    assert of([1], started=START - 2 * DAY).days[0].date == date(2023, 10, 30)
    assert of([1], started=START + 5 * DAY).days[0].date == date(2023, 11, 1)


def test_a_watch_that_begins_tomorrow_has_today() -> None:
    assert rhythm([], START, UTC, START + DAY).days == (Day(date=date(2023, 11, 1), count=0),)


def test_a_day_is_one_of_the_zone() -> None:
    late = datetime(2023, 11, 1, 23, 30, tzinfo=UTC)
    days = rhythm([late], late, ZoneInfo("Europe/Berlin"), late).days
    assert days == (Day(date=date(2023, 11, 2), count=1),)


def test_the_last_hour_is_the_running_one() -> None:
    now = datetime(2023, 11, 3, 12, 20, tzinfo=UTC)
    moments = [now, now - timedelta(minutes=20), now - timedelta(minutes=21), now - timedelta(hours=48)]
    hours = rhythm(moments, now, UTC, START).hours
    assert len(hours) == 48
    assert [hour.count for hour in hours[-2:]] == [1, 2]
    assert sum(hour.count for hour in hours) == 3
    assert hours[-1].start == datetime(2023, 11, 3, 12, tzinfo=UTC)


def test_hours_begin_with_those_of_the_zone() -> None:
    now = datetime(2023, 11, 3, 12, 20, tzinfo=UTC)
    kathmandu = rhythm([], now, ZoneInfo("Asia/Kathmandu"), now).hours[-1]
    assert kathmandu.start == datetime(2023, 11, 3, 12, 15, tzinfo=UTC)


MOMENTS = st.lists(
    st.datetimes(datetime(2023, 3, 1), datetime(2023, 12, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive
    max_size=30,
)


@given(MOMENTS, st.sampled_from(ZONES))
def test_every_moment_counts_in_one_day(moments: list[datetime], zone: str) -> None:
    now = datetime(2023, 12, 1, tzinfo=UTC)
    days = rhythm(moments, now, ZoneInfo(zone), datetime(2023, 6, 1, tzinfo=UTC)).days
    assert sum(day.count for day in days) == len(moments)
    assert all(later.date - earlier.date == DAY for earlier, later in pairwise(days))


# Around the two changes of summer time in Europe, New York and on Lord Howe Island.
CHANGES = [
    datetime(2023, 3, 26, 1, tzinfo=UTC),
    datetime(2023, 10, 29, 1, tzinfo=UTC),
    datetime(2023, 11, 5, 6, tzinfo=UTC),
    datetime(2023, 9, 30, 15, 30, tzinfo=UTC),
]


@given(
    st.sampled_from(CHANGES),
    st.integers(min_value=0, max_value=46 * 60),
    st.lists(st.integers(min_value=0, max_value=46 * 60), max_size=20),
    st.sampled_from(ZONES),
)
def test_every_moment_of_two_days_counts_in_one_hour(
    change: datetime, later: int, before: list[int], zone: str
) -> None:
    now = change + timedelta(minutes=later)
    moments = [now - timedelta(minutes=minutes) for minutes in before]
    hours = rhythm(moments, now, ZoneInfo(zone), now - 3 * DAY).hours
    assert sum(hour.count for hour in hours) == len(moments)
    assert {b.start - a.start for a, b in pairwise(hours)} == {timedelta(hours=1)}
    assert hours[-1].start <= now < hours[-1].start + timedelta(hours=1)


def test_a_moment_that_has_not_come_is_left_out() -> None:
    assert sum(day.count for day in rhythm([START + DAY], START, UTC, START).days) == 0


STEADY = [2, 3, 2, 1, 3, 2, 2, 3, 2, 2]
SPIKES = {
    "a day out of the ordinary": ([*STEADY, 12], [(10, 12)]),
    "nothing out of it": ([*STEADY, 4], []),
    "as many as last week": ([*STEADY[:3], 12, *STEADY[4:], 12], []),
    "no more than the day before": ([*STEADY, 12, 12], [(10, 12)]),
    "more, but a day after the last": ([*STEADY, 12, 40], [(10, 12)]),
    "two days after the last": ([*STEADY, 12, 3, 60], [(10, 12), (12, 60)]),
    "first week": ([1, 1, 1, 1, 1, 1, 30], []),
    "the eighth day": ([1, 1, 1, 1, 1, 1, 1, 30], [(7, 30)]),
    "the breaking of the story hides nothing": ([30, 40, 25, 4, 1, 2, 1, 2, 14], [(8, 14)]),
    "four texts are none": ([1, 0, 0, 0, 0, 0, 0, 0, 0, 4], []),
    "five are": ([1, 0, 0, 0, 0, 0, 0, 0, 0, 5], [(9, 5)]),
    "what is three weeks old is forgotten": ([*[20] * 7, *[1] * 15, 9], [(22, 9)]),
}


@pytest.mark.parametrize(("counts", "expected"), SPIKES.values(), ids=SPIKES.keys())
def test_a_spike_is_a_day_out_of_the_ordinary(counts: list[int], expected: list[tuple[int, int]]) -> None:
    found = [((spike.day - START.date()).days, spike.count) for spike in of(counts).spikes]
    assert found == expected


def test_a_spike_says_what_is_usual() -> None:
    assert of([9, 9, 9, 2, 4, 2, 4, 20]).spikes == (Spike(day=date(2023, 11, 8), count=20, usual=3.0),)


SILENCES = {
    "three days are usual": ([2, 2, 2, 0, 0], None),
    "four are not": ([2, 2, 2, 0, 0, 0], 3),
    "a story of every fifth day": ([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0], None),
    "even that has an end": ([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0], 5),
    "a story without a rhythm gets a week": ([3, 0, 0, 0, 0, 0, 0], None),
    "and no more": ([3, 0, 0, 0, 0, 0, 0, 0], 7),
    "never a text": ([0] * 30, None),
}


@pytest.mark.parametrize(("counts", "days"), SILENCES.values(), ids=SILENCES.keys())
def test_a_story_is_quiet_when_it_outlasts_its_gaps(counts: list[int], days: int | None) -> None:
    quiet = of(counts).quiet
    assert (quiet and quiet.days) == days


def test_quiet_says_since_when_and_from_when_on() -> None:
    since = START + 2 * DAY
    assert of([1, 1, 1, 0, 0, 0, 0]).quiet == Quiet(since=since, days=4, at=since + 3 * DAY)
    assert of([1, 1, 1, 0, 0, 0, 0, 0]).quiet == Quiet(since=since, days=5, at=since + 3 * DAY)


def test_a_text_after_a_quiet_spell_is_back() -> None:
    found = of([1, 1, 1, 0, 0, 0, 0, 1])
    assert found.quiet is None
    assert found.backs == (Back(at=START + 7 * DAY, after_days=5),)


def test_a_silence_as_long_as_the_last_is_no_surprise() -> None:
    assert [back.after_days for back in of([1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]).backs] == [5]


@given(MOMENTS, st.integers(min_value=0, max_value=29), st.sampled_from(ZONES))
def test_what_comes_later_changes_no_earlier_back(moments: list[datetime], known: int, zone: str) -> None:
    past = sorted(moments)[: known + 1]
    if past:
        early = rhythm(past, past[-1], ZoneInfo(zone), past[0]).backs
        later = rhythm(moments, datetime(2023, 12, 1, tzinfo=UTC), ZoneInfo(zone), past[0]).backs
        assert later[: len(early)] == early
