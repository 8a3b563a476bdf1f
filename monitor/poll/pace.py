"""How fast a feed speaks, learned from poll to poll (rule S2), with what its publisher wishes (S4)."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from monitor.feed_memory import Pace
from monitor.outcome import FeedHead

WEEK_H: Final = 7 * 24.0
"""Time constant of ``rate_week`` and half-life of ``peak_rate``, in hours."""
HOURS_H: Final = 3.0
"""Time constant of ``rate_hours``."""
PEAK_FEWEST: Final = 3
"""Fewer new items than this are no peak."""
PEAK_SHORTEST_H: Final = 1 / 6
"""Ten minutes: what came within less is counted as if it had taken so long."""
HISTORY_H: Final = 14 * 24.0
"""Time constant of the counts by hour and by day."""
WAITS: Final = 40
"""So many waits for something new are remembered."""
LIGHT_BYTES: Final = 100_000
"""A smaller body costs nobody much."""
OVERLAP_WANTED: Final = 1 / 3
"""Where less of a document was known from before, the feed is visited more often (rule S3)."""
OVERLAP_FEWEST: Final = 3
"""A document of fewer entries says nothing about overlap."""
GAP_SHRINK: Final = 0.5
GAP_LEAST: Final = 0.25
GAP_RECOVERY: Final = 1.05
"""Of ``gap_factor``: on a poll with too little overlap, its floor, and on every other poll."""

_FIRST_WEEK_H: Final = 24.0
_FIRST_HOURS_H: Final = 1.0
"""A first document's dates are taken to reach at least so far back: many feeds date all entries alike."""
_UNDATED_RATE: Final = 1.0
"""Items an hour that a first document without dates is taken for, in the average of hours, which fades soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollFacts:
    """What one successful poll says about pace."""

    new: int = 0
    """Items not known before."""
    entries: int = 0
    """Entries of the document; 0 where there is none."""
    dates: tuple[datetime, ...] = ()
    """Published dates of its entries; used for a feed's first document only."""
    body_bytes: int = 0
    """Bytes of the decoded body; 0 for a 304."""
    not_modified: bool = False
    """304, or the very body of last time."""
    fresh_s: float = 0.0
    """Seconds for which HTTP calls the answer fresh."""
    head: FeedHead | None = None
    """What the document says about the feed; None where there is none."""
    overlap: float | None = None
    """Share of the document's entries that were known before; None where there is nothing to compare."""


def pace_after(pace: Pace, facts: PollFacts, *, now: datetime) -> Pace:
    """``pace`` after a successful poll at ``now``; a failed poll teaches nothing about pace."""
    first = pace.last_new_at is None
    if first:
        learned = pace if facts.not_modified else _first(pace, facts, now)
    else:
        learned = _with_news(pace, facts, now) if facts.new else pace
    hours = _hours(pace.measured_at, now)
    wishes = facts.head or FeedHead(ttl_s=pace.ttl_s, skip_hours=pace.skip_hours, skip_days=pace.skip_days)
    return replace(
        learned,
        rate_week=learned.rate_week if first else _average(pace.rate_week, facts.new, hours, WEEK_H),
        rate_hours=learned.rate_hours if first else _average(pace.rate_hours, facts.new, hours, HOURS_H),
        measured_at=now,
        window=pace.window if facts.not_modified else facts.entries,
        gap_factor=_gap_factor(pace.gap_factor, facts),
        rush=not first and 0 < facts.entries <= 2 * facts.new,
        light=_is_light(pace, facts),
        fresh_s=facts.fresh_s,
        ttl_s=wishes.ttl_s,
        skip_hours=wishes.skip_hours,
        skip_days=wishes.skip_days,
    )


def rate_at(pace: Pace, now: datetime) -> float:
    """Items an hour to reckon with: the faster of the two averages, faded from ``measured_at`` to ``now``."""
    silence = _hours(pace.measured_at, now)
    return max(
        pace.rate_week * math.exp(-silence / WEEK_H),
        pace.rate_hours * math.exp(-silence / HOURS_H),
    )


