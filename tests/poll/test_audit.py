from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.feed_memory import Caching, FeedMemory, Pace
from monitor.model import FeedState
from monitor.outcome import Document, Failed, FailureKind, FeedHead, Fetched, NotModified, Outcome
from monitor.poll.audit import asks_plainly, bounds_while_plain, caching_after, hid_items
from monitor.poll.interval import Bounds
from monitor.poll.request import request_headers

NOW = datetime(2026, 11, 24, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NOT_MODIFIED = NotModified(status=304, same_body=False, etag='"1"', last_modified=None, elapsed_ms=0)
SAME_BODY = NotModified(status=200, same_body=True, etag='"1"', last_modified=None, elapsed_ms=0)
FETCHED = Fetched(
    document=Document(head=FeedHead(), items=()),
    status=200,
    final_url="https://a.example/",
    etag='"1"',
    last_modified=None,
    body_hash="",
    wire_bytes=0,
    elapsed_ms=0,
)
FAILED = Failed(kind=FailureKind.SOFT, reason="")


def feed(caching: Caching, *, a_day: float = 0.0, etag: str | None = '"1"') -> FeedState:
    memory = FeedMemory(caching=caching, pace=Pace(rate_week=a_day / 24))
    return FeedState(feed_id=1, url="https://a.example/", name="A", etag=etag, memory=memory)


AUDITS = [
    pytest.param(Caching(), 100.0, False, id="no 304 yet"),
    pytest.param(Caching(unmodified=20, unmodified_since=NOW - 23 * HOUR), 9.0, False, id="less than a day"),
    pytest.param(Caching(unmodified=20, unmodified_since=NOW - DAY), 3.0, True, id="a day, three expected"),
    pytest.param(Caching(unmodified=20, unmodified_since=NOW - DAY), 2.9, False, id="a day, fewer expected"),
    pytest.param(Caching(unmodified=49, unmodified_since=NOW - HOUR), 0.0, False, id="49 in a row"),
    pytest.param(Caching(unmodified=50, unmodified_since=NOW - HOUR), 0.0, True, id="50 in a row"),
    pytest.param(Caching(plain_until=NOW + HOUR), 0.0, True, id="caught lately"),
    pytest.param(Caching(plain_until=NOW), 0.0, False, id="caught a week ago: asked with validators"),
    pytest.param(
        Caching(plain_until=NOW, unmodified=4, unmodified_since=NOW), 0.0, False, id="and for a while"
    ),
    pytest.param(Caching(plain_until=NOW, unmodified=5, unmodified_since=NOW), 0.0, True, id="then retested"),
]


@pytest.mark.parametrize(("caching", "a_day", "expected"), AUDITS)
def test_when_the_validators_are_left_out(caching: Caching, a_day: float, *, expected: bool) -> None:
    assert asks_plainly(feed(caching, a_day=a_day), NOW) is expected


def test_without_validators_there_is_nothing_to_leave_out() -> None:
    assert not asks_plainly(feed(Caching(unmodified=99, unmodified_since=NOW - DAY), etag=None), NOW)


def test_a_plain_request_has_no_validators() -> None:
    state = replace(feed(Caching()), last_modified="Mon")
    assert set(request_headers(state)) == {"Accept", "If-None-Match", "If-Modified-Since"}
    assert set(request_headers(state, plain=True)) == {"Accept"}


ROW = Caching(unmodified=50, unmodified_since=NOW - HOUR)
CAUGHT = Caching(plain_until=NOW + 7 * DAY)
PLAIN = Caching(plain_until=NOW + DAY)
RETESTED = Caching(plain_until=NOW - HOUR, unmodified=5, unmodified_since=NOW - HOUR)

AFTERWARDS = [
    pytest.param(Caching(), NOT_MODIFIED, 0, Caching(unmodified=1, unmodified_since=NOW), id="first 304"),
    pytest.param(ROW, NOT_MODIFIED, 0, replace(ROW, unmodified=51), id="one more 304"),
    pytest.param(ROW, FETCHED, 3, Caching(), id="a document ends the row"),
    pytest.param(ROW, SAME_BODY, 0, Caching(), id="so does the same body"),
    pytest.param(ROW, FAILED, 0, ROW, id="a failure does not"),
    pytest.param(ROW, replace(FETCHED, plain=True), 1, CAUGHT, id="the audit finds something"),
    pytest.param(ROW, replace(FETCHED, plain=True), 0, Caching(), id="the audit finds nothing"),
    pytest.param(ROW, replace(SAME_BODY, plain=True), 0, Caching(), id="the audit finds the same"),
    pytest.param(PLAIN, replace(FETCHED, plain=True), 9, PLAIN, id="news while caught"),
    pytest.param(PLAIN, FAILED, 0, PLAIN, id="a failure while caught"),
    pytest.param(RETESTED, replace(FETCHED, plain=True), 2, CAUGHT, id="caught again"),
    pytest.param(RETESTED, replace(SAME_BODY, plain=True), 0, Caching(), id="believed again"),
]


@pytest.mark.parametrize(("before", "outcome", "unknown", "expected"), AFTERWARDS)
def test_what_is_thought_afterwards(
    before: Caching, outcome: Outcome, unknown: int, expected: Caching
) -> None:
    assert caching_after(before, outcome, unknown_items=unknown, now=NOW) == expected


def test_being_caught_is_told_once() -> None:
    assert hid_items(ROW, CAUGHT)
    assert hid_items(RETESTED, CAUGHT)
    assert not hid_items(CAUGHT, CAUGHT)
    assert not hid_items(RETESTED, Caching())


def test_while_caught_visits_are_a_quarter_of_an_hour_apart_at_least() -> None:
    bounds = Bounds()
    assert bounds_while_plain(bounds, PLAIN, NOW).shortest_s == 900
    assert bounds_while_plain(bounds, Caching(plain_until=NOW), NOW) == bounds
    assert bounds_while_plain(bounds, Caching(), NOW) == bounds


@pytest.mark.parametrize("a_day", [0.5, 6.0])
def test_a_server_that_says_304_for_ever_loses_nothing_for_long(a_day: float) -> None:
    """It brings an item now and then, and says "not modified" to all who have an ETag."""
    caching, hidden, worst, plain_polls = Caching(), 0.0, 0.0, 0
    for hour in range(24 * 60):
        now = NOW + hour * HOUR
        hidden += a_day / 24
        worst = max(worst, hidden)
        if asks_plainly(feed(caching, a_day=a_day), now):
            plain_polls += 1
            found, hidden = int(hidden), hidden % 1
            outcome: Outcome = replace(FETCHED if found else SAME_BODY, plain=True)
            caching = caching_after(caching, outcome, unknown_items=found, now=now)
        else:
            caching = caching_after(caching, NOT_MODIFIED, unknown_items=0, now=now)
    assert worst < max(2 * a_day, 1.5) + 1
    assert plain_polls > 24 * 50 if a_day > 1 else plain_polls > 24


def test_an_honest_silent_feed_is_looked_into_every_50_visits_only() -> None:
    caching, plain_polls = Caching(), 0
    for hour in range(1020):
        plain = asks_plainly(feed(caching), NOW + hour * HOUR)
        plain_polls += plain
        outcome = replace(SAME_BODY, plain=True) if plain else NOT_MODIFIED
        caching = caching_after(caching, outcome, unknown_items=0, now=NOW + hour * HOUR)
    assert plain_polls == 20
