"""How much is written of a story: by day and hour of first sight, where it peaks, when it goes quiet and comes back.

Counted are different texts (the first hit of each copy group), not reports: forty papers with one wire report are one.
Pure; the same moments give the same answer whenever it is asked, but for what ``now`` adds.
"""

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from math import ceil, sqrt
from statistics import fmean, pstdev
from typing import Final

WINDOW: Final = 14
"""Days before a day that say what is usual (Meltwater's editorial spikes, Huginn's PeakDetector)."""
LEAST_HISTORY: Final = 7
"""Days a story has been followed before a day can be a spike: one of each weekday. A watch begins when its story
breaks; against the two or three days it has by then, the second wave of the same news would be a spike."""
OPENING: Final = 3
"""First days that are no measure of what is usual: the breaking of the story would hide all that comes later."""
DEVIATIONS: Final = 3.0
"""Standard deviations above the mean (Huginn)."""
LEAST_TEXTS: Final = 5
"""Different texts on the day: below, chance alone makes peaks."""
APART: Final = 2
"""Days from one spike to the next at least (Huginn)."""
HOURS: Final = 48
LEAST_GAP: Final = 3
"""Days without a new text before a story can be quiet: a weekend and a day."""
GAP_SHARE: Final = 0.95
"""Share of its own gaps that a silence has to outlast."""
UNKNOWN_GAP: Final = 7
"""The same for a story that has had texts on fewer than ``LEAST_DATES`` dates and so has no rhythm of its own."""
LEAST_DATES: Final = 3
_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A local date and its different texts."""

    date: date
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """An hour, by its start (UTC), and its different texts."""

    start: datetime
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spike:
    """A day with far more texts than the story is used to."""

    day: date
    count: int
    """Today's may still grow."""
    usual: float
    """Mean of the days before it, at most 14, without the first three of the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """The story has been silent for longer than it usually is."""

    since: datetime
    """Its last new text."""
    days: int
    """Whole days since."""
    at: datetime
    """When the silence outlasted the usual one: told to whoever's period this falls in, it is told once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """The first new text after a quiet spell."""

    at: datetime
    after_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """A story's coverage."""

    days: tuple[Day, ...]
    """Every local date from the first to today, those without a text as well."""
    hours: tuple[Hour, ...]
    """The last 48, oldest first; the last one is still running."""
    spikes: tuple[Spike, ...]
    """Oldest first."""
    quiet: Quiet | None
    backs: tuple[Back, ...]
    """Oldest first."""


def rhythm(moments: Iterable[datetime], now: datetime, zone: tzinfo, started: datetime) -> Rhythm:
    """The rhythm of a story whose different texts were first seen at ``moments``, in any order.

    All times are aware. ``started`` is when the watch began: days before it count only from the first text that
    is older. A moment after ``now`` is left out. Days are those of ``zone``; each moment counts in one.
    """
    past = sorted(moment.astimezone(UTC) for moment in moments if moment <= now)
    first = min([started, *past[:1]]).astimezone(zone).date()
    days = _days(past, min(first, now.astimezone(zone).date()), now.astimezone(zone).date(), zone)
    quiet, backs = _silences(past, now, zone)
    return Rhythm(
        days=days, hours=_hours(past, now, zone), spikes=tuple(_spikes(days)), quiet=quiet, backs=backs
    )


def _days(moments: Iterable[datetime], first: date, last: date, zone: tzinfo) -> tuple[Day, ...]:
    counts = Counter(moment.astimezone(zone).date() for moment in moments)
    dates = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(Day(date=one, count=counts[one]) for one in dates)


def _hours(moments: Sequence[datetime], now: datetime, zone: tzinfo) -> tuple[Hour, ...]:
    """Full hours of the zone's clock, but stepped through in UTC: no hour is there twice or missing."""
    local = now.astimezone(zone)
    running = now.astimezone(UTC) - timedelta(
        minutes=local.minute, seconds=local.second, microseconds=local.microsecond
    )
    starts = [running - _HOUR * back for back in range(HOURS - 1, -1, -1)]
    before = [bisect_right(moments, start - timedelta.resolution) for start in (*starts, running + _HOUR)]
    return tuple(
        Hour(start=start, count=end - begin)
        for start, (begin, end) in zip(starts, pairwise(before), strict=True)
    )


def _spikes(days: Sequence[Day]) -> list[Spike]:
    spikes: list[Spike] = []
    counts = [day.count for day in days]
    for number in range(LEAST_HISTORY, len(days)):
        window = counts[max(OPENING, number - WINDOW) : number]
        week_before = counts[number - 7] if number - 7 >= OPENING else 0
        high = counts[number] > max(LEAST_TEXTS - 1, counts[number - 1], week_before, _unusual(window))
        if high and not (spikes and days[number].date - spikes[-1].day < _DAY * APART):
            spikes.append(Spike(day=days[number].date, count=counts[number], usual=fmean(window)))
    return spikes


def _unusual(window: Sequence[int]) -> float:
    """Mean and three deviations, for the mean of so few days wider by the root of 1 + 1/n (prediction interval).

    Counts vary by their root even where those seen happen to be alike, so the deviation is that at least, and 1.
    """
    mean = fmean(window)
    deviation = max(pstdev(window), sqrt(mean), 1.0)
    return mean + DEVIATIONS * deviation * sqrt(1 + 1 / len(window))


def _silences(
    moments: Sequence[datetime], now: datetime, zone: tzinfo
) -> tuple[Quiet | None, tuple[Back, ...]]:
    """Silences longer than what the story was used to when they began."""
    gaps: list[int] = []
    backs: list[Back] = []
    quiet = None
    for last, following in pairwise((*moments, None)):
        if last is None:
            break
        limit = _longest_usual(gaps)
        until = following or now
        if until - last > limit:
            if following is None:
                quiet = Quiet(since=last, days=(now - last) // _DAY, at=last + limit)
            else:
                backs.append(Back(at=following, after_days=(following - last) // _DAY))
        apart = (until.astimezone(zone).date() - last.astimezone(zone).date()).days
        if apart:
            insort(gaps, apart)
    return quiet, tuple(backs)


def _longest_usual(gaps: Sequence[int]) -> timedelta:
    """The silence that has to be outlasted; ``gaps`` are the days from one date with a text to the next, sorted.

    Dates, not moments: within a busy day the gaps are minutes, and a story that comes back every fifth day would
    be called quiet each time.
    """
    if len(gaps) < LEAST_DATES - 1:
        return _DAY * UNKNOWN_GAP
    return _DAY * max(LEAST_GAP, gaps[ceil(GAP_SHARE * len(gaps)) - 1])
