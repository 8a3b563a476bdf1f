"""A story as it is shown: its developments in the order of first sight, each with its reports."""

from dataclasses import dataclass
from datetime import datetime

from monitor.story.values import Because, Novelty, NumberChange, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineReport:
    """One hit as a timeline shows it."""

    hit_id: int
    item_id: int
    title: str
    text: str
    """The first 600 characters at most."""
    link: str
    """http or https, or empty."""
    source: str
    """Name of the feed."""
    language: str
    first_seen: datetime
    published: datetime | None
    novelty: Novelty
    copies: int
    """Number of its copy group: that of the group's first hit."""
    score: float
    because: tuple[Because, ...] = ()
    stance: Stance = Stance.NONE
    stance_words: str = ""
    changes: tuple[NumberChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEdit:
    """A later state of a hit's title or text."""

    hit_id: int
    item_id: int
    development: int
    source: str
    version: int
    seen_at: datetime
    news: bool
    """Whether words of meaning changed."""
    title_before: str
    title_after: str
    text_before: str
    text_after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineDevelopment:
    """Hits that report one new fact, in the order they were first seen."""

    number: int
    """That of its first hit."""
    title: str
    """The headline of its best-placed report."""
    first_seen: datetime
    last_seen: datetime
    reports: tuple[TimelineReport, ...]
    """The first opened it."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the feeds that have it, the first first."""
        return tuple(dict.fromkeys(report.source for report in self.reports))

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which it is told."""
        return tuple(dict.fromkeys(report.language for report in self.reports if report.language))

    @property
    def texts(self) -> int:
        """Different texts: reports that are copies of each other count once."""
        return len({report.copies for report in self.reports})


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A watch and what happened."""

    slug: str
    title: str
    seed_title: str
    state: str
    developments: tuple[TimelineDevelopment, ...]
    """In the order of first sight."""
    edits: tuple[TimelineEdit, ...] = ()
    """In the order they were seen."""

    @property
    def report_count(self) -> int:
        """All hits."""
        return sum(len(development.reports) for development in self.developments)
