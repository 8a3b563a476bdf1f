from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.feed_memory import Condition, FeedMemory, Health
from monitor.model import FeedSource, FeedState
from monitor.outcome import FeedHead
from monitor.store import feeds
from monitor.store.connection import transaction
from monitor.store.feed_change import FeedChange, Validators
from monitor.store.items import StoredItem
from monitor.store.times import to_text

SOURCE = FeedSource(
    url="https://wire.example/rss", name="Wire", group="wires", tags=("world", "ar"), language="en"
)
OTHER = FeedSource(url="https://paper.example/feed", name="Paper")


def _sync(db: Database, now: datetime, *sources: FeedSource) -> feeds.FeedsChanged:
    with transaction(db):
        return feeds.sync_feeds(db, sources, now)


def _urls(states: tuple[FeedState, ...]) -> list[str]:
    return [state.url for state in states]


def _record(db: Database, feed_id: int, now: datetime, **changes: object) -> None:
    change = FeedChange(polled_at=now, next_due=now + timedelta(minutes=30), failures=0, succeeded=True)
    with transaction(db):
        feeds.record_feed(db, feed_id, replace(change, **changes))  # type: ignore[arg-type]


def test_new_feeds_are_due_at_once(db: Database, now: datetime) -> None:
    assert _sync(db, now, SOURCE, OTHER).added == (SOURCE.url, OTHER.url)
    assert _urls(feeds.due(db, now, 10)) == [SOURCE.url, OTHER.url]


def test_the_configuration_is_kept_word_for_word(db: Database, now: datetime) -> None:
    _sync(db, now, replace(SOURCE, checked=False))
    (row,) = db.table("feeds").rows
    kept = {name: row[name] for name in ("name", "host", "group_name", "tags", "language", "checked", "kind")}
    assert kept == {
        "name": "Wire",
        "host": "wire.example:443",
        "group_name": "wires",
        "tags": '["world", "ar"]',
        "language": "en",
        "checked": 0,
        "kind": "live",
    }


def test_an_unchanged_configuration_writes_nothing(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE, OTHER)
    before = db.conn.total_changes
    assert _sync(db, now + timedelta(days=1), SOURCE, OTHER) == feeds.FeedsChanged()
    assert db.conn.total_changes == before


