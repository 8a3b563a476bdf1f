"""Whether entries came and went between two polls: a document without any known entry (rule S3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from monitor.model import FeedState
from monitor.outcome import FeedHead

FEWEST_ENTRIES: Final = 3
"""A document of fewer entries says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Entries may have come after ``since`` and gone before ``until``; ``entries`` stood in the document then."""

    since: datetime | None
    until: datetime
    entries: int

    def line(self, name: str) -> str:
        """What a person is told."""
        since = f"since {self.since:%d %b %H:%M} UTC" if self.since else "since its last visit"
        return f"{name} may have published more than was seen {since}: none of its {self.entries} entries was known"


def possible_gap(feed: FeedState, *, entries: int, known: int, now: datetime) -> Gap | None:
    """The gap before a document of ``entries`` of which ``known`` were stored before; None where none shows."""
    pace = feed.memory.pace
    if not feed.polled_before or not pace.window or entries < FEWEST_ENTRIES or known:
        return None
    return Gap(since=pace.measured_at, until=now, entries=entries)


def older_addresses(head: FeedHead, feed_url: str) -> tuple[str, ...]:
    """Where the entries of a gap may still stand: the older document that the feed names, or WordPress' second page.

    ``head.older`` is that of RFC 5005; ``?paged=2`` is asked for only where the generator calls itself WordPress.
    """
    if head.older:
        return (head.older,)
    if "wordpress" not in head.generator.lower():
        return ()
    parts = urlsplit(feed_url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "paged"]
    return (urlunsplit(parts._replace(query=urlencode([*query, ("paged", "2")]))),)
