import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.model import FeedState
from monitor.outcome import Document, Failed, FailureKind, FeedHead, FetchFailed, NotModified, Response
from monitor.poll.errors import NotAFeedError
from monitor.poll.outcome_of import NeedsParse, fetched, judge, unparsed
from monitor.poll.request import request_headers

NOW = datetime(2026, 11, 24, tzinfo=UTC)
BODY = b"<rss/>"
BODY_HASH = hashlib.sha256(BODY).hexdigest()
STATE = FeedState(
    feed_id=1, url="https://a.example/feed", name="A", etag='"1"', last_modified="Mon", body_hash="0"
)


def response(status: int = 200, body: bytes = BODY, url: str = STATE.url, **headers: str) -> Response:
    fields = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Response(url=url, status=status, headers=fields, body=body, wire_bytes=len(body), elapsed_ms=7)


def step_of(answer: Response, state: FeedState = STATE) -> NeedsParse:
    step = judge(state, answer, now=NOW)
    assert isinstance(step, NeedsParse)
    return step


def failure_of(answer: Response | FetchFailed, state: FeedState = STATE) -> Failed:
    step = judge(state, answer, now=NOW)
    assert isinstance(step, Failed)
    return step


def test_a_poll_asks_with_both_validators_as_they_were_stored() -> None:
    headers = request_headers(STATE)
    assert headers["If-None-Match"] == '"1"'
    assert headers["If-Modified-Since"] == "Mon"
    assert "application/rss+xml" in headers["Accept"]


def test_a_poll_without_validators_asks_plainly() -> None:
    assert set(request_headers(replace(STATE, etag=None, last_modified=None))) == {"Accept"}
    assert request_headers(replace(STATE, etag="", last_modified=None))["If-None-Match"] == ""


def test_a_new_body_is_parsed_and_its_validators_kept() -> None:
    answer = response(etag='W/"2"', last_modified="Tue", content_type="text/xml")
    step = step_of(answer)
    assert (step.body, step.url, step.content_type) == (BODY, STATE.url, "text/xml")
    document = Document(head=FeedHead(title="t"), items=())
    outcome = fetched(step, document)
    assert outcome.document is document
    assert (outcome.etag, outcome.last_modified, outcome.body_hash) == ('W/"2"', "Tue", BODY_HASH)
    assert (outcome.status, outcome.wire_bytes, outcome.elapsed_ms) == (200, len(BODY), 7)


def test_validators_that_are_missing_are_forgotten() -> None:
    step = step_of(response())
    assert (step.etag, step.last_modified) == (None, None)


PLACES = {
    "another path of the host": ("https://a.example/other", '"2"'),
    "http on the same host": ("http://a.example/feed", '"2"'),
    "another host": ("https://b.example/feed", None),
    "another port": ("https://a.example:8443/feed", None),
}


@pytest.mark.parametrize(("url", "kept"), PLACES.values(), ids=PLACES.keys())
def test_validators_are_kept_from_the_feeds_own_host_only(url: str, kept: str | None) -> None:
    assert step_of(response(url=url, etag='"2"')).etag == kept


def test_the_same_body_is_not_parsed_again_whatever_its_validators() -> None:
    step = judge(replace(STATE, body_hash=BODY_HASH), response(etag='"2"'), now=NOW)
    assert step == NotModified(
        status=200, same_body=True, etag='"2"', last_modified=None, elapsed_ms=7, body_bytes=6
    )


def test_the_same_etag_on_another_body_is_a_new_document() -> None:
    assert step_of(response(etag='"1"', last_modified="Mon")).body == BODY


def test_304_keeps_the_validators_and_takes_new_ones() -> None:
    assert judge(STATE, response(304, b""), now=NOW) == NotModified(
        status=304, same_body=False, etag='"1"', last_modified="Mon", elapsed_ms=7
    )
    step = judge(STATE, response(304, b"", etag='"2"'), now=NOW)
    assert isinstance(step, NotModified)
    assert (step.etag, step.last_modified) == ('"2"', "Mon")


def test_304_to_a_poll_without_validators_is_a_failure() -> None:
    failure = failure_of(response(304, b""), replace(STATE, etag=None, last_modified=None))
    assert (failure.kind, failure.status) == (FailureKind.SOFT, 304)


STATUSES = {
    "a login": (401, FailureKind.HARD, "HTTP 401: asks for a login"),
    "forbidden": (403, FailureKind.BLOCKED, "HTTP 403: forbidden"),
    "not found may come back": (404, FailureKind.SOFT, "HTTP 404: not found"),
    "gone": (410, FailureKind.GONE, "HTTP 410: gone"),
    "too many requests": (429, FailureKind.THROTTLED, "HTTP 429: too many requests"),
    "legal reasons": (451, FailureKind.HARD, "HTTP 451: withheld for legal reasons"),
    "a server's error": (500, FailureKind.SOFT, "HTTP 500: internal error"),
    "overload without a time": (503, FailureKind.SOFT, "HTTP 503: not available"),
    "a status nobody named": (599, FailureKind.SOFT, "HTTP 599"),
    "no content": (204, FailureKind.SOFT, "HTTP 204"),
    "a part": (206, FailureKind.SOFT, "HTTP 206"),
    "a redirect without target": (302, FailureKind.SOFT, "HTTP 302: a redirect that leads nowhere"),
}


@pytest.mark.parametrize(("status", "kind", "reason"), STATUSES.values(), ids=STATUSES.keys())
def test_an_error_status(status: int, kind: FailureKind, reason: str) -> None:
    failure = failure_of(response(status, b"", etag='"2"'))
    assert (failure.kind, failure.reason, failure.status) == (kind, reason, status)
    assert failure.retry_after_s is None


@pytest.mark.parametrize("status", [429, 503])
def test_a_wish_to_wait_is_kept_and_is_no_fault(status: int) -> None:
    failure = failure_of(response(status, b"", retry_after="120"))
    assert (failure.kind, failure.retry_after_s) == (FailureKind.THROTTLED, 120.0)


def test_a_challenge_is_named() -> None:
    assert "checks visitors" in failure_of(response(403, b"", cf_mitigated="challenge")).reason


def test_an_empty_body_is_a_failure() -> None:
    assert failure_of(response(body=b"")).reason == "the body is empty"


def test_no_answer_is_a_failure_of_its_kind() -> None:
    failure = failure_of(FetchFailed(kind=FailureKind.LOCAL, reason="no route", elapsed_ms=3))
    assert failure == Failed(kind=FailureKind.LOCAL, reason="no route", elapsed_ms=3)


UNPARSED = {
    "what is no feed says what it is": (NotAFeedError("an HTML page"), "an HTML page"),
    "a hang": (TimeoutError("Task timeout", 10), "took too long"),
    "memory": (MemoryError(), "too much memory"),
    "a worker that died": (RuntimeError("Abnormal\ntermination"), "RuntimeError: Abnormal termination"),
}


@pytest.mark.parametrize(("error", "words"), UNPARSED.values(), ids=UNPARSED.keys())
def test_a_body_that_cannot_be_read_is_a_soft_failure(error: BaseException, words: str) -> None:
    failure = unparsed(step_of(response()), error, traceback="trace")
    assert (failure.kind, failure.status, failure.traceback) == (FailureKind.SOFT, 200, "trace")
    assert words in failure.reason
