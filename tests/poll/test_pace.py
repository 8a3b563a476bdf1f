from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed_memory import Pace
from monitor.outcome import FeedHead
from monitor.poll.pace import WAITS, PollFacts, pace_after, peak_at, rate_at

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
UNCHANGED = PollFacts(not_modified=True)


def dated(*hours_ago: float) -> PollFacts:
    dates = tuple(NOW - timedelta(hours=hours) for hours in hours_ago)
    return PollFacts(new=len(dates), entries=len(dates), dates=dates)


def news(new: int, entries: int = 100) -> PollFacts:
    return PollFacts(new=new, entries=entries, overlap=(entries - new) / entries)


def polled(pace: Pace, facts: PollFacts, *, every: timedelta, times: int) -> Pace:
    assert pace.measured_at is not None
    for _ in range(times):
        pace = pace_after(pace, facts, now=pace.measured_at + every)
    return pace


KNOWN = Pace(measured_at=NOW, last_new_at=NOW, window=20)

FIRST = [
    pytest.param(dated(*(n + 0.5 for n in range(24))), 1.0, 1.0, id="one an hour for a day"),
    pytest.param(dated(*(n / 10 for n in range(1, 21))), 20 / 24, 10.0, id="ten an hour for two hours"),
    pytest.param(dated(*(24.0 * n for n in range(1, 29))), 7 / 168, 0.0, id="one a day for four weeks"),
    pytest.param(dated(*(24.0 * n for n in range(40, 60))), 0.0, 0.0, id="silent for a month"),
    pytest.param(dated(*([0.01] * 20)), 20 / 24, 20.0, id="all dated alike, just now"),
    pytest.param(dated(-5.0, -200.0), 0.0, 1.0, id="dates in the future are none"),
    pytest.param(PollFacts(new=20, entries=20), 0.0, 1.0, id="no dates: one an hour until it is known"),
    pytest.param(PollFacts(), 0.0, 0.0, id="no entries"),
]


@pytest.mark.parametrize(("facts", "week", "hours"), FIRST)
def test_the_first_document_tells_the_pace_by_its_dates(facts: PollFacts, week: float, hours: float) -> None:
    pace = pace_after(Pace(), facts, now=NOW)
    assert pace.rate_week == pytest.approx(week, rel=0.06)
    assert pace.rate_hours == pytest.approx(hours, rel=0.06)
    assert pace.measured_at == NOW
    assert pace.window == facts.entries
    assert not pace.rush


def test_the_first_document_tells_when_there_last_was_something_new() -> None:
    assert pace_after(Pace(), dated(50.0, 90.0), now=NOW).last_new_at == NOW - 50 * HOUR
    assert pace_after(Pace(), PollFacts(entries=3, new=3), now=NOW).last_new_at == NOW


def test_until_a_document_was_seen_the_next_one_is_the_first() -> None:
    unseen = polled(pace_after(Pace(), UNCHANGED, now=NOW), UNCHANGED, every=HOUR, times=5)
    assert unseen.last_new_at is None
    assert pace_after(unseen, dated(*range(24)), now=NOW).rate_week == pytest.approx(1.0, rel=0.06)


