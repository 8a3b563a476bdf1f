"""How the outlets' web servers answer: a pure function of the outlets, the step and the request."""

import gzip
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus

from monitor.demo.documents import CONTENT_TYPES, document, edition, without_ending
from monitor.demo.outlets import IncidentKind, Outlet
from monitor.demo.timeline import Step

PAGE = (
    "<!doctype html><html lang=en><title>Back soon</title><body><h1>Back soon</h1>"
    "<p>We are working on our website this morning. Thank you for your patience.</p></body></html>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status, headers without ``Content-Length``, and body."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


def answer(outlets: Sequence[Outlet], step: Step, path: str, headers: Mapping[str, str]) -> Answer:
    """What comes back for a GET of ``path`` at ``step``; names in ``headers`` are in lower case."""
    for outlet in outlets:
        moved = outlet.incident(IncidentKind.MOVED, step.number)
        if path == outlet.path and moved:
            return Answer(status=HTTPStatus.MOVED_PERMANENTLY, headers=(("Location", moved.to),))
        if path == (moved.to if moved else outlet.path):
            return _outlet_answer(outlet, step, headers)
    return Answer(status=HTTPStatus.NOT_FOUND)


def _outlet_answer(outlet: Outlet, step: Step, headers: Mapping[str, str]) -> Answer:
    throttled = outlet.incident(IncidentKind.THROTTLED, step.number)
    if throttled:
        wait = (("Retry-After", str(throttled.retry_after_s)),)
        return Answer(status=HTTPStatus.TOO_MANY_REQUESTS, headers=wait)
    if outlet.incident(IncidentKind.PAGE, step.number):
        kind = (("Content-Type", "text/html; charset=utf-8"),)
        return Answer(status=HTTPStatus.OK, headers=kind, body=PAGE.encode())
    shown = edition(outlet, step.at)
    body = document(shown)
    described = [("Content-Type", f"{CONTENT_TYPES[outlet.format]}; charset={outlet.encoding}")]
    if outlet.incident(IncidentKind.TRUNCATED, step.number):
        # No validators: a broken document must not be what a later 304 refers to.
        return Answer(status=HTTPStatus.OK, headers=tuple(described), body=without_ending(body))
    validators = _validators(outlet, body, shown.changed)
    if _unchanged(dict(validators), shown.changed, headers):
        return Answer(status=HTTPStatus.NOT_MODIFIED, headers=validators)
    if outlet.gzip and "gzip" in headers.get("accept-encoding", ""):
        described += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
        body = gzip.compress(body, mtime=0)
    return Answer(status=HTTPStatus.OK, headers=(*described, *validators), body=body)


def _validators(outlet: Outlet, body: bytes, changed: datetime) -> tuple[tuple[str, str], ...]:
    known = {
        "etag": ("ETag", f'"{hashlib.sha256(body).hexdigest()[:20]}"'),
        "last-modified": ("Last-Modified", format_datetime(changed, usegmt=True)),
    }
    return tuple(known[name] for name in outlet.validators)


def _unchanged(validators: Mapping[str, str], changed: datetime, headers: Mapping[str, str]) -> bool:
    """RFC 9110 §13.2.2: ``If-None-Match`` goes before ``If-Modified-Since``."""
    if "if-none-match" in headers and "ETag" in validators:
        return validators["ETag"] in headers["if-none-match"]
    since = headers.get("if-modified-since")
    return since is not None and "Last-Modified" in validators and parsedate_to_datetime(since) >= changed
