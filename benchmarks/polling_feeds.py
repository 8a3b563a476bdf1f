"""Made-up feeds for ``polling.py``: when each of their items appears, in minutes from the start.

Rates are log-uniform from 0.05 to 400 items a day, with a cycle of the day and of the week; a tenth of the items
come in bursts of 5 to 40 within half an hour; a feed's document shows its last 10 to 100 items.
"""

import math
import random
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, tzinfo=UTC)
"""A Monday."""
DAY = 1440.0
LEAST_A_DAY, MOST_A_DAY = 0.05, 400.0
BURST_SHARE = 0.1
BURST_ITEMS = (5, 40)
BURST_MINUTES = (5.0, 30.0)
WINDOW = (10, 100)
ENTRY_BYTES = 2500
"""Of one entry in the document, so that large windows are large documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFeed:
    """One feed. ``times`` are those of its items, ascending, and begin long before 0."""

    name: str
    window: int
    times: tuple[float, ...]

    def published(self, minute: float) -> int:
        """How many of its items have appeared by ``minute``."""
        return bisect_right(self.times, minute)


def made_feeds(seed: int, *, count: int, days: float) -> tuple[MadeFeed, ...]:
    """``count`` feeds with items for ``days`` days, and for as long before as a full document reaches back."""
    draw = random.Random(seed)  # noqa: S311 - the same feeds every time
    return tuple(_feed(draw, f"feed-{number}", days) for number in range(count))


def moment(minute: float) -> datetime:
    """``minute`` as a date."""
    return START + timedelta(minutes=minute)


def _feed(draw: random.Random, name: str, days: float) -> MadeFeed:
    a_day = math.exp(draw.uniform(math.log(LEAST_A_DAY), math.log(MOST_A_DAY)))
    window = draw.randint(*WINDOW)
    swing, peak_hour, weekend = draw.uniform(0.3, 1.0), draw.uniform(0, 24), draw.uniform(0.2, 1.0)

    def share(minute: float) -> float:
        """How much of its fastest pace the feed has at ``minute``, at most 1."""
        hours = math.cos(2 * math.pi * (minute / 60 - peak_hour) / 24)
        resting = weekend if (minute // DAY) % 7 >= 5 else 1.0  # noqa: PLR2004 - Saturday and Sunday
        return (1 + swing * hours) / (1 + swing) * resting

    level = sum(share(DAY * 7 * step / 1000) for step in range(1000)) / 1000
    begin = -DAY * (window * 1.5 / a_day + 1)
    quiet = _thinned(draw, begin, days * DAY, (1 - BURST_SHARE) * a_day / DAY / level, share)
    a_burst = sum(BURST_ITEMS) / 2
    bursts = _thinned(draw, begin, days * DAY, BURST_SHARE * a_day / a_burst / DAY / level, share)
    together = quiet + [item for burst in bursts for item in _burst(draw, burst)]
    return MadeFeed(name=name, window=window, times=tuple(sorted(together)))


def _thinned(
    draw: random.Random, begin: float, end: float, fastest: float, share: Callable[[float], float]
) -> list[float]:
    """Times of a Poisson process whose pace is ``fastest`` (a minute) times ``share`` (Lewis and Shedler 1979)."""
    times, minute = [], begin
    while (minute := minute + draw.expovariate(fastest)) < end:
        if draw.random() < share(minute):
            times.append(minute)
    return times


def _burst(draw: random.Random, minute: float) -> list[float]:
    lasts = draw.uniform(*BURST_MINUTES)
    return [minute + draw.uniform(0, lasts) for _ in range(draw.randint(*BURST_ITEMS))]
