"""From what HTTP answered to what the poll comes to; parsing lies between ``judge`` and ``fetched``.

::

    step = judge(state, answer, now=now, plain=plain)
    if isinstance(step, NeedsParse):
        document = ...  parse(step.body, step.url, step.content_type, now) in a worker
        step = fetched(step, document)          or unparsed(step, error)
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from monitor.model import FeedState
from monitor.outcome import (
    Cause,
    Document,
    Failed,
    FailureKind,
    Fetched,
    FetchFailed,
    NotModified,
    Response,
)
from monitor.poll.errors import NotAFeedError
from monitor.poll.hints import fresh_s
from monitor.poll.link_header import linked
from monitor.poll.not_a_feed import checks_visitors
from monitor.poll.retry_after import retry_after_s
from monitor.text.links import host_of
from monitor.text.plain import clean

NOT_MODIFIED: Final = 304
_WITH_FEED: Final = (200, 203)
_KINDS: Final = {
    401: FailureKind.HARD,
    402: FailureKind.HARD,
    403: FailureKind.BLOCKED,
    410: FailureKind.GONE,
    429: FailureKind.THROTTLED,
    451: FailureKind.HARD,
}
"""Error classes by status (E1, H3); anything else is soft."""
_GUARDS: Final = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", "challenge"),
    ("x-amzn-waf-action", "captcha"),
)
"""Headers by which a guard before the server says that it checks visitors (H3)."""
_CHECKED: Final = "a page that checks visitors instead of a feed"
_WORDS: Final = {
    401: "asks for a login",
    402: "asks for payment",
    403: "forbidden",
    404: "not found",
    410: "gone",
    429: "too many requests",
    451: "withheld for legal reasons",
    500: "internal error",
    502: "bad gateway",
    503: "not available",
    504: "gateway time-out",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsParse:
    """A new body: what the parser needs, and what is kept if it succeeds."""

    body: bytes
    url: str
    content_type: str
    status: int
    etag: str | None
    last_modified: str | None
    body_hash: str
    wire_bytes: int
    elapsed_ms: int
    hops: tuple[tuple[int, str], ...] = ()
    fresh_s: float = 0.0
    plain: bool = False
    hub: str = ""
    self_link: str = ""
    """What the headers say of the feed's hub and topic."""


def judge(
    state: FeedState, answer: Response | FetchFailed, *, now: datetime, plain: bool = False
) -> NotModified | Failed | NeedsParse:
    """What ``answer`` to a poll of ``state`` means; a 200 is judged by its body alone (rule C4).

    ``plain``: no validators were sent though there are some (rule C3).
    """
    if isinstance(answer, FetchFailed):
        return Failed(
            kind=answer.kind, reason=answer.reason, cause=answer.cause, elapsed_ms=answer.elapsed_ms
        )
    if answer.status == NOT_MODIFIED:
        return _not_modified(state, answer, now, plain=plain)
    if _is_guarded(answer):
        return _failed(
            answer, _words(answer, _CHECKED), kind=FailureKind.BLOCKED, retry_after=_asked(answer, now)
        )
    if answer.status not in _WITH_FEED:
        return _error_status(answer, now)
    if not answer.body:
        return _failed(answer, "the body is empty", cause=Cause.EMPTY)
    step = _needs_parse(state, answer, now, plain=plain)
    return _same_body(step) if step.body_hash == state.body_hash else step


def fetched(step: NeedsParse, document: Document) -> Fetched:
    """The poll brought ``document``; only now do its validators count (C1, C2)."""
    if step.hub:
        # WebSub §4: what the headers say comes before what the document says.
        self_link = step.self_link or document.head.self_link
        document = replace(document, head=replace(document.head, hub=step.hub, self_link=self_link))
    return Fetched(
        document=document,
        status=step.status,
        final_url=step.url,
        etag=step.etag,
        last_modified=step.last_modified,
        body_hash=step.body_hash,
        wire_bytes=step.wire_bytes,
        elapsed_ms=step.elapsed_ms,
        body_bytes=len(step.body),
        hops=step.hops,
        fresh_s=step.fresh_s,
        plain=step.plain,
    )


