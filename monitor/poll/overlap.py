"""Whether entries came and went between two polls: a document without any known entry (rule S3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from monitor.model import FeedState
from monitor.outcome import FeedHead

FEWEST_ENTRIES: Final = 3
"""A document of fewer entries, or with fewer new ones, says nothing."""
FEW_STAYED: Final = 1 / 3
"""Where more of a document stood there before, entries were taken out of it, and it has not rolled over."""

Age = tuple[datetime, datetime]
"""When an item was first seen, and of what date it is as far as its publisher is to be believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Entries may have come after ``since`` and gone before ``until``; ``entries`` stood in the document then."""

    since: datetime | None
    until: datetime
    entries: int

    def line(self, name: str) -> str:
        """What a person is told."""
        since = f"since {self.since:%d %b %H:%M} UTC" if self.since else "since its last visit"
        return f"{name} may have published more than was seen {since}: none of its {self.entries} entries followed on"


def possible_gap(
    feed: FeedState, *, entries: int, known: int, now: datetime, overlap: int | None = None
) -> Gap | None:
    """The gap before a document of ``entries`` of which ``known`` were stored before; None where none shows.

    Of the known ones, ``overlap`` follow on from the last document (see there); all where it is None.
    """
    pace = feed.memory.pace
    if not feed.polled_before or not pace.window or entries - known < FEWEST_ENTRIES:
        return None
    if known if overlap is None else overlap:
        return None
    return Gap(since=pace.measured_at, until=now, entries=entries)


def overlapping(stayed: Mapping[int, Age], left: Mapping[int, Age], *, entries: int) -> int:
    """How many of the entries that ``stayed`` from the last document tell that none fell out between the two.

    ``left`` are those that are not in the new document, which has ``entries``. Entries leave oldest first: one that
    stays while a newer one leaves is pinned to the document and tells nothing.
    """
    if not left or len(stayed) > FEW_STAYED * entries:
        return len(stayed)
    newest = max(left.values())
    return sum(age >= newest for age in stayed.values())


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
