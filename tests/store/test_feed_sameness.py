"""Two feeds at one address: one is visited, the other rests, and wakes when it must."""

from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from monitor.model import FeedSource
from monitor.store import feeds
from monitor.store.connection import transaction
from monitor.store.feed_change import FeedChange

OLD = FeedSource(url="https://old.example/rss", name="Old")
NEW = FeedSource(url="https://new.example/rss", name="New")
THIRD = FeedSource(url="https://third.example/rss", name="Third")


def _sync(db: Database, now: datetime, *sources: FeedSource) -> None:
    with transaction(db):
        feeds.sync_feeds(db, sources, now)


def _adopt(db: Database, source: FeedSource, address: str, now: datetime) -> None:
    """A poll of ``source`` that takes over ``address``."""
    later = now + timedelta(minutes=30)
    with transaction(db):
        feeds.record_feed(
            db,
            _number(db, source),
            FeedChange(polled_at=now, next_due=later, failures=0, succeeded=True, effective_url=address),
        )


def _number(db: Database, source: FeedSource) -> int:
    state = feeds.feed(db, source.url)
    assert state is not None
    return state.feed_id


def _visited(db: Database, now: datetime) -> list[tuple[str, str]]:
    """Name and address of each feed that is visited within the next hour; claims are given up again."""
    claimed = feeds.due(db, now + timedelta(hours=1), 10, per_host=10)
    with transaction(db):
        feeds.release_leases(db)
    return sorted((state.name, state.url) for state in claimed)


def test_an_adopted_address_is_polled_and_sets_the_host(db: Database, now: datetime) -> None:
    _sync(db, now, OLD)
    _adopt(db, OLD, "https://moved.example:8443/rss", now)
    state = feeds.feed(db, OLD.url)
    assert state is not None
    assert (state.url, state.configured_url) == ("https://moved.example:8443/rss", OLD.url)
    assert state.host == "moved.example:8443"
    assert feeds.status(db)[0].effective_url == "https://moved.example:8443/rss"


def test_an_address_given_back_is_that_of_the_configuration(db: Database, now: datetime) -> None:
    _sync(db, now, OLD)
    _adopt(db, OLD, "https://moved.example/rss", now)
    _adopt(db, OLD, "", now)
    state = feeds.feed(db, OLD.url)
    assert state is not None
    assert (state.url, state.host) == (OLD.url, "old.example:443")
    assert feeds.status(db)[0].effective_url == ""


def test_an_adopted_address_outlives_reading_the_configuration_again(db: Database, now: datetime) -> None:
    _sync(db, now, OLD)
    _adopt(db, OLD, "https://moved.example/rss", now)
    _sync(db, now, FeedSource(url=OLD.url, name="Renamed"))
    assert _visited(db, now) == [("Renamed", "https://moved.example/rss")]


def test_a_feed_that_moved_to_where_another_is_rests(db: Database, now: datetime) -> None:
    _sync(db, now, OLD, NEW)
    _adopt(db, OLD, NEW.url, now)
    assert _visited(db, now) == [("New", NEW.url)]
    resting = {status.name: status.same_as for status in feeds.status(db)}
    assert resting == {"New": None, "Old": _number(db, NEW)}
    assert feeds.next_due_at(db) == now


def test_of_two_that_moved_to_one_place_the_first_is_visited(db: Database, now: datetime) -> None:
    _sync(db, now, OLD, THIRD)
    _adopt(db, THIRD, NEW.url, now)
    _adopt(db, OLD, NEW.url, now)
    assert _visited(db, now) == [("Third", NEW.url)]


def test_a_feed_wakes_when_the_other_leaves_the_configuration(db: Database, now: datetime) -> None:
    _sync(db, now, OLD, NEW)
    _adopt(db, OLD, NEW.url, now)
    later = now + timedelta(days=1)
    _sync(db, later, OLD)
    assert _visited(db, later) == [("Old", NEW.url)]
    assert feeds.next_due_at(db) == later


def test_of_two_that_rest_one_wakes(db: Database, now: datetime) -> None:
    _sync(db, now, OLD, NEW, THIRD)
    _adopt(db, OLD, NEW.url, now)
    _adopt(db, THIRD, NEW.url, now)
    _sync(db, now, OLD, THIRD)
    assert _visited(db, now) == [("Old", NEW.url)]
    assert {each.name: each.same_as for each in feeds.status(db)} == {"Old": None, "Third": _number(db, OLD)}


def test_a_feed_wakes_when_the_other_moves_on(db: Database, now: datetime) -> None:
    _sync(db, now, OLD, NEW)
    _adopt(db, OLD, NEW.url, now)
    _adopt(db, NEW, "https://elsewhere.example/rss", now)
    assert _visited(db, now) == [("New", "https://elsewhere.example/rss"), ("Old", NEW.url)]


def test_a_feed_that_gives_its_address_back_wakes(db: Database, now: datetime) -> None:
    _sync(db, now, OLD, NEW)
    _adopt(db, OLD, NEW.url, now)
    _adopt(db, OLD, "", now)
    assert _visited(db, now) == [("New", NEW.url), ("Old", OLD.url)]


def test_a_feed_listed_where_another_has_moved_rests_until_that_one_goes(db: Database, now: datetime) -> None:
    _sync(db, now, OLD)
    _adopt(db, OLD, NEW.url, now)
    _sync(db, now, OLD, NEW)
    assert _visited(db, now) == [("Old", NEW.url)]
    _sync(db, now, NEW)
    assert _visited(db, now) == [("New", NEW.url)]


def test_a_feed_that_rested_and_left_comes_back_as_it_must(db: Database, now: datetime) -> None:
    _sync(db, now, OLD, NEW)
    _adopt(db, OLD, NEW.url, now)
    _sync(db, now, NEW)
    _sync(db, now, OLD, NEW)
    assert _visited(db, now) == [("New", NEW.url)]


def test_an_archive_at_the_address_does_not_count(db: Database, now: datetime) -> None:
    with transaction(db):
        feeds.ensure_archive_feed(db, NEW.url, now)
    _sync(db, now, OLD)
    _adopt(db, OLD, NEW.url, now)
    assert _visited(db, now) == [("Old", NEW.url)]


@pytest.mark.parametrize("address", [OLD.url, ""])
def test_taking_over_its_own_address_changes_nothing(address: str, db: Database, now: datetime) -> None:
    _sync(db, now, OLD)
    _adopt(db, OLD, address, now)
    assert _visited(db, now) == [("Old", OLD.url)]