@pytest.mark.parametrize("minutes", [5, 30, 120])
@pytest.mark.parametrize("an_hour", [2, 10, 40])
def test_a_steady_feed_is_measured_whatever_the_interval(minutes: int, an_hour: int) -> None:
    every = timedelta(minutes=minutes)
    pace, owed = KNOWN, 0.0
    for step in range(1, 35 * 24 * 60 // minutes):
        owed += an_hour * minutes / 60
        new, owed = int(owed), owed % 1
        pace = pace_after(pace, news(new) if new else UNCHANGED, now=NOW + step * every)
    assert pace.rate_week == pytest.approx(an_hour, rel=0.05)
    assert pace.rate_hours == pytest.approx(an_hour, rel=0.3)


def test_the_averages_fade_with_their_time_constants() -> None:
    pace = replace(KNOWN, rate_week=1.0, rate_hours=1.0)
    later = polled(pace, UNCHANGED, every=HOUR, times=7 * 24)
    assert later.rate_week == pytest.approx(1 / 2.71828, rel=1e-3)
    assert polled(pace, UNCHANGED, every=HOUR, times=3).rate_hours == pytest.approx(1 / 2.71828, rel=1e-3)
    assert rate_at(pace, NOW + 7 * 24 * HOUR) == pytest.approx(1 / 2.71828, rel=1e-3)


def test_a_burst_is_seen_at_once_and_forgotten_in_hours() -> None:
    calm = replace(KNOWN, rate_week=0.1, rate_hours=0.1)
    burst = pace_after(calm, news(30), now=NOW + HOUR)
    assert rate_at(burst, NOW + HOUR) > 5
    assert rate_at(burst, NOW + 24 * HOUR) < 0.4


PEAKS = [
    pytest.param(6, timedelta(hours=2), 3.0, id="six in two hours"),
    pytest.param(2, timedelta(minutes=10), 0.0, id="two are no peak"),
    pytest.param(3, timedelta(seconds=1), 18.0, id="within less than ten minutes: as if in ten"),
    pytest.param(3, timedelta(0), 18.0, id="within no time"),
]


@pytest.mark.parametrize(("new", "after", "expected"), PEAKS)
def test_the_peak(new: int, after: timedelta, expected: float) -> None:
    assert pace_after(KNOWN, news(new), now=NOW + after).peak_rate == pytest.approx(expected)


def test_the_peak_halves_every_week_and_a_lower_one_takes_over_then() -> None:
    pace = replace(KNOWN, peak_rate=20.0, peak_at=NOW, measured_at=NOW + 335 * HOUR)
    assert peak_at(pace, NOW + 168 * HOUR) == pytest.approx(10.0)
    assert pace_after(pace, news(4), now=NOW + 336 * HOUR).peak_rate == 20.0
    assert pace_after(pace, news(6), now=NOW + 336 * HOUR).peak_rate == 6.0


def test_too_little_overlap_halves_the_gap_factor_and_good_polls_mend_it() -> None:
    pace = pace_after(KNOWN, news(20, 20), now=NOW + HOUR)
    assert pace.gap_factor == 0.5
    pace = polled(pace, news(20, 20), every=HOUR, times=9)
    assert pace.gap_factor == 0.25
    assert polled(pace, news(1, 20), every=HOUR, times=1).gap_factor == pytest.approx(0.2625)
    assert polled(pace, UNCHANGED, every=HOUR, times=40).gap_factor == 1.0


OVERLAPS = [
    pytest.param(news(13, 20), True, id="35 per cent known"),
    pytest.param(news(14, 20), False, id="30 per cent known"),
    pytest.param(PollFacts(new=2, entries=2, overlap=0.0), True, id="two entries say nothing"),
    pytest.param(PollFacts(new=5, entries=5), True, id="nothing to compare with"),
]


@pytest.mark.parametrize(("facts", "good"), OVERLAPS)
def test_less_than_a_third_known_is_too_little(facts: PollFacts, *, good: bool) -> None:
    assert (pace_after(KNOWN, facts, now=NOW + HOUR).gap_factor == 1.0) is good


RUSHES = [
    pytest.param(news(10, 20), True, id="half"),
    pytest.param(news(9, 20), False, id="less than half"),
    pytest.param(UNCHANGED, False, id="nothing"),
    pytest.param(PollFacts(entries=0), False, id="an empty document"),
]


@pytest.mark.parametrize(("facts", "rush"), RUSHES)
def test_half_a_document_of_news_is_a_rush(facts: PollFacts, *, rush: bool) -> None:
    assert pace_after(replace(KNOWN, rush=True), facts, now=NOW + HOUR).rush is rush


def test_waits_for_news_are_remembered_newest_last_and_not_for_ever() -> None:
    pace = pace_after(KNOWN, UNCHANGED, now=NOW + HOUR)
    pace = pace_after(pace, news(1), now=NOW + 3 * HOUR)
    assert pace.waits_h == (3.0,)
    many = polled(pace, news(1), every=HOUR, times=100)
    assert many.waits_h == (1.0,) * WAITS


def test_news_are_counted_by_hour_and_day_and_fade_in_two_weeks() -> None:
    pace = pace_after(KNOWN, news(4), now=NOW + HOUR)
    assert pace.hours[11] == 4
    assert pace.days[1] == 4
    later = pace_after(pace, news(1), now=NOW + 337 * HOUR)
    assert later.hours[11] == pytest.approx(4 / 2.71828 + 1, abs=0.01)


def test_counts_fade_however_often_there_is_news() -> None:
    pace = pace_after(KNOWN, news(100), now=NOW + HOUR)
    busy = polled(pace, news(1), every=timedelta(minutes=5), times=14 * 24 * 12)
    # Of the hundred a factor e is left; fourteen days of twelve an hour, fading, are added.
    assert busy.hours[11] == pytest.approx(100 / 2.71828 + 12 * 14 * 0.632, rel=0.06)


LIGHTNESS = [
    pytest.param(True, PollFacts(body_bytes=99_999, entries=9), True, id="a small body"),
    pytest.param(True, PollFacts(body_bytes=900_000, not_modified=True), False, id="a large one for nothing"),
    pytest.param(True, PollFacts(body_bytes=900_000, new=1, entries=9), True, id="a large one with news"),
    pytest.param(
        False, PollFacts(body_bytes=900_000, new=1, entries=9), False, id="of a feed known as heavy"
    ),
    pytest.param(False, UNCHANGED, True, id="a 304"),
]


@pytest.mark.parametrize(("before", "facts", "light"), LIGHTNESS)
def test_what_makes_a_feed_cheap_to_visit(facts: PollFacts, *, before: bool, light: bool) -> None:
    assert pace_after(replace(KNOWN, light=before), facts, now=NOW).light is light


def test_wishes_of_the_document_stay_until_the_next_one_and_freshness_is_of_each_answer() -> None:
    head = FeedHead(ttl_s=600.0, skip_hours=(1, 2), skip_days=(6,))
    pace = pace_after(KNOWN, PollFacts(entries=20, head=head, fresh_s=60.0), now=NOW)
    kept = pace_after(pace, replace(UNCHANGED, fresh_s=90.0), now=NOW)
    assert (kept.ttl_s, kept.skip_hours, kept.skip_days, kept.fresh_s) == (600.0, (1, 2), (6,), 90.0)
    assert kept.window == 20
    bare = pace_after(kept, PollFacts(entries=20, head=FeedHead()), now=NOW)
    assert (bare.ttl_s, bare.skip_hours, bare.skip_days, bare.fresh_s) == (0.0, (), (), 0.0)


POLLS = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100), st.integers(-5000, 10**6)), max_size=30)


@given(POLLS)
def test_no_row_of_polls_breaks_the_pace(polls: list[tuple[int, int, int]]) -> None:
    pace, now = pace_after(Pace(), dated(1.0, 2.0), now=NOW), NOW
    for new, known, seconds in polls:
        now += timedelta(seconds=seconds)
        entries = new + known
        pace = pace_after(pace, news(new, entries) if entries else UNCHANGED, now=now)
        assert min(pace.rate_week, pace.rate_hours, pace.peak_rate, rate_at(pace, now)) >= 0
        assert 0.25 <= pace.gap_factor <= 1
        assert len(pace.waits_h) <= WAITS
        assert all(count >= 0 for count in (*pace.hours, *pace.days, *pace.waits_h))
