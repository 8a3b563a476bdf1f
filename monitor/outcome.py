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
    """feedparser's name of the format, ``json1`` for JSON Feed."""


class FailureKind(StrEnum):
    """Error classes of a poll; ``throttled`` is politeness, not a fault of the feed."""

    LOCAL = "local"
    SOFT = "soft"
    HARD = "hard"
    GONE = "gone"
    THROTTLED = "throttled"
    REFUSED = "refused"
    """The address guard or a redirect rule said no."""


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

    def header(self, name: str) -> str | None:
        """The first header of that name (any case), or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchFailed:
    """No usable HTTP answer: refused address, time-out, TLS, too large, and the like."""

    kind: FailureKind
    reason: str
    elapsed_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed feed document; ``skipped`` counts entries left out, ``notes`` says why and what was odd."""

    head: FeedHead
    items: tuple[Item, ...]
    skipped: int = 0
    notes: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """304, or 200 with the very body of last time (``same_body``)."""

    status: int
    same_body: bool
    etag: str | None
    last_modified: str | None
    elapsed_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A poll that brought nothing. ``retry_after_s`` is the publisher's wish in seconds, where given."""

    kind: FailureKind
    reason: str
    status: int | None = None
    retry_after_s: float | None = None
    elapsed_ms: int = 0
    traceback: str = ""


Outcome = Fetched | NotModified | Failed
