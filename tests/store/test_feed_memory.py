from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from monitor.feed_memory import Caching, Condition, FeedMemory, Health, Moving, Pace
from monitor.store import feeds
from monitor.store.connection import transaction
from monitor.store.feed_change import FeedChange
from monitor.store.feed_memory import COLUMNS

NUMBERS = st.floats(min_value=0, max_value=1e9)
MOMENTS = st.integers(min_value=0, max_value=7 * 10**12).map(
    lambda milliseconds: datetime(1995, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
LISTS = st.lists(TEXTS, max_size=3).map(tuple)
COUNTS = st.integers(min_value=0, max_value=10_000)
PACES = st.builds(
    Pace,
    rate_week=NUMBERS,
    rate_hours=NUMBERS,
    peak_rate=NUMBERS,
    peak_at=st.none() | MOMENTS,
    measured_at=st.none() | MOMENTS,
    window=COUNTS,
    gap_factor=NUMBERS,
    last_new_at=st.none() | MOMENTS,
    waits_h=st.lists(NUMBERS, max_size=40).map(tuple),
    hours=st.lists(NUMBERS, max_size=24).map(tuple),
    days=st.lists(NUMBERS, max_size=7).map(tuple),
    fresh_s=NUMBERS,
    ttl_s=NUMBERS,
    skip_hours=st.lists(st.integers(0, 23), max_size=5).map(tuple),
    skip_days=st.lists(st.integers(0, 6), max_size=5).map(tuple),
    light=st.booleans(),
    rush=st.booleans(),
)
MEMORIES = st.builds(
    FeedMemory,
    pace=PACES,
    caching=st.builds(
        Caching,
        unmodified=COUNTS,
        unmodified_since=st.none() | MOMENTS,
        plain_until=st.none() | MOMENTS,
    ),
    moving=st.builds(
        Moving,
        target=TEXTS,
        since=st.none() | MOMENTS,
        polls=COUNTS,
        adopted_at=st.none() | MOMENTS,
        failures=COUNTS,
        refused=LISTS,
    ),
    condition=st.builds(
        Condition,
        health=st.sampled_from(Health),
        since=st.none() | MOMENTS,
        failing_since=st.none() | MOMENTS,
        gone_at=st.none() | MOMENTS,
        unresolved_since=st.none() | MOMENTS,
        title=TEXTS,
        hosts=LISTS,
    ),
    links_tell=st.booleans(),
)
CHANGES: dict[str, Callable[[datetime], FeedMemory]] = {
    "a rate": lambda now: FeedMemory(pace=Pace(rate_week=2.5, measured_at=now)),
    "an answer of 304": lambda now: FeedMemory(caching=Caching(unmodified=1, unmodified_since=now)),
    "a list": lambda _: FeedMemory(pace=Pace(waits_h=(1.5,))),
    "a redirect": lambda now: FeedMemory(moving=Moving(target="https://a.example/", since=now, polls=1)),
    "a failure": lambda now: FeedMemory(condition=Condition(failing_since=now)),
    "how entries are told apart": lambda _: FeedMemory(links_tell=True),
}


def _record(
    db: Database, feed_id: int, now: datetime, memory: FeedMemory, before: FeedMemory | None = None
) -> None:
    change = FeedChange(
        polled_at=now, next_due=now, failures=0, succeeded=True, memory=memory, memory_before=before
    )
    with transaction(db):
        feeds.record_feed(db, feed_id, change)


def test_a_feed_never_polled_has_the_memory_of_one(db: Database, feed_id: int) -> None:
    assert feeds.state(db, feed_id).memory == FeedMemory()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=MEMORIES, second=MEMORIES)
def test_what_is_remembered_reads_back_as_it_was(
    first: FeedMemory, second: FeedMemory, db: Database, feed_id: int, now: datetime
) -> None:
    _record(db, feed_id, now, first)
    assert feeds.state(db, feed_id).memory == first
    _record(db, feed_id, now, second, first)
    assert feeds.state(db, feed_id).memory == second


@pytest.mark.parametrize("name", CHANGES)
def test_one_thing_that_changed_is_written(name: str, db: Database, feed_id: int, now: datetime) -> None:
    changed = CHANGES[name](now)
    for before in (None, FeedMemory()):
        _record(db, feed_id, now, FeedMemory())
        _record(db, feed_id, now, changed, before)
        assert feeds.state(db, feed_id).memory == changed


@pytest.mark.parametrize("name", CHANGES)
def test_a_first_row_is_whole_whatever_the_caller_takes_for_known(
    name: str, db: Database, feed_id: int, now: datetime
) -> None:
    changed = CHANGES[name](now)
    _record(db, feed_id, now, changed, FeedMemory())
    assert feeds.state(db, feed_id).memory == changed


def test_what_is_the_same_is_not_written(db: Database, feed_id: int, now: datetime) -> None:
    memory = FeedMemory(pace=Pace(rate_week=1.0))
    _record(db, feed_id, now, memory)
    before = db.conn.total_changes
    _record(db, feed_id, now + timedelta(hours=1), replace(memory), memory)
    assert db.conn.total_changes == before + 1  # the feed's own row


def test_two_feeds_have_memories_of_their_own(db: Database, feed_id: int, now: datetime) -> None:
    with transaction(db):
        other = feeds.ensure_archive_feed(db, "https://other.example/", now)
    _record(db, feed_id, now, FeedMemory(links_tell=True))
    _record(db, other, now, FeedMemory(pace=Pace(window=7)))
    assert feeds.state(db, feed_id).memory == FeedMemory(links_tell=True)
    assert feeds.state(db, other).memory == FeedMemory(pace=Pace(window=7))


def test_texts_that_cannot_be_stored_do_not_stop_a_poll(db: Database, feed_id: int, now: datetime) -> None:
    odd = FeedMemory(condition=Condition(title="Wire \ud800", hosts=("\ud800",)))
    _record(db, feed_id, now, odd)
    assert feeds.state(db, feed_id).memory.condition.title == "Wire \ufffd"


def test_every_field_has_a_column() -> None:
    parts = (Pace, Caching, Moving, Condition)
    apart = {"health", "since"}  # of Condition: they stand with the feed
    assert len(COLUMNS) == sum(len(fields(part)) for part in parts) - len(apart) + len({"links_tell"})
