from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.model import FeedSource, FeedState
from monitor.outcome import FeedHead
from monitor.store import feeds
from monitor.store.connection import open_store, transaction
from monitor.store.feed_change import FeedChange, Validators
from monitor.store.items import StoredItem

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
        "host": "wire.example",
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


def test_a_claimed_feed_is_not_claimed_again_until_its_lease_runs_out(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    assert len(feeds.due(db, now, 10, lease_s=300)) == 1
    assert feeds.due(db, now + timedelta(seconds=299), 10) == ()
    assert len(feeds.due(db, now + timedelta(seconds=300), 10)) == 1


def test_a_recorded_feed_is_due_again_at_its_time_and_not_before(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    (state,) = feeds.due(db, now, 10)
    _record(db, state.feed_id, now)
    assert feeds.next_due_at(db) == now + timedelta(minutes=30)
    assert feeds.due(db, now + timedelta(minutes=29, seconds=59), 10) == ()
    assert len(feeds.due(db, now + timedelta(minutes=30), 10)) == 1


def test_leases_of_a_service_that_died_can_be_released(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    feeds.due(db, now, 10)
    with transaction(db):
        feeds.release_leases(db)
    assert len(feeds.due(db, now, 10)) == 1


def test_a_feed_can_be_made_due_by_hand_even_while_it_is_claimed(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    feeds.due(db, now, 10)
    with transaction(db):
        assert feeds.make_due(db, SOURCE.url, now)
        assert not feeds.make_due(db, "https://nowhere.example/", now)
    assert _urls(feeds.due(db, now, 10)) == [SOURCE.url]


def test_an_archive_feed_cannot_be_made_due(db: Database, now: datetime) -> None:
    with transaction(db):
        feeds.ensure_archive_feed(db, SOURCE.url, now)
        assert not feeds.make_due(db, SOURCE.url, now)
    assert feeds.due(db, now, 10) == ()


def test_two_claimants_never_get_the_same_feed(db: Database, path: Path, now: datetime) -> None:
    _sync(db, now, *(replace(SOURCE, url=f"https://host{n}.example/rss") for n in range(20)))
    other = open_store(path)
    claimed = [_urls(feeds.due(each, now, 5)) for each in (db, other, db, other)]
    other.close()
    assert len({url for urls in claimed for url in urls}) == 20


def test_a_host_with_many_feeds_delays_no_other(db: Database, now: datetime) -> None:
    many = [replace(SOURCE, url=f"https://many.example/{n}") for n in range(500)]
    _sync(db, now - timedelta(hours=5), *many)
    _sync(db, now, *many, OTHER)
    assert _urls(feeds.due(db, now, 10)) == [many[0].url, OTHER.url]


def test_a_host_is_left_alone_while_one_of_its_feeds_is_claimed(db: Database, now: datetime) -> None:
    _sync(db, now, *(replace(SOURCE, url=f"https://many.example/{n}") for n in range(3)))
    (first,) = feeds.due(db, now, 10)
    assert feeds.due(db, now, 10) == ()
    _record(db, first.feed_id, now)
    assert _urls(feeds.due(db, now, 10)) == ["https://many.example/1"]


def test_more_feeds_of_a_host_can_be_asked_for(db: Database, now: datetime) -> None:
    _sync(db, now, *(replace(SOURCE, url=f"https://many.example/{n}") for n in range(5)))
    assert len(feeds.due(db, now, 10, per_host=2)) == 2
    assert len(feeds.due(db, now, 10, per_host=3)) == 1


def test_the_feed_that_is_latest_by_its_own_interval_goes_first(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE, OTHER)
    hourly, daily = (state.feed_id for state in feeds.due(db, now, 2))
    _record(db, hourly, now, interval_s=3600.0, next_due=now + timedelta(hours=2))
    _record(db, daily, now, interval_s=86400.0, next_due=now + timedelta(hours=1))
    later = now + timedelta(hours=4)
    assert [state.feed_id for state in feeds.due(db, later, 1)] == [hourly]


def test_a_poll_writes_all_that_it_changed(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    (state,) = feeds.due(db, now, 1)
    _record(
        db,
        state.feed_id,
        now,
        failures=0,
        health="ok",
        validators=Validators(etag='W/"x"', last_modified="Mon, 23 Nov 2026", body_hash="ab" * 32),
        head=FeedHead(title="Wire \ud800 news", link="https://wire.example/"),
        stored_items=True,
    )
    known = feeds.feed(db, SOURCE.url)
    assert known == FeedState(
        feed_id=state.feed_id,
        url=SOURCE.url,
        name="Wire",
        etag='W/"x"',
        last_modified="Mon, 23 Nov 2026",
        body_hash="ab" * 32,
        failures=0,
        polled_before=True,
        next_due=now + timedelta(minutes=30),
    )
    (row,) = db.table("feeds").rows
    assert (row["title"], row["site_link"], row["health"]) == (
        "Wire \ufffd news",
        "https://wire.example/",
        "ok",
    )


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


def test_an_adopted_address_is_the_one_polled(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    db.conn.execute("update feeds set effective_url = 'https://new.example/rss'")
    assert _urls(feeds.due(db, now, 1)) == ["https://new.example/rss"]


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
