from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.feed_memory import Condition, FeedMemory, Health
from monitor.model import FeedSource, FeedState
from monitor.poll.cadence import FIRST_SPREAD_S
from monitor.store import feeds
from monitor.store.connection import open_store, transaction
from monitor.store.feed_change import FeedChange
from monitor.store.feed_sync import FEW
from monitor.store.times import optional_text

SOURCE = FeedSource(url="https://wire.example/rss", name="Wire")
OTHER = FeedSource(url="https://paper.example/feed", name="Paper")


def _sync(db: Database, now: datetime, *sources: FeedSource) -> None:
    with transaction(db):
        feeds.sync_feeds(db, sources, now)


def _urls(states: tuple[FeedState, ...]) -> list[str]:
    return [state.url for state in states]


def _record(db: Database, feed_id: int, now: datetime, **changes: object) -> None:
    change = FeedChange(polled_at=now, next_due=now + timedelta(minutes=30), failures=0, succeeded=True)
    with transaction(db):
        feeds.record_feed(db, feed_id, replace(change, **changes))  # type: ignore[arg-type]


def _set_manners(
    db: Database, host: str, *, blocked: datetime | None = None, free: datetime | None = None
) -> None:
    with transaction(db):
        db.conn.execute(
            "insert or replace into hosts (host, gap_s, blocked_until, free_at, busy) values (?, 0.0, ?, ?, '[]')",
            (host, optional_text(blocked), optional_text(free)),
        )


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
    claimed = _urls(feeds.due(db, now, 10))
    assert [url.startswith("https://many.example/") for url in claimed] == [True, False]


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


MANNERS: dict[str, Callable[[datetime], dict[str, datetime]]] = {
    "a host that wants no visits": lambda until: {"blocked": until},
    "a host visited a moment ago": lambda until: {"free": until},
    "a host with both": lambda until: {"free": until, "blocked": until - timedelta(seconds=1)},
}


@pytest.mark.parametrize("name", MANNERS)
def test_manners_keep_visits_from(name: str, db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE, OTHER)
    until = now + timedelta(seconds=90)
    _set_manners(db, "wire.example:443", **MANNERS[name](until))
    assert _urls(feeds.due(db, now, 10)) == [OTHER.url]
    assert feeds.due(db, until - timedelta(milliseconds=1), 10) == ()
    assert _urls(feeds.due(db, until, 10)) == [SOURCE.url]


def test_manners_of_another_port_do_not_count(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    _set_manners(db, "wire.example:8443", blocked=now + timedelta(hours=1))
    assert _urls(feeds.due(db, now, 10)) == [SOURCE.url]


def test_two_ports_of_one_name_are_two_hosts(db: Database, now: datetime) -> None:
    both = (SOURCE.url, "https://wire.example:8443/rss")
    _sync(db, now, *(replace(SOURCE, url=url) for url in both))
    assert _urls(feeds.due(db, now, 10)) == list(both)


def test_a_full_house_of_one_host_leaves_room_for_the_rest(db: Database, now: datetime) -> None:
    """However late the 500 are, whoever else is due goes with the next claim (rule S6)."""
    many = [replace(SOURCE, url=f"https://many.example/{number}") for number in range(500)]
    others = [replace(SOURCE, url=f"https://host{number}.example/rss") for number in range(15)]
    _sync(db, now - timedelta(days=9), *many)
    _sync(db, now, *many, *others)
    claimed = _urls(feeds.due(db, now, 16))
    assert len(claimed) == 16
    assert {other.url for other in others} < set(claimed)


@pytest.mark.parametrize("number", [1, FEW])
def test_few_new_feeds_are_due_at_once(number: int, db: Database, now: datetime) -> None:
    _sync(db, now, *(replace(SOURCE, url=f"https://host{each}.example/rss") for each in range(number)))
    assert len(feeds.due(db, now, 100)) == number


def test_many_new_feeds_are_spread(db: Database, now: datetime) -> None:
    _sync(db, now, *(replace(SOURCE, url=f"https://host{each}.example/rss") for each in range(FEW + 150)))
    half = now + timedelta(seconds=FIRST_SPREAD_S / 2)
    assert 60 <= len(feeds.due(db, half, 1000)) <= 140
    assert len(feeds.due(db, now + timedelta(seconds=FIRST_SPREAD_S), 1000)) >= 60


def test_one_more_feed_beside_many_is_due_at_once(db: Database, now: datetime) -> None:
    many = [replace(SOURCE, url=f"https://host{each}.example/rss") for each in range(FEW + 1)]
    _sync(db, now - timedelta(minutes=1), *many)
    db.conn.execute("update feeds set next_due = null")
    _sync(db, now, *many, OTHER)
    assert _urls(feeds.due(db, now, 10)) == [OTHER.url]


def test_pardoned_feeds_have_their_failures_back_and_are_due(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE, OTHER)
    first, second = (state.feed_id for state in feeds.due(db, now, 2))
    failing = replace(FeedMemory(), condition=Condition(failing_since=now, unresolved_since=now))
    for feed_id, failures in ((first, 1), (second, 3)):
        _record(db, feed_id, now, succeeded=False, failures=failures, error="no route", memory=failing)
    later = now + timedelta(minutes=4)
    with transaction(db):
        feeds.pardon(db, [(first, 0), (second, 2)], later)
    pardoned = feeds.due(db, later, 10)
    assert [state.failures for state in pardoned] == [0, 2]
    begun = [state.memory.condition.failing_since for state in pardoned]
    assert begun == [None, now]  # the second was failing before the outage


def test_a_feed_that_is_gone_can_be_revived(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    (state,) = feeds.due(db, now, 1)
    condition = Condition(health=Health.GONE, since=now, gone_at=now, failing_since=now)
    _record(
        db,
        state.feed_id,
        now,
        succeeded=False,
        failures=2,
        next_due=None,
        memory=FeedMemory(condition=condition),
    )
    later = now + timedelta(days=9)
    with transaction(db):
        feeds.revive(db, state.feed_id, later)
    (revived,) = feeds.due(db, later, 1)
    assert revived.memory.condition == Condition(health=Health.NEW, since=later)
    assert revived.failures == 0


def test_the_marks_of_the_last_document_come_along(db: Database, now: datetime) -> None:
    _sync(db, now, SOURCE)
    db.conn.execute(
        "insert into feed_documents (feed_id, marks, items, touched_at) select id, 'aa bb', '[]', '' from feeds"
    )
    (state,) = feeds.due(db, now, 1)
    assert state.marks == "aa bb"


def test_what_is_due_can_be_asked_without_a_claim(db: Database, path: Path, now: datetime) -> None:
    many = [replace(SOURCE, url=f"https://many.example/{number}") for number in range(3)]
    _sync(db, now, *many, OTHER)
    readers = open_store(path, read_only=True)
    for _ in range(2):
        assert len(feeds.due_unclaimed(readers, now, 10)) == 4
    assert len(feeds.due_unclaimed(readers, now, 2)) == 2
    feeds.due(db, now, 10)
    assert len(feeds.due_unclaimed(readers, now, 10)) == 2  # two hosts have one feed claimed each
    readers.close()
