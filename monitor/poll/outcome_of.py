"""From what HTTP answered to what the poll comes to; parsing lies between ``judge`` and ``fetched``.

::

    step = judge(state, answer, now=now)
    if isinstance(step, NeedsParse):
        document = ...  parse(step.body, step.url, step.content_type, now) in a worker
        step = fetched(step, document)          or unparsed(step, error)
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from monitor.model import FeedState
from monitor.outcome import Document, Failed, FailureKind, Fetched, FetchFailed, NotModified, Response
from monitor.poll.errors import NotAFeedError
from monitor.poll.retry_after import retry_after_s
from monitor.text.links import host_of
from monitor.text.plain import clean

NOT_MODIFIED: Final = 304
_WITH_FEED: Final = (200, 203)
_KINDS: Final = {
    401: FailureKind.HARD,
    402: FailureKind.HARD,
    403: FailureKind.HARD,
    410: FailureKind.GONE,
    429: FailureKind.THROTTLED,
    451: FailureKind.HARD,
}
"""Error classes by status (E1); anything else is soft."""
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


def judge(
    state: FeedState, answer: Response | FetchFailed, *, now: datetime
) -> NotModified | Failed | NeedsParse:
    """What ``answer`` to a poll of ``state`` means; a 200 is judged by its body alone (rule C4)."""
    if isinstance(answer, FetchFailed):
        return Failed(kind=answer.kind, reason=answer.reason, elapsed_ms=answer.elapsed_ms)
    if answer.status == NOT_MODIFIED:
        return _not_modified(state, answer)
    if answer.status not in _WITH_FEED:
        return _error_status(answer, now)
    if not answer.body:
        return _failed(answer, "the body is empty")
    step = _needs_parse(state, answer)
    if step.body_hash == state.body_hash:
        return NotModified(
            status=answer.status,
            same_body=True,
            etag=step.etag,
            last_modified=step.last_modified,
            elapsed_ms=answer.elapsed_ms,
        )
    return step


def fetched(step: NeedsParse, document: Document) -> Fetched:
    """The poll brought ``document``; only now do its validators count (C1, C2)."""
    return Fetched(
        document=document,
        status=step.status,
        final_url=step.url,
        etag=step.etag,
        last_modified=step.last_modified,
        body_hash=step.body_hash,
        wire_bytes=step.wire_bytes,
        elapsed_ms=step.elapsed_ms,
    )


def unparsed(step: NeedsParse, error: BaseException, *, traceback: str = "") -> Failed:
    """The poll brought a body that could not be read; ``error`` is what the worker's future held."""
    match error:
        case NotAFeedError():
            reason = error.reason
        case TimeoutError():
            reason = "reading the document took too long and was stopped"
        case MemoryError():
            reason = "reading the document took too much memory and was stopped"
        case _:
            reason = clean(f"the document cannot be read: {type(error).__name__}: {error}", 200)
    return Failed(
        kind=FailureKind.SOFT,
        reason=reason,
        status=step.status,
        elapsed_ms=step.elapsed_ms,
        traceback=traceback,
    )


def _not_modified(state: FeedState, answer: Response) -> NotModified | Failed:
    if state.etag is None and state.last_modified is None:
        return _failed(answer, "answered 304, though no validator was sent")
    etag, last_modified = _validators(state, answer)
    return NotModified(
        status=answer.status,
        same_body=False,
        etag=state.etag if etag is None else etag,
        last_modified=state.last_modified if last_modified is None else last_modified,
        elapsed_ms=answer.elapsed_ms,
    )


def _needs_parse(state: FeedState, answer: Response) -> NeedsParse:
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
    )


def _validators(state: FeedState, answer: Response) -> tuple[str | None, str | None]:
    """ETag and Last-Modified of ``answer``, unless another host sent them."""
    if _place(answer.url) != _place(state.url):
        return None, None
    return answer.header("etag"), answer.header("last-modified")


def _place(url: str) -> tuple[str, int | None]:
    """Host and port as far as they matter here: http and https on their own ports are one place."""
    return host_of(url), urlsplit(url).port


def _error_status(answer: Response, now: datetime) -> Failed:
    asked = retry_after_s(answer.header("retry-after"), date=answer.header("date"), now=now)
    kind = _KINDS.get(answer.status, FailureKind.SOFT)
    if answer.status == 503 and asked is not None:  # noqa: PLR2004 - the status that Retry-After was made for
        kind = FailureKind.THROTTLED
    words = _WORDS.get(answer.status, "")
    if answer.header("cf-mitigated") == "challenge":
        words = "a page that checks visitors instead of a feed"
    if 300 <= answer.status < 400:  # noqa: PLR2004 - redirects
        words = "a redirect that leads nowhere"
    reason = f"HTTP {answer.status}" + (f": {words}" if words else "")
    return _failed(answer, reason, kind=kind, retry_after=asked)


def _failed(
    answer: Response,
    reason: str,
    *,
    kind: FailureKind = FailureKind.SOFT,
    retry_after: float | None = None,
) -> Failed:
    return Failed(
        kind=kind,
        reason=reason,
        status=answer.status,
        retry_after_s=retry_after,
        elapsed_ms=answer.elapsed_ms,
    )
