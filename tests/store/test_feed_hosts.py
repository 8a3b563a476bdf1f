from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.poll.politeness import HostManners
from monitor.store import feeds
from monitor.store.connection import transaction
from monitor.store.feed_hosts import blocked_hosts, manners, record_manners

HOST = "wire.example:443"


def _record(db: Database, *changed: HostManners) -> None:
    with transaction(db):
        for one in changed:
            record_manners(db, one)


def test_a_host_never_seen_has_no_special_wishes(db: Database) -> None:
    assert manners(db, HOST) == HostManners(host=HOST)


def test_manners_read_back_and_are_replaced(db: Database, now: datetime) -> None:
    first = HostManners(
        host=HOST,
        gap_s=8.0,
        blocked_until=now + timedelta(hours=1),
        free_at=now + timedelta(seconds=8),
        clean_since=now,
        busy=(("https://wire.example/a?q=\u00e4", now), ("https://wire.example/b", now)),
    )
    _record(db, first)
    assert manners(db, HOST) == first
    _record(db, HostManners(host=HOST))
    assert manners(db, HOST) == HostManners(host=HOST)


def test_each_host_has_its_own(db: Database) -> None:
    _record(db, HostManners(host=HOST, gap_s=4.0), HostManners(host="paper.example:443", gap_s=16.0))
    assert manners(db, HOST).gap_s == 4.0


def test_blocked_hosts_are_named_while_they_are(db: Database, now: datetime) -> None:
    for host, hours in (("a.example:80", 1), ("b.example:80", 3)):
        _record(db, HostManners(host=host, blocked_until=now + timedelta(hours=hours)))
    _record(db, HostManners(host="c.example:80"))
    assert [each.host for each in blocked_hosts(db, now)] == ["b.example:80", "a.example:80"]
    assert [each.host for each in blocked_hosts(db, now + timedelta(hours=1))] == ["b.example:80"]


def test_a_feed_of_a_blocked_host_is_not_claimed(db: Database, feed_id: int, now: datetime) -> None:
    until = now + timedelta(minutes=30)
    _record(db, HostManners(host=feeds.state(db, feed_id).host, blocked_until=until))
    assert feeds.due(db, now, 10) == ()
    assert [state.feed_id for state in feeds.due(db, until, 10)] == [feed_id]