def peak_at(pace: Pace, now: datetime) -> float:
    """The fastest rate seen, in items an hour, halved for every week since."""
    return pace.peak_rate * math.exp2(-_hours(pace.peak_at, now) / WEEK_H)


def _first(pace: Pace, facts: PollFacts, now: datetime) -> Pace:
    """From the dates of the first document; dates in the future are none."""
    ages = sorted(_hours(date, now) for date in facts.dates if date <= now)
    if not ages:
        return replace(pace, rate_hours=_UNDATED_RATE if facts.entries else 0.0, last_new_at=now)
    return replace(
        pace,
        rate_week=_dated_rate(ages, WEEK_H, _FIRST_WEEK_H),
        rate_hours=_dated_rate(ages, HOURS_H, _FIRST_HOURS_H),
        last_new_at=now - timedelta(hours=ages[0]),
    )


def _dated_rate(ages: Iterable[float], reach_h: float, least_h: float) -> float:
    """Items an hour over the last ``reach_h``, or as far as the document reaches back, if that is less."""
    ages = tuple(ages)
    lately = [age for age in ages if age <= reach_h]
    if not lately:
        return 0.0
    reaches_back = reach_h if len(lately) < len(ages) else lately[-1]
    return len(lately) / max(reaches_back, least_h)


def _with_news(pace: Pace, facts: PollFacts, now: datetime) -> Pace:
    waited = _hours(pace.last_new_at, now)
    took = max(_hours(pace.measured_at, now), PEAK_SHORTEST_H)
    peak = facts.new / took if facts.new >= PEAK_FEWEST else 0.0
    is_peak = peak > 0 and peak >= peak_at(pace, now)
    return replace(
        pace,
        peak_rate=peak if is_peak else pace.peak_rate,
        peak_at=now if is_peak else pace.peak_at,
        last_new_at=now,
        waits_h=(*pace.waits_h, round(waited, 3))[-WAITS:],
        hours=_counted(pace.hours or (0.0,) * 24, now.hour, facts.new, _fade(pace.last_new_at, now)),
        days=_counted(pace.days or (0.0,) * 7, now.weekday(), facts.new, _fade(pace.last_new_at, now)),
    )


def _average(before: float, new: int, hours: float, reach_h: float) -> float:
    """Moving average with the time constant ``reach_h``, of ``new`` items spread evenly over ``hours``."""
    kept = math.exp(-hours / reach_h)
    # Of items that came in no time, the limit: each weighs one in the time constant.
    added = new / reach_h if hours <= 0 else new / hours * (1 - kept)
    return before * kept + added


def _fade(since: datetime | None, now: datetime) -> float:
    """What is left of older counts: they fade from one hour of the clock to the next, not within it."""
    if since is None:
        return 1.0
    crossed = now.timestamp() // 3600 - since.timestamp() // 3600
    return math.exp(-max(crossed, 0.0) / HISTORY_H)


def _counted(counts: tuple[float, ...], place: int, new: int, fade: float) -> tuple[float, ...]:
    # Four digits: few enough to store, and enough for what fades by three thousandths an hour.
    faded = counts if fade == 1 else tuple([round(count * fade, 4) for count in counts])
    return (*faded[:place], faded[place] + new, *faded[place + 1 :])


def _gap_factor(before: float, facts: PollFacts) -> float:
    overlap = 1.0 if facts.overlap is None or facts.entries < OVERLAP_FEWEST else facts.overlap
    if overlap < OVERLAP_WANTED:
        return max(before * GAP_SHRINK, GAP_LEAST)
    return min(before * GAP_RECOVERY, 1.0)


def _is_light(pace: Pace, facts: PollFacts) -> bool:
    """Whether visits cost the publisher little: a large body that brings nothing new is what costs."""
    if facts.body_bytes < LIGHT_BYTES:
        return True
    return pace.light and facts.new > 0


def _hours(since: datetime | None, now: datetime) -> float:
    """Never less than 0, for clocks that are set back."""
    return max((now - since).total_seconds() / 3600, 0.0) if since is not None else 0.0
