"""The frozen values that pass between the stages. No behaviour beyond what a value can say of itself.

All datetimes are aware and in UTC. Text is plain text unless the name ends in ``html``.
Sections: story (Watch and its parts), feeds, items, decisions. One visit to a feed lies in ``outcome``.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from monitor.feed_memory import FeedMemory

# ── the story being followed ────────────────────────────────────────────────────────────────


class Role(StrEnum):
    """What part a term plays in the story."""

    ACTOR = "actor"
    OBJECT = "object"
    PLACE = "place"
    EVENT = "event"
    CONTEXT = "context"


class WatchState(StrEnum):
    """``closed`` keeps its hits and stops matching; ``paused`` can be resumed."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One spelling of a term in citation form; the matcher adds endings and clitics itself."""

    text: str
    language: str = "any"
    """BCP 47 primary tag, or ``any``."""
    code: bool = False
    """A model number: letters and digits joined by hyphen, blank or nothing (SA-22, SA 22, SA22)."""
    sure: bool = False
    """Counts even where the term is ambiguous and no context is near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing a watch looks for."""

    name: str
    role: Role
    weight: float
    """Points, on the scale of ``Watch.threshold``."""
    forms: tuple[Form, ...]
    context: tuple[str, ...] = ()
    """Term names; where given, the term counts only beside one of them (or in a ``sure`` form)."""
    unless: tuple[str, ...] = ()
    """Phrases (``not`` in the file) that a match must not be part of, e.g. "Richard Wagner"."""
    exact_case: bool = False
    inflect: bool = True
    origin: str = "person"
    """``seed`` (proposed) or ``person`` (written or reviewed) or ``accepted`` (a learned term taken over)."""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A gate: holds where every term of ``all`` and, if given, one of ``any`` is in the item."""

    name: str
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """The article a watch is made from, as plain text."""

    origin: str
    """Path, ``-`` or URL it was read from."""
    title: str
    text: str
    language: str = "en"
    published: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One story being followed, as its file says; what was learned lies in the profile."""

    slug: str
    title: str
    seed: Seed
    """What the profile starts from; kept inside the watch file so that a watch stands alone."""
    terms: tuple[Term, ...]
    threshold: float = 6.0
    """Points at which an item is a hit; scores are reported as points / threshold."""
    require: tuple[Requirement, ...] = ()
    """At least one must hold, where any is given."""
    mute: tuple[str, ...] = ()
    """Phrases; an item that has one of them is never a hit."""
    veto: tuple[str, ...] = ()
    """Words that the profile must not learn; those of the seed stay."""
    sources_in: tuple[str, ...] = ()
    """Feed tags, groups or hosts; where given, only these can hit."""
    sources_out: tuple[str, ...] = ()
    learn: bool = True
    """Whether the profile may learn from hits."""
    created: date | None = None
    revision: str = ""
    """First 12 hex digits of the SHA-256 of the file; hits keep it. ``+7`` behind them: with what is laid over the
    file, up to row 7 of ``watch_changes``."""
    state: WatchState = WatchState.ACTIVE


# ── feeds ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSource:
    """A feed as ``config/feeds.toml`` lists it."""

    url: str
    name: str
    group: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    checked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What the store knows of a feed and polling needs."""

    feed_id: int
    url: str
    """The address polled: that of the configuration, or of an adopted redirect."""
    name: str
    configured_url: str = ""
    """The address of the configuration, by which a person knows the feed."""
    host: str = ""
    """Host and port that manners go by (``net.address_rules.host_key``)."""
    interval_s: float = 1800.0
    """Seconds between two polls as last reckoned."""
    memory: FeedMemory = field(default_factory=FeedMemory)
    marks: str = ""
    """Fingerprints of the last document's entries, 16 hex digits each, parted by blanks."""
    etag: str | None = None
    """Byte for byte as received, or None where the last 200 had none."""
    last_modified: str | None = None
    body_hash: str | None = None
    """SHA-256 hex of the last decoded body."""
    failures: int = 0
    """Failed polls since the last success."""
    polled_before: bool = False
    """False until one poll has stored items: the first document is backlog, not news."""
    next_due: datetime | None = None


# ── items ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed document. Identity is decided in ``poll.identity``, not here."""

    guid: str = ""
    link: str = ""
    """Absolute http or https, else empty."""
    title: str = ""
    text: str = ""
    """Plain text of summary or content, the longer of the two."""
    html: str = ""
    """What the feed carried, uncleaned; never to be shown without cleaning."""
    author: str = ""
    categories: tuple[str, ...] = ()
    language: str = ""
    published_raw: str = ""
    published: datetime | None = None
    """None where missing or not believable; ``date_flag`` says which."""
    date_flag: str = ""
    """``""`` (fine), ``missing``, ``unreadable``, ``no-zone``, ``future`` or ``ancient``."""


# ── decisions ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One contribution to a score, with its place in the original text."""

    term: str
    """Term name, or the token of the profile."""
    surface: str
    """The slice of the original text."""
    field: str
    """``title`` or ``text``; ``""`` where the contribution has no single place."""
    start: int
    end: int
    """Offsets into the original field, ``[start, end)``."""
    points: float
    origin: str
    """``seed``, ``person``, ``accepted`` or ``learned``."""
    role: str = "profile"
    """A ``Role`` value, or ``profile``."""
    learned_from: int | None = None
    """Hit number that taught the token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What the profile of a watch takes from one accepted item: (token, added weight)."""

    tokens: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedToken:
    """One row of what a watch has learned: the profile is the seed plus the sum of these."""

    token: str
    """Folded and stemmed, as ``text.tokens`` gives it."""
    weight: float
    hit_id: int
    """Hit that taught it."""
    learned_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The verdict on one item for one watch. The points of the reasons add up to ``points``."""

    watch: str
    revision: str
    points: float
    threshold: float
    hit: bool
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()
    """Why it is no hit, in words, where it is none."""
    learned: Learned | None = None

    @property
    def score(self) -> float:
        """Points as a share of the threshold: 1.0 is the threshold, comparable across watches."""
        return self.points / self.threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenItem:
    """An item as the store keeps it: what tracking reads."""

    title: str
    text: str
    first_seen: datetime
    """The only clock of digests and windows."""
    source: str = ""
    """Feed URL."""
    language: str = ""
    link: str = ""
    tags: tuple[str, ...] = field(default_factory=tuple)
    """Feed group and tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitText:
    """A hit as far as names are looked for in it."""

    item_id: int
    title: str
    text: str
    source: str
    """Feed URL."""
    language: str
    first_seen: datetime
