"""When to visit next, as others do it and as we do: policies for ``polling.py``.

The others' rules are written anew from their published source: Miniflux ``Feed.ScheduleNextCheck`` (entry frequency),
CommaFeed ``FeedRefreshIntervalCalculator`` (empirical), both with their defaults of 2026. Minutes throughout.
"""

import math
import random
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Protocol

from benchmarks.polling_feeds import ENTRY_BYTES, MadeFeed, moment
from monitor.feed_memory import Pace
from monitor.outcome import NotModified
from monitor.poll.cadence import next_due
from monitor.poll.interval import Bounds, interval_of
from monitor.poll.pace import PollFacts, pace_after

DAY = 1440.0
WEEK = 7 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What one visit sees: how many items had appeared, how many of them at the visit before."""

    minute: float
    before: int | None
    """None at the first visit."""
    published: int


class Policy(Protocol):
    """One feed's schedule; there is a fresh one for each feed."""

    def wait(self, feed: MadeFeed, sight: Sight) -> float:
        """Minutes until the next visit."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same interval for all."""

    minutes: float

    def wait(self, feed: MadeFeed, sight: Sight) -> float:  # noqa: ARG002 - that is the point
        """The interval."""
        return self.minutes


@dataclass(slots=True)
class Miniflux:
    """A week by the number of entries stored in it, 5 minutes to 24 hours, seen to every ``tick`` minutes."""

    tick: float
    times: list[float] = field(default_factory=list)
    """Publication dates of the items it has seen."""

    def wait(self, feed: MadeFeed, sight: Sight) -> float:
        """Rounded up to the next tick."""
        self.times.extend(feed.times[seen_from(feed, sight) : sight.published])
        weekly = len(self.times) - bisect_right(self.times, sight.minute - WEEK)
        interval = min(max(WEEK / weekly, 5.0), DAY) if weekly else DAY
        return math.ceil(interval / self.tick) * self.tick


@dataclass(frozen=True, slots=True)
class CommaFeed:
    """Half the mean distance of the document's entries, 5 minutes to an hour; hours for a feed that went quiet."""

    shortest: float = 5.0
    longest: float = 240.0

    def wait(self, feed: MadeFeed, sight: Sight) -> float:
        """By the dates of the entries in the document."""
        shown = feed.times[max(sight.published - feed.window, 0) : sight.published]
        if not shown:
            return self.longest
        quiet_days = (sight.minute - shown[-1]) // DAY
        for days, part in ((30, 1), (14, 2), (7, 4)):
            if quiet_days >= days:
                return max(self.longest / part, self.shortest)
        if len(shown) == 1:
            return self.longest
        mean = (shown[-1] - shown[0]) / (len(shown) - 1)
        return min(max(mean / 2, self.shortest), self.longest / 4)


@dataclass(slots=True)
class Ours:
    """The rules that the service follows."""

    bounds: Bounds
    draw: random.Random
    pace: Pace = field(default_factory=Pace)

    def wait(self, feed: MadeFeed, sight: Sight) -> float:
        """Learn from the visit, then reckon the interval, with its chance of ±10 %."""
        now = moment(sight.minute)
        self.pace = pace_after(self.pace, facts_of(feed, sight), now=now)
        interval = interval_of(self.pace, self.bounds, now=now)
        due = next_due(
            _UNCHANGED, failures=0, now=now, interval_s=interval.seconds, jitter=self.draw.random()
        )
        assert due is not None
        return (due - now).total_seconds() / 60


_UNCHANGED = NotModified(status=304, same_body=False, etag=None, last_modified=None, elapsed_ms=0)
"""Any success: they are all due alike."""


def facts_of(feed: MadeFeed, sight: Sight) -> PollFacts:
    """What a visit tells of pace; a feed without news answers 304."""
    first, start = sight.before is None, seen_from(feed, sight)
    new = sight.published - start
    if not first and new == 0:
        return PollFacts(not_modified=True)
    shown = feed.times[max(sight.published - feed.window, 0) : sight.published]
    return PollFacts(
        new=new,
        entries=len(shown),
        dates=tuple(moment(minute) for minute in shown) if first else (),
        body_bytes=len(shown) * ENTRY_BYTES,
        overlap=None if first else (len(shown) - new) / len(shown),
    )


def seen_from(feed: MadeFeed, sight: Sight) -> int:
    """Number of the first item that is new at this visit and still in the document."""
    return max(sight.published - feed.window, sight.before or 0, 0)
