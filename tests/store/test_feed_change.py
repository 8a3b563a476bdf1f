from datetime import datetime, timedelta

import pytest

from monitor.feed_memory import Condition, FeedMemory, Health
from monitor.model import FeedState
from monitor.outcome import Document, Failed, FailureKind, FeedHead, Fetched, NotModified, Outcome
from monitor.store.feed_change import FeedChange, Validators, change_after

STATE = FeedState(
    feed_id=1, url="https://a.example/", name="A", etag='"old"', last_modified="old", body_hash="aa"
)


def _after(outcome: Outcome, now: datetime, failures: int = 0) -> FeedChange:
    later = now + timedelta(minutes=30)
    return change_after(STATE, outcome, polled_at=now, next_due=later, failures=failures)


def test_a_new_document_replaces_validators_even_by_none(now: datetime) -> None:
    head = FeedHead(title="A", link="https://a.example/")
    fetched = Fetched(
        document=Document(head=head, items=()),
        status=200,
        final_url=STATE.url,
        etag=None,
        last_modified=None,
        body_hash="bb",
        wire_bytes=10,
        elapsed_ms=5,
    )
    change = _after(fetched, now)
    assert change.validators == Validators(etag=None, last_modified=None, body_hash="bb")
    assert change.head == head
    assert change.stored_items
    assert change.has_document
    assert change.succeeded


UNCHANGED = {
    "a 304 without validators keeps the old ones": (304, None, None, ('"old"', "old")),
    "a 304 with a new etag takes it": (304, '"new"', None, ('"new"', "old")),
    "the same body with a new etag takes it": (200, '"new"', "new", ('"new"', "new")),
    "the same body without validators drops the old ones": (200, None, None, (None, None)),
}


@pytest.mark.parametrize("name", UNCHANGED)
def test_validators_after_an_unchanged_document(name: str, now: datetime) -> None:
    status, etag, last_modified, expected = UNCHANGED[name]
    outcome = NotModified(
        status=status, same_body=status == 200, etag=etag, last_modified=last_modified, elapsed_ms=5
    )
    change = _after(outcome, now)
    assert change.validators == Validators(etag=expected[0], last_modified=expected[1], body_hash="aa")
    assert change.succeeded
    assert not change.stored_items
    assert not change.has_document
    assert change.head is None


FAILED = {
    "one failure is no illness yet": (FailureKind.SOFT, 1, None),
    "three in a row are": (FailureKind.SOFT, 3, "degraded"),
    "a feed that is gone is gone at once": (FailureKind.GONE, 1, "gone"),
    "being told to wait is no fault of the feed": (FailureKind.THROTTLED, 0, None),
}


@pytest.mark.parametrize("name", FAILED)
def test_health_after_a_failure(name: str, now: datetime) -> None:
    kind, failures, health = FAILED[name]
    change = _after(Failed(kind=kind, reason="no answer"), now, failures)
    assert (change.health, change.failures, change.error) == (health, failures, "no answer")
    assert not change.succeeded
    assert change.validators is None


@pytest.mark.parametrize("name", FAILED)
def test_health_is_that_of_the_memory_where_one_comes(name: str, now: datetime) -> None:
    kind, failures, _ = FAILED[name]
    memory = FeedMemory(condition=Condition(health=Health.SILENT))
    outcome = Failed(kind=kind, reason="no answer")
    change = change_after(STATE, outcome, polled_at=now, next_due=None, failures=failures, memory=memory)
    assert (change.health, change.memory, change.memory_before) == (None, memory, STATE.memory)
