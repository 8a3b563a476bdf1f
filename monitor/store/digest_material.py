"""What a digest is made of, as values: the rows of one window of hits, and the state of the feeds."""

from dataclasses import dataclass
from datetime import datetime

from monitor.model import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedHit:
    """One hit with the item it points at, as far as a digest shows it."""

    hit_id: int
    """The sequence number that windows are cut by."""
    item_id: int
    watch: str
    """Slug."""
    title: str
    text: str
    """The first ``TEXT_LIMIT`` characters of the item's text."""
    link: str
    source: str
    """Name of the feed."""
    first_seen: datetime
    published: datetime | None
    """None where missing or not believable."""
    score: float
    reasons: tuple[Reason, ...]
    language: str = ""
    revision: str = ""
    """Revision of the watch file that decided."""
    updated: bool = False
    """Whether only a later version of the item hit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """Hits of the window that are no news, counted."""

    backlog: int = 0
    """Old already when they were first seen: in a first document, or on an older page."""
    flood: int = 0
    """Come with far more at once than the feed ever brings."""
    replayed: int = 0
    """Pushed in from an archive."""
    rematched: int = 0
    """Found by deciding again over stored items, after a watch was edited."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.backlog + self.flood + self.replayed + self.rematched


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchTitle:
    """A watch as the store knows it."""

    slug: str
    title: str
    revision: str
    state: str = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTrouble:
    """A feed whose last polls failed."""

    name: str
    url: str
    since: datetime | None
    """Last success; None where there never was one."""
    failures: int
    last_error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedNotice:
    """Something the service wants told in the next digest: a change of health, a gap."""

    notice_id: int
    made_at: datetime
    kind: str
    text: str
    feed: str = ""
    """Name of the feed it is about, where it is about one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestMaterial:
    """Everything new in one window: hits with ``hits_from < id <= hits_to``, notices likewise."""

    hits_from: int
    hits_to: int
    notices_to: int = 0
    watches: tuple[WatchTitle, ...] = ()
    """The watches asked for that are not retired, whether or not they have hits."""
    hits: tuple[ReportedHit, ...] = ()
    held_back: HeldBack = HeldBack()
    troubles: tuple[FeedTrouble, ...] = ()
    feed_count: int = 0
    """Feeds that are polled."""
    notices: tuple[FeedNotice, ...] = ()