def test_a_renamed_feed_keeps_what_polling_knows(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    (state,) = feeds.due(db, now, 1)
    _record(db, state.feed_id, now, validators=Validators(etag='"1"', last_modified=None, body_hash=None))
    assert _sync(db, now, replace(SOURCE, name="The Wire")).altered == (SOURCE.url,)
    known = feeds.feed(db, SOURCE.url)
    assert known is not None
    assert (known.name, known.etag, known.next_due) == ("The Wire", '"1"', now + timedelta(minutes=30))


def test_a_feed_that_left_the_configuration_is_not_polled_and_comes_back_due(
    db: Database, now: datetime
) -> None:
    _sync(db, now, SOURCE, OTHER)
    assert _sync(db, now, OTHER).retired == (SOURCE.url,)
    assert _urls(feeds.due(db, now, 10)) == [OTHER.url]
    assert _sync(db, now + timedelta(days=9), SOURCE, OTHER).altered == (SOURCE.url,)
    assert SOURCE.url in _urls(feeds.due(db, now + timedelta(days=9), 10))


def test_an_archive_feed_is_made_once_and_never_due(db: Database, now: datetime) -> None:
    with transaction(db):
        made = feeds.ensure_archive_feed(db, SOURCE.url, now)
        assert feeds.ensure_archive_feed(db, SOURCE.url, now) == made
    assert feeds.due(db, now + timedelta(days=1), 10) == ()
    assert feeds.status(db) == ()


def test_an_archive_feed_that_is_then_followed_goes_live_under_its_number(
    db: Database, now: datetime
) -> None:
    with transaction(db):
        made = feeds.ensure_archive_feed(db, SOURCE.url, now)
    _sync(db, now, SOURCE)
    assert [state.feed_id for state in feeds.due(db, now, 10)] == [made]


def test_a_live_feed_stays_live_when_an_archive_names_it(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    with transaction(db):
        number = feeds.ensure_archive_feed(db, SOURCE.url, now)
    assert [state.feed_id for state in feeds.due(db, now, 10)] == [number]


def test_a_poll_writes_all_that_it_changed(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    (state,) = feeds.due(db, now, 1)
    memory = FeedMemory(condition=Condition(health=Health.OK, since=now), links_tell=True)
    _record(
        db,
        state.feed_id,
        now,
        failures=0,
        validators=Validators(etag='W/"x"', last_modified="Mon, 23 Nov 2026", body_hash="ab" * 32),
        head=FeedHead(title="Wire \ud800 news", link="https://wire.example/"),
        stored_items=True,
        has_document=True,
        interval_s=540.0,
        memory=memory,
    )
    assert feeds.feed(db, SOURCE.url) == FeedState(
        feed_id=state.feed_id,
        url=SOURCE.url,
        name="Wire",
        configured_url=SOURCE.url,
        host="wire.example:443",
        interval_s=540.0,
        memory=memory,
        etag='W/"x"',
        last_modified="Mon, 23 Nov 2026",
        body_hash="ab" * 32,
        failures=0,
        polled_before=True,
        next_due=now + timedelta(minutes=30),
    )
    (row,) = db.table("feeds").rows
    assert (row["title"], row["site_link"]) == ("Wire \ufffd news", "https://wire.example/")
    assert (row["health"], row["health_since"]) == ("ok", to_text(now))
    assert row["last_document_at"] == to_text(now)


def test_health_named_by_itself_goes_before_that_of_the_memory(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    (state,) = feeds.due(db, now, 1)
    before = now - timedelta(days=1)
    _record(db, state.feed_id, now, memory=FeedMemory(), health="silent", health_since=before)
    (status,) = feeds.status(db)
    assert (status.health, status.since) == ("silent", before)


def test_a_poll_without_a_document_leaves_the_time_of_the_last(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    (state,) = feeds.due(db, now, 1)
    _record(db, state.feed_id, now, has_document=True)
    _record(db, state.feed_id, now + timedelta(hours=1))
    (row,) = db.table("feeds").rows
    assert (row["last_document_at"], row["last_polled"]) == (to_text(now), to_text(now + timedelta(hours=1)))


def test_a_feed_without_a_next_time_is_never_due_by_itself_but_by_hand(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    (state,) = feeds.due(db, now, 1)
    _record(db, state.feed_id, now, next_due=None)
    much_later = now + timedelta(days=999)
    assert feeds.due(db, much_later, 10) == ()
    assert feeds.next_due_at(db) is None
    assert feeds.status(db)[0].next_due is None
    with transaction(db):
        assert feeds.make_due(db, SOURCE.url, much_later)
    assert _urls(feeds.due(db, much_later, 10)) == [SOURCE.url]


def test_recording_an_unknown_feed_is_an_error(db: Database, now: datetime) -> None:
    with pytest.raises(NotFoundError, match="no feed number 77"):
        _record(db, 77, now)


def test_a_learned_interval_outlives_reading_the_configuration_again(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    (state,) = feeds.due(db, now, 1)
    _record(db, state.feed_id, now, interval_s=300.0)
    assert _sync(db, now, SOURCE) == feeds.FeedsChanged()
    assert feeds.status(db)[0].interval_s == 300.0


def test_a_failed_poll_leaves_validators_and_last_success(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    (state,) = feeds.due(db, now, 1)
    _record(db, state.feed_id, now, validators=Validators(etag='"1"', last_modified=None, body_hash="aa"))
    later = now + timedelta(hours=1)
    _record(db, state.feed_id, later, succeeded=False, failures=1, error="connection refused")
    (status,) = feeds.status(db)
    assert (status.last_polled, status.last_success) == (later, now)
    assert (status.failures, status.last_error) == (1, "connection refused")
    known = feeds.feed(db, SOURCE.url)
    assert known is not None
    assert known.etag == '"1"'


def test_a_success_clears_the_last_error(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    (state,) = feeds.due(db, now, 1)
    _record(db, state.feed_id, now, succeeded=False, failures=1, error="connection refused")
    _record(db, state.feed_id, now)
    assert feeds.status(db)[0].last_error == ""


def test_the_status_counts_items_and_names_the_newest(
    db: Database, now: datetime, keep: Callable[..., StoredItem]
) -> None:
    keep("one", at=now)
    keep("two", at=now + timedelta(hours=1))
    (status,) = feeds.status(db)
    assert (status.items, status.last_new) == (2, now + timedelta(hours=1))


def test_an_unknown_feed_is_none(db: Database) -> None:
    assert feeds.feed(db, "https://nowhere.example/") is None


def test_nothing_is_due_where_nothing_is_followed(db: Database, now: datetime) -> None:
    assert feeds.due(db, now, 10) == ()
    assert feeds.next_due_at(db) is None


def test_claiming_inside_another_transaction_is_refused(db: Database, now: datetime) -> None:
    with pytest.raises(Exception, match="within a transaction"), transaction(db):
        feeds.due(db, now, 1)
