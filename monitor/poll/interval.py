"""How long until the next visit to a feed that answers: its own pace, within bounds and wishes (rules S2, S4)."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from monitor.feed_memory import Pace
from monitor.poll.hints import open_at, wish_s
from monitor.poll.pace import WEEK_H, peak_at, rate_at

IDLE: Final = timedelta(days=30)
"""After so long without anything new a feed is visited at most every ``Bounds.idle_s``."""
SLOWEST_RATE: Final = 1e-4
"""Items an hour below which all feeds are alike."""
WINDOW_SHARE: Final = 0.5
"""A visit is due when this share of the document could have rolled over at the fastest pace seen."""
OVERRIDE_SHORTEST_S: Final = 900.0
"""A publisher's wish that would cost items is overridden, but never to visit more often than this."""
UNKNOWN_S: Final = 1800.0
"""Visits to a feed of which no document was seen yet."""
JITTER_DOWN: Final = 0.9
"""The least that chance leaves of an interval (rule S5): skipped hours are to be over even then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What limits intervals, in seconds."""

    shortest_s: float = 300.0
    heavy_shortest_s: float = 900.0
    """Where a visit costs the publisher more: a large body and no 304."""
    longest_s: float = 7200.0
    idle_s: float = 43200.0
    effort: float = 24.0
    """K: minutes between visits to a feed that brings one item an hour.

    At 30 the simulation of ``benchmarks/polling.py`` delays items by over a minute more than CommaFeed's rule does, and
    on one seed misses more; at 20 it asks as often. At 24 it asks a seventh less, misses fewer and is as prompt.
    """
    fixed_s: float | None = None
    """One interval for all, as a person wants it: nothing else counts then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Seconds until the next visit, before chance; ``why`` is a line for a person."""

    seconds: float
    why: str
    hint_overridden: bool = False
    """The publisher wished for longer, and items would have been lost."""


def interval_of(pace: Pace, bounds: Bounds, *, now: datetime) -> Interval:
    """The interval after a successful poll at ``now``.

    K / √λ minutes: for a given number of visits in all, the mean delay of items is least when each feed's visits go
    with the square root of its rate (minimise Σ λτ/2 with Σ 1/τ fixed; the question is that of Sia, Cho and Cho,
    "Efficient monitoring algorithm for fast news alerts", 2007). Half the time in which the document could roll over
    limits it, then the bounds, then the publisher's wishes.
    """
    if bounds.fixed_s is not None:
        return Interval(seconds=bounds.fixed_s, why=f"every {minutes(bounds.fixed_s)} by the settings")
    if pace.last_new_at is None:
        own = Interval(
            seconds=min(max(UNKNOWN_S, bounds.shortest_s), bounds.longest_s),
            why="no document seen yet",
        )
    else:
        own = _own(pace, bounds, now)
    return _with_wishes(own, pace, now)


def minutes(seconds: float) -> str:
    """``seconds`` as a person says it: ``45 s``, ``28 min``, ``6 h``."""
    if seconds < 60:  # noqa: PLR2004 - a minute
        return f"{seconds:.0f} s"
    if seconds < 2 * 3600:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.3g} h"


def window_s(pace: Pace, now: datetime) -> float:
    """τ_win: seconds in which half of the document could roll over at the fastest pace seen; may be infinite."""
    fastest = max(peak_at(pace, now), rate_at(pace, now))
    return WINDOW_SHARE * 3600 * pace.window / fastest if pace.window and fastest > 0 else math.inf


def _own(pace: Pace, bounds: Bounds, now: datetime) -> Interval:
    shortest = bounds.shortest_s if pace.light else max(bounds.heavy_shortest_s, bounds.shortest_s)
    if pace.rush:
        return Interval(seconds=shortest, why="half of the last document was new")
    rate = max(rate_at(pace, now), SLOWEST_RATE)
    by_rate, by_window = bounds.effort * 60 / math.sqrt(rate), window_s(pace, now)
    wanted = min(by_rate, by_window) * pace.gap_factor
    why = _pace_words(rate)
    if by_window < by_rate:
        why = f"its {pace.window} entries could roll over in {minutes(2 * by_window)}"
    if pace.gap_factor < 1:
        why += "; more often, since entries were nearly missed or missed lately"
    idle = pace.last_new_at is not None and now - pace.last_new_at > IDLE
    longest = max(bounds.idle_s if idle else bounds.longest_s, shortest)
    seconds = min(max(wanted, shortest), longest)
    if seconds != wanted:
        why += f"; {'at least' if seconds > wanted else 'at most'} {minutes(seconds)}"
    return Interval(seconds=seconds, why=why)


def _with_wishes(own: Interval, pace: Pace, now: datetime) -> Interval:
    wish = wish_s(pace)
    due = now + timedelta(seconds=max(own.seconds, wish))
    opens = open_at(pace, due)
    if opens > due:
        wish = (opens - now).total_seconds() / JITTER_DOWN
    if wish <= own.seconds:
        return own
    bearable = max(window_s(pace, now), OVERRIDE_SHORTEST_S, own.seconds)
    if wish <= bearable:
        return Interval(seconds=wish, why=f"the publisher asks for {minutes(wish)}")
    why = (
        f"the publisher asks for {minutes(wish)}, but entries could be lost: {minutes(bearable)} ({own.why})"
    )
    return Interval(seconds=bearable, why=why, hint_overridden=True)


def _pace_words(rate: float) -> str:
    if rate <= SLOWEST_RATE:
        return "hardly anything new"
    for hours, unit in ((1, "an hour"), (24, "a day")):
        if rate * hours >= 1:
            return _about(rate * hours, unit)
    return _about(rate * WEEK_H, "a week")


def _about(items: float, unit: str) -> str:
    words = f"{items:.2g}" if items < 100 else f"{items:.0f}"  # noqa: PLR2004 - no 1e+02
    return f"about {words} {'item' if words == '1' else 'items'} {unit}"
