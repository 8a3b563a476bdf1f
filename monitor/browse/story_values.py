"""A story as a reader sees it, on a page or in a terminal: cleaned, cut, counted, and grouped by day."""

from dataclasses import dataclass
from datetime import date, datetime

from monitor.browse.chart import ChartDay
from monitor.story.differences import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text of a feed and how it is written."""

    text: str
    lang: str = ""
    """A language tag, or empty."""
    direction: str = "auto"
    """For a ``dir`` attribute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A source, linked to its report where that has a link."""

    name: str
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A number that is another one now."""

    before: str
    after: str
    what: str
    source: str
    """Who told the new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A report that denies or corrects what was told."""

    stance: str
    words: str
    source: Named

    @property
    def kind(self) -> str:
        """``a denial`` or ``a correction``: the publisher reports it, and is not who denies."""
        return {"denies": "a denial", "corrects": "a correction"}.get(self.stance, self.stance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """One text of a development and the copies of it."""

    hit: int
    """Number of its first report."""
    headline: Words
    source: Named
    seen: datetime
    badges: tuple[str, ...]
    copies: tuple[Named, ...]
    copy_count: int
    """Those not named too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What a publisher changed in a report later."""

    source: str
    seen: datetime
    title: tuple[Piece, ...]
    """Empty where the headline stayed."""
    text: tuple[Piece, ...]
    """Only what changed, with a few words around."""
    text_more: int
    """Changes of the text that are not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A development."""

    number: int
    headline: Words
    link: str
    source: Named
    """Of its first report."""
    seen: datetime
    published: datetime | None
    """Of its first report, where the publisher's time is another minute."""
    badges: tuple[str, ...]
    report_count: int
    text_count: int
    source_count: int
    languages: tuple[str, ...]
    """Names."""
    because: tuple[str, ...]
    because_count: int
    changes: tuple[Changed, ...]
    change_count: int
    said: tuple[Said, ...]
    said_count: int
    quote: Words
    also: tuple[Named, ...]
    """Other sources than the first, those not named left out."""
    texts: tuple[Retold, ...]
    edits: tuple[Edited, ...]
    edit_count: int
    """Edits with words of meaning."""
    small_edits: int
    """Edits without."""

    @property
    def copy_count(self) -> int:
        """Reports that are copies of another one of it."""
        return self.report_count - self.text_count


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDay:
    """The developments that began on a day, as far as they are listed."""

    day: date
    steps: tuple[Step, ...]
    """Newest first."""
    step_count: int
    """All of that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A row of the tables of sources and languages."""

    name: str
    reports: int
    firsts: int
    """Developments that it had first."""
    share: float
    """Of all reports, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Such a table, as far as it is listed."""

    rows: tuple[Share, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How large a story is."""

    developments: int
    reports: int
    texts: int
    sources: int
    languages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A development that is listed by its headline alone."""

    number: int
    """That of the hit that opened it."""
    headline: Words
    link: str
    source: str
    seen: datetime
    report_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All that is shown."""

    slug: str
    title: Words
    seed: Words
    state: str
    since: datetime | None
    first: datetime | None
    last: datetime | None
    """First sight of the newest report: the clock of the story."""
    counts: Counts
    days: tuple[ChartDay, ...]
    """Reports by day of first sight, gaps filled."""
    timeline: tuple[StoryDay, ...]
    """Newest first."""
    steps_shown: int
    older: tuple[Brief, ...]
    """Developments before those of the timeline, newest first."""
    older_count: int
    loose_edits: tuple[Edited, ...]
    """Of reports whose development is not listed."""
    loose_count: int
    sources: Shares
    languages: Shares
