"""A composed digest, as values: every word and every number that the text and the HTML part show."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime

from monitor.store.digest_material import HeldBack
from monitor.story.differences import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of feed text, safe to show as text; ``strong`` where a term matched."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What one term gave to a score, over all its places."""

    term: str
    place: str
    """``title``, ``text``, ``title and text``, or ``""`` where it has no single place."""
    points: float
    learned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Another report of the same development."""

    source: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """One thing that happened, told by its strongest report; the others are ``also``."""

    hit_id: int
    item_id: int
    headline: tuple[Span, ...]
    snippet: tuple[Span, ...]
    link: str
    """http or https, or empty."""
    host: str
    """Host of ``link``, where the source's name does not say it."""
    source: str
    when: str
    """Local time in words, with zone."""
    language: str
    """BCP 47 tag or empty."""
    score: float
    why: tuple[Why, ...]
    why_more: int
    """Further terms that matched and are not listed."""
    also: tuple[Copy, ...] = ()
    also_more: int = 0
    """Further sources that are not listed."""
    reports: int = 1
    """All reports of it in the window, its own included."""
    copies: int = 0
    """How many of them are the same text as another one."""
    new: tuple[str, ...] = ()
    """What made it new: names, numbers, verbs, as they stand in the report."""
    stance: str = ""
    """``a denial: “no such plan”``, with the source where it is that of another report; or empty."""
    denial: bool = False
    """Whether the report that is shown denies what was told before."""
    changes: tuple[str, ...] = ()
    """``at least 37 → at least 69 (dead)``."""
    languages: tuple[str, ...] = ()
    """Names of those in which it is told, where there is more than one."""
    terms: tuple[str, ...] = ()
    """Names of the watch's terms that it has, the weightiest first: a person's words, no feed's."""
    alerted: bool = False
    """Whether it was sent at once when it came."""

    @property
    def title(self) -> str:
        """The headline as one string."""
        return "".join(span.text for span in self.headline)

    @property
    def rtl(self) -> bool:
        """Whether the headline runs from right to left: by its first letter that has a direction."""
        directions = (unicodedata.bidirectional(character) for character in self.title)
        return next((found for found in directions if found in {"L", "R", "AL"}), "L") != "L"


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """A development that was told of before, of which there is more now."""

    title: str
    link: str
    since: str
    """When it was first seen, in words."""
    reports: int
    """Those of the window."""
    details: tuple[str, ...] = ()
    """What they add."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A headline that its publisher changed."""

    source: str
    link: str
    when: str
    pieces: tuple[Piece, ...]
    """The headline, what was taken out and what was put in."""
    words: tuple[str, ...] = ()
    """Words that came into the text, where the headline stayed."""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One day of the chart of coverage."""

    day: str
    """``Mon 20 Nov``."""
    texts: int
    height: int
    """0 to 24 pixels."""
    spike: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What is new for one watch."""

    slug: str
    title: str
    revision: str
    developments: tuple[Development, ...]
    """Those that are shown, the most widely reported first."""
    development_count: int
    report_count: int
    source_count: int
    """Of the reports of new developments."""
    further: tuple[Further, ...] = ()
    """Developments known before with further reports, those with most of them first."""
    further_count: int = 0
    further_reports: int = 0
    rewritten: tuple[Rewritten, ...] = ()
    rewritten_count: int = 0
    rhythm: tuple[str, ...] = ()
    """A spike, or that the story is back, in words."""
    bars: tuple[Bar, ...] = ()
    """The last days, oldest first; none where hardly anything was written yet."""
    sparkline: str = ""
    suggested: tuple[str, ...] = ()
    link: str = ""
    """Page of the story, where one is served."""

    @property
    def news_reports(self) -> int:
        """Reports of new developments."""
        return self.report_count - self.further_reports

    @property
    def cut(self) -> bool:
        """Whether some developments are left out."""
        return len(self.developments) < self.development_count


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place that a mail leads to."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A failing feed in plain words."""

    name: str
    host: str
    since: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One digest for one recipient and local date."""

    key: str
    """Names the digest within one recipient: the local date, with a prefix for test mails."""
    local_date: date
    zone: str
    made_at: datetime
    subject: str
    preview: str
    """What mail programs show beside the subject."""
    heading: str
    summary: str
    sections: tuple[Section, ...]
    quiet: tuple[str, ...]
    """Titles of watches with nothing new."""
    held_back: HeldBack
    troubles: tuple[Trouble, ...]
    troubles_more: int
    feed_count: int
    notices: tuple[str, ...]
    notices_more: int
    next_digest: str
    hits_from: int
    hits_to: int
    notices_to: int
    version: str
    language: str = "en"
    """Of dates and numbers."""
    covers: str = ""
    """Which missed dates it makes up for, in words; empty where none."""
    links: tuple[Link, ...] = ()
    """To the pages, and to leave; near the top, since some mail programs cut a long mail."""
    more_sections: tuple[str, ...] = ()
    """Titles of watches with news for which there was no room."""
    quiet_more: int = 0
    edits_to: int = 0

    @property
    def hit_count(self) -> int:
        """News hits of the window, shown or not."""
        return sum(section.report_count for section in self.sections)

    @property
    def shown_count(self) -> int:
        """Developments that are shown."""
        return sum(len(section.developments) for section in self.sections)

    @property
    def development_count(self) -> int:
        """Developments of the window, shown or not."""
        return sum(section.development_count for section in self.sections)

    @property
    def empty(self) -> bool:
        """Whether there is no news in it."""
        return not self.sections

    @property
    def nothing_to_say(self) -> bool:
        """Neither news nor a notice; what befell a feed is told on the next day, news or not (rule E5)."""
        return self.empty and not self.notices

    @property
    def example_item(self) -> int:
        """An item number for the line that explains feedback; 0 where there is none."""
        return next((story.item_id for section in self.sections for story in section.developments), 0)

    def shortened(self, limit: int) -> "Digest":
        """The same digest with at most ``limit`` developments, dealt to the watches in turn."""
        shares = _shares([len(section.developments) for section in self.sections], limit)
        sections = tuple(
            replace(section, developments=section.developments[:share])
            for section, share in zip(self.sections, shares, strict=True)
        )
        return replace(self, sections=sections)


def _shares(sizes: list[int], limit: int) -> list[int]:
    """``limit`` places dealt out one by one, in rounds, to lists of these sizes."""
    shares = [0] * len(sizes)
    left = min(limit, sum(sizes))
    while left > 0:
        for place, size in enumerate(sizes):
            if left > 0 and shares[place] < size:
                shares[place] += 1
                left -= 1
    return shares
