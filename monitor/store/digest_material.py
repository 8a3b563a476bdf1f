"""What a digest is made of, as values: the rows of one window of hits, and the state of the feeds."""

from dataclasses import dataclass
from datetime import datetime

from monitor.model import Reason
from monitor.story.values import Because, Novelty, NumberChange, Stance

COVERAGE_DAYS = 60
"""So far back the coverage of a watch is read: what is usual, and how long it was quiet."""


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
    development: int = 0
    """Number of the development that it reports: that of its first hit; 0 where nothing is told of the hit yet."""
    development_title: str = ""
    development_seen: datetime | None = None
    """When the development was first seen."""
    copies: int = 0
    """Number of its copy group; 0 where nothing is told of the hit yet."""
    novelty: Novelty = Novelty.NEW
    because: tuple[Because, ...] = ()
    stance: Stance = Stance.NONE
    stance_words: str = ""
    changes: tuple[NumberChange, ...] = ()

    @property
    def step(self) -> int:
        """The development; a hit of which nothing is told stands for itself."""
        return self.development or self.hit_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedEdit:
    """A headline or text that its publisher changed in meaning after it was a hit."""

    edit_id: int
    """The sequence number that windows are cut by."""
    watch: str
    item_id: int
    source: str
    link: str
    seen_at: datetime
    title_before: str
    title_after: str
    added: tuple[str, ...] = ()
    """Words of meaning in title or text."""
    removed: tuple[str, ...] = ()
    changes: tuple[NumberChange, ...] = ()


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
    begun: datetime | None = None
    """When its first report was seen; None before."""
    coverage: tuple[datetime, ...] = ()
    """First sight of each text (copies count once) within ``COVERAGE_DAYS``, in order."""
    suggested: tuple[str, ...] = ()
    """Names that surge with the story and that a person may take over, strongest first."""


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
    edits_to: int = 0
    watches: tuple[WatchTitle, ...] = ()
    """The watches asked for that are not retired, whether or not they have hits."""
    hits: tuple[ReportedHit, ...] = ()
    edits: tuple[ReportedEdit, ...] = ()
    alerted: frozenset[int] = frozenset()
    """Hits that the recipient was told of at once when they came."""
    held_back: HeldBack = HeldBack()
    troubles: tuple[FeedTrouble, ...] = ()
    feed_count: int = 0
    """Feeds that are polled."""
    notices: tuple[FeedNotice, ...] = ()
