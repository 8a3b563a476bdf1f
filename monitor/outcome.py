"""One visit to a feed, as values: what HTTP answered, what the document held, what came of it.

``Outcome`` is a closed union; code that takes it apart ends in ``assert_never``.
"""

from dataclasses import dataclass
from enum import StrEnum

from monitor.model import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHead:
    """What a document says about its feed."""

    title: str = ""
    link: str = ""
    language: str = ""
    version: str = ""
    """feedparser's name of the format, ``json1`` for JSON Feed, ``news-sitemap``."""
    ttl_s: float = 0.0
    """Seconds the document wants between polls (RSS ``ttl``, or the ``sy`` module); 0 where it says nothing."""
    skip_hours: tuple[int, ...] = ()
    """RSS ``skipHours``, GMT, 0 to 23."""
    skip_days: tuple[int, ...] = ()
    """RSS ``skipDays``, Monday is 0."""
    hub: str = ""
    """WebSub hub, http or https."""
    self_link: str = ""
    """The feed's own address as it gives it: the WebSub topic."""
    older: str = ""
    """Where older entries stand: RFC 5005 ``prev-archive``, else ``next``."""
    generator: str = ""


class FailureKind(StrEnum):
    """Error classes of a poll; ``throttled`` is politeness, not a fault of the feed."""

    LOCAL = "local"
    SOFT = "soft"
    HARD = "hard"
    GONE = "gone"
    THROTTLED = "throttled"
    REFUSED = "refused"
    """The address guard or a redirect rule said no."""
    BLOCKED = "blocked"
    """The publisher turns us away: 403, or a page that checks visitors (rule H3)."""


class Cause(StrEnum):
    """What exactly went wrong, for rules that look closer than the error class."""

    OFFLINE = "offline"
    """This machine has no network or no working name server."""
    UNRESOLVED = "unresolved"
    """The name does not exist."""
    UNREACHABLE = "unreachable"
    """No connection: refused, no route, or none in time."""
    TIMEOUT = "timeout"
    TLS = "tls"
    PROTOCOL = "protocol"
    """No proper HTTP, or a broken body."""
    TOO_LARGE = "too-large"
    ADDRESS = "address"
    """The URL or a redirect is not acceptable."""
    STATUS = "status"
    """An HTTP status that brings no feed."""
    EMPTY = "empty"
    NOT_A_FEED = "not-a-feed"
    UNREADABLE = "unreadable"
    """The parser gave up, or was stopped."""
    OTHER = "other"

    @property
    def is_network(self) -> bool:
        """No HTTP was spoken at all: the kind that an outage of ours causes (rule E2)."""
        return self in {Cause.OFFLINE, Cause.UNRESOLVED, Cause.UNREACHABLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An HTTP answer with its whole, decoded body; header names in lower case."""

    url: str
    """Where the body came from, after redirects."""
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    wire_bytes: int = 0
    hops: tuple[tuple[int, str], ...] = ()
    """(status, target) of each redirect followed."""
    elapsed_ms: int = 0
    private: bool = False
    """It came from a host in a network that a person allowed by name: there each feed stands for itself (rule H2)."""

    def header(self, name: str) -> str | None:
        """The first header of that name (any case), or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchFailed:
    """No usable HTTP answer: refused address, time-out, TLS, too large, and the like."""

    kind: FailureKind
    reason: str
    cause: Cause = Cause.OTHER
    elapsed_ms: int = 0
    private: bool = False
    """As for ``Response``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed feed document; ``skipped`` counts entries left out, ``notes`` says why and what was odd.

    Entries whose fingerprint was among those handed to the parser are not parsed again: they are not among
    ``items``, their fingerprints stand in ``known``.
    """

    head: FeedHead
    items: tuple[Item, ...]
    marks: tuple[str, ...] = ()
    """Fingerprint of each of ``items``, 16 hex digits, ``""`` where it has none; empty or as long as ``items``."""
    known: tuple[str, ...] = ()
    """Fingerprints of the entries that were recognised."""
    skipped: int = 0
    notes: tuple[str, ...] = ()

    @property
    def entries(self) -> int:
        """How many entries the document has, parsed or recognised."""
        return len(self.items) + len(self.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A new document; the validators are to be sent with the next poll."""

    document: Document
    status: int
    final_url: str
    etag: str | None
    last_modified: str | None
    body_hash: str
    wire_bytes: int
    elapsed_ms: int
    body_bytes: int = 0
    """Bytes of the decoded body."""
    hops: tuple[tuple[int, str], ...] = ()
    """(status, target) of each redirect followed."""
    fresh_s: float = 0.0
    """Seconds for which the headers call the answer fresh (rule S4)."""
    plain: bool = False
    """Asked without validators though there were some: a 304 audit (rule C3)."""
    private: bool = False
    """As for ``Response``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """304, or 200 with the very body of last time (``same_body``)."""

    status: int
    same_body: bool
    etag: str | None
    last_modified: str | None
    elapsed_ms: int
    body_bytes: int = 0
    hops: tuple[tuple[int, str], ...] = ()
    fresh_s: float = 0.0
    plain: bool = False
    private: bool = False
    """As for ``Response``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A poll that brought nothing. ``retry_after_s`` is the publisher's wish in seconds, where given."""

    kind: FailureKind
    reason: str
    cause: Cause = Cause.OTHER
    status: int | None = None
    retry_after_s: float | None = None
    elapsed_ms: int = 0
    traceback: str = ""
    private: bool = False
    """As for ``Response``."""


Outcome = Fetched | NotModified | Failed
