"""Whether "not modified" can be believed: now and then a feed is asked without validators (rule C3)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, assert_never

from monitor.feed_memory import Caching
from monitor.model import FeedState
from monitor.outcome import Failed, Fetched, NotModified, Outcome
from monitor.poll.interval import Bounds

QUIET: Final = timedelta(hours=24)
"""Unbroken 304 for so long from a feed that should have spoken is looked into."""
EXPECTED_ITEMS: Final = 3.0
"""What a feed should have brought in ``QUIET`` to be one that should have spoken."""
EVERY: Final = 50
"""After so many 304 in a row it is looked into in any case."""
PLAIN: Final = timedelta(days=7)
"""A feed whose 304 hid items is asked without validators for so long."""
RETEST: Final = 5
"""Then it is asked with them again, and looked into after so many 304."""
PLAIN_SHORTEST_S: Final = 900.0
"""Visits without validators cost the publisher a whole document: at least 15 minutes apart."""


def asks_plainly(feed: FeedState, now: datetime) -> bool:
    """Whether the next request to ``feed`` leaves its validators out."""
    if feed.etag is None and feed.last_modified is None:
        return False
    caching = feed.memory.caching
    if caching.plain_until is not None:
        return now < caching.plain_until or caching.unmodified >= RETEST
    return caching.unmodified >= EVERY or _should_have_spoken(feed, now)


def caching_after(caching: Caching, outcome: Outcome, *, unknown_items: int, now: datetime) -> Caching:
    """What is thought of the feed's 304 after ``outcome``, which held ``unknown_items`` not stored before.

    Unknown items in an answer to a plain request that followed upon 304 count as hidden by them. They may have
    come since the last 304, but such chance costs a week of whole documents, and the other error costs items.
    """
    match outcome:
        case NotModified(same_body=False):
            since = caching.unmodified_since or now
            return replace(caching, unmodified=caching.unmodified + 1, unmodified_since=since)
        case NotModified() | Fetched():
            if outcome.plain and unknown_items and caching.unmodified:
                return Caching(plain_until=now + PLAIN)
            if outcome.plain and caching.plain_until is not None and now < caching.plain_until:
                return Caching(plain_until=caching.plain_until)
            # A retest that 304 brought to its end without a find: they are believed again.
            retested = outcome.plain and caching.unmodified
            return Caching(plain_until=None if retested else caching.plain_until)
        case Failed():
            return caching
        case _:
            assert_never(outcome)


def hid_items(before: Caching, after: Caching) -> bool:
    """Whether 304 was found out between the two: worth a line to a person."""
    return after.plain_until is not None and after.plain_until != before.plain_until


def bounds_while_plain(bounds: Bounds, caching: Caching, now: datetime) -> Bounds:
    """``bounds``, with visits at least ``PLAIN_SHORTEST_S`` apart while the feed is asked without validators."""
    if caching.plain_until is None or now >= caching.plain_until:
        return bounds
    return replace(bounds, shortest_s=max(bounds.shortest_s, PLAIN_SHORTEST_S))


def _should_have_spoken(feed: FeedState, now: datetime) -> bool:
    caching, pace = feed.memory.caching, feed.memory.pace
    if caching.unmodified_since is None or now - caching.unmodified_since < QUIET:
        return False
    return pace.rate_week * QUIET.total_seconds() / 3600 >= EXPECTED_ITEMS