def unparsed(step: NeedsParse, error: BaseException, *, traceback: str = "") -> Failed:
    """The poll brought a body that could not be read; ``error`` is what the worker's future held."""
    kind, cause = FailureKind.SOFT, Cause.UNREADABLE
    match error:
        case NotAFeedError():
            reason, cause = error.reason, Cause.NOT_A_FEED
            kind = FailureKind.BLOCKED if checks_visitors(step.body) else kind
        case TimeoutError():
            reason = "reading the document took too long and was stopped"
        case MemoryError():
            reason = "reading the document took too much memory and was stopped"
        case _:
            reason = clean(f"the document cannot be read: {type(error).__name__}: {error}", 200)
    return Failed(
        kind=kind,
        reason=reason,
        cause=cause,
        status=step.status,
        elapsed_ms=step.elapsed_ms,
        traceback=traceback,
    )


def _not_modified(state: FeedState, answer: Response, now: datetime, *, plain: bool) -> NotModified | Failed:
    if plain or (state.etag is None and state.last_modified is None):
        return _failed(answer, "answered 304, though no validator was sent")
    etag, last_modified = _validators(state, answer)
    return NotModified(
        status=answer.status,
        same_body=False,
        etag=state.etag if etag is None else etag,
        last_modified=state.last_modified if last_modified is None else last_modified,
        elapsed_ms=answer.elapsed_ms,
        hops=answer.hops,
        fresh_s=fresh_s(answer, now),
    )


def _same_body(step: NeedsParse) -> NotModified:
    return NotModified(
        status=step.status,
        same_body=True,
        etag=step.etag,
        last_modified=step.last_modified,
        elapsed_ms=step.elapsed_ms,
        body_bytes=len(step.body),
        hops=step.hops,
        fresh_s=step.fresh_s,
        plain=step.plain,
    )


def _needs_parse(state: FeedState, answer: Response, now: datetime, *, plain: bool) -> NeedsParse:
    etag, last_modified = _validators(state, answer)
    return NeedsParse(
        body=answer.body,
        url=answer.url,
        content_type=answer.header("content-type") or "",
        status=answer.status,
        etag=etag,
        last_modified=last_modified,
        body_hash=hashlib.sha256(answer.body).hexdigest(),
        wire_bytes=answer.wire_bytes,
        elapsed_ms=answer.elapsed_ms,
        hops=answer.hops,
        fresh_s=fresh_s(answer, now),
        plain=plain,
        hub=linked(answer, "hub"),
        self_link=linked(answer, "self"),
    )


def _validators(state: FeedState, answer: Response) -> tuple[str | None, str | None]:
    """ETag and Last-Modified of ``answer``, unless another host sent them."""
    if _place(answer.url) != _place(state.url):
        return None, None
    return answer.header("etag"), answer.header("last-modified")


def _place(url: str) -> tuple[str, int | None]:
    """Host and port as far as they matter here: http and https on their own ports are one place."""
    return host_of(url), urlsplit(url).port


def _is_guarded(answer: Response) -> bool:
    """Whether a guard answered in place of the server (H3).

    The body is looked at where one of an error came along; that of a 200 is left to the parser.
    """
    if any(answer.header(name) == value for name, value in _GUARDS):
        return True
    return answer.status not in _WITH_FEED and checks_visitors(answer.body)


def _error_status(answer: Response, now: datetime) -> Failed:
    asked = _asked(answer, now)
    kind = _KINDS.get(answer.status, FailureKind.SOFT)
    if answer.status == 503 and asked is not None:  # noqa: PLR2004 - the status that Retry-After was made for
        kind = FailureKind.THROTTLED
    words = _WORDS.get(answer.status, "")
    if 300 <= answer.status < 400:  # noqa: PLR2004 - redirects
        words = "a redirect that leads nowhere"
    return _failed(answer, _words(answer, words), kind=kind, retry_after=asked)


def _asked(answer: Response, now: datetime) -> float | None:
    return retry_after_s(answer.header("retry-after"), date=answer.header("date"), now=now)


def _words(answer: Response, words: str) -> str:
    return f"HTTP {answer.status}" + (f": {words}" if words else "")


def _failed(
    answer: Response,
    reason: str,
    *,
    kind: FailureKind = FailureKind.SOFT,
    cause: Cause = Cause.STATUS,
    retry_after: float | None = None,
) -> Failed:
    return Failed(
        kind=kind,
        reason=reason,
        cause=cause,
        status=answer.status,
        retry_after_s=retry_after,
        elapsed_ms=answer.elapsed_ms,
    )
