"""Documents that hubs bring, beside polls, under a simulated clock."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.app import writing
from monitor.model import FeedState
from monitor.outcome import Fetched, Outcome
from monitor.poll.interval import Bounds
from monitor.poll.websub import Subscription, SubscriptionState
from monitor.service.coordinator import Coordinator
from monitor.service.visit import PollReport, Visit
from monitor.store import feeds
from monitor.store.last_document import last_document
from monitor.store.subscriptions import record_subscription, subscription
from monitor.store.transactions import transaction
from tests.service.world import START, World, document, sources

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SPAN = timedelta(hours=8)
WINDOW = 20
HUB, TOPIC = "https://hub.example/", "https://x.example/rss"


def offering(outcome: Fetched) -> Fetched:
    head = replace(outcome.document.head, hub=HUB, self_link=TOPIC)
    return replace(outcome, document=replace(outcome.document, head=head))


def number(now: datetime) -> int:
    """Items published so far: four an hour."""
    return int((now - START) / HOUR * 4)


def steady(_: FeedState, now: datetime) -> Outcome:
    """The last items of a feed that names a hub."""
    last = number(now)
    return offering(document(*(f"n{each}" for each in range(last, last - WINDOW, -1)), now=now))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """One feed; hubs may be asked."""
    tokens = iter(f"token-{each:040}" for each in range(10**6))
    with writing(tmp_path / "n.db", "test") as db:
        feeds.sync_feeds(db, sources(["x.example"]), START)
        coordinator = Coordinator(db, (), bounds=Bounds(), jitter=lambda: 0.5, token=lambda: next(tokens))
        yield World(db=db, coordinator=coordinator, answer=steady, tick=timedelta(minutes=1))


def push(world: World, *names: str) -> PollReport:
    (feed,) = (feeds.state(world.db, one.feed_id) for one in feeds.status(world.db))
    visit = Visit(
        feed=feed, outcome=document(*names, now=world.now), started=world.now, ended=world.now, pushed=True
    )
    (report,) = world.coordinator.record_all([visit])
    assert isinstance(report, PollReport)
    return report


def agree(db: Database, now: datetime, lease: timedelta = 10 * DAY) -> Subscription:
    sub = subscription(db, 1)
    assert sub is not None
    sub = replace(
        sub,
        state=SubscriptionState.VERIFIED,
        requested_at=now,
        verified_at=now,
        lease_until=now + lease,
    )
    with transaction(db):
        record_subscription(db, sub)
    return sub


def count(world: World, table: str) -> int:
    return int(world.db.conn.execute(f"select count(*) from {table}").fetchone()[0])


def polls(world: World, since: datetime, until: datetime) -> int:
    return sum(since <= visit.started < until for visit in world.visits)


def test_a_feed_that_names_a_hub_is_noted_with_secrets_of_its_own(world: World) -> None:
    world.run(START + HOUR)
    sub = subscription(world.db, 1)
    assert sub is not None
    assert (sub.hub, sub.topic, sub.state) == (HUB, TOPIC, SubscriptionState.PENDING)
    assert sub.secret != sub.callback_id
    world.answer = lambda _, now: document(*(f"n{each}" for each in range(WINDOW)), now=now)
    world.run(START + 4 * HOUR)
    assert subscription(world.db, 1) is None, "it was never asked for, and is not offered any more"


def test_without_a_way_to_be_called_no_hub_is_noted(world: World) -> None:
    world.coordinator = Coordinator(world.db, (), bounds=Bounds(), jitter=lambda: 0.5)
    world.run(START + HOUR)
    assert len(world.visits) > 0
    assert subscription(world.db, 1) is None


def test_a_push_brings_items_and_leaves_the_feed_as_it_was(world: World) -> None:
    world.run(START + 2 * HOUR)
    agree(world.db, world.now)
    before = feeds.state(world.db, 1)
    documents = last_document(world.db, 1)
    report = push(world, "new", "n3")
    assert (report.items_seen, report.items_new) == (2, 1)
    assert feeds.state(world.db, 1) == before, "neither validators, pace, health nor the next visit"
    assert last_document(world.db, 1) == documents, "a part of the document is not the document"
    sub = subscription(world.db, 1)
    assert sub is not None
    assert sub.last_push_at == world.now
    assert push(world, "new").items_new == 0, "hubs send again"
    rows = world.db.conn.execute("select notes from polls order by id desc limit 1").fetchall()
    assert len(rows) == 1
    backlog = world.db.conn.execute("select backlog from items where title = 'Report new'").fetchall()
    assert backlog == [(0,)]


def test_a_push_of_nothing_known_is_no_gap_and_a_poll_of_nothing_known_still_is(world: World) -> None:
    world.run(START + 2 * HOUR)
    agree(world.db, world.now)
    push(world, "p1", "p2", "p3", "p4")
    assert count(world, "gaps") == 0
    world.answer = lambda _, now: offering(document(*(f"z{each}" for each in range(WINDOW)), now=now))
    world.run(world.now + 2 * HOUR)
    assert count(world, "gaps") == 1


def pushed_all_along(world: World, until: datetime) -> None:
    """Every new item is brought as it appears."""
    while world.now < until:
        world.run(world.now + timedelta(minutes=15))
        push(world, f"n{number(world.now)}")


def test_polls_are_rarer_while_the_hub_sends_and_the_pace_stays_known(world: World) -> None:
    world.run(START + 2 * SPAN)
    usual = polls(world, START + SPAN, START + 2 * SPAN)
    agree(world.db, world.now)
    pushed_all_along(world, START + 3 * SPAN)
    relaxed = polls(world, START + 2 * SPAN, START + 3 * SPAN)
    assert 3 <= relaxed < 0.6 * usual, (usual, relaxed)
    # Four an hour, averaged over a week.
    rate = 4 * (1 - math.exp(-3 * SPAN / (7 * DAY)))
    assert feeds.state(world.db, 1).memory.pace.rate_week == pytest.approx(rate, rel=0.1)
    assert count(world, "gaps") == 0
    assert count(world, "items") == 3 * SPAN / HOUR * 4 + WINDOW


def test_polls_are_as_usual_again_when_the_lease_is_over(world: World) -> None:
    world.run(START + 2 * SPAN)
    usual = polls(world, START + SPAN, START + 2 * SPAN)
    agree(world.db, world.now, lease=3 * HOUR)
    pushed_all_along(world, START + 2 * SPAN + 3 * HOUR)
    world.run(START + 4 * SPAN)
    assert polls(world, START + 3 * SPAN, START + 4 * SPAN) == pytest.approx(usual, abs=4)


def test_polls_are_as_usual_again_when_the_hub_falls_silent(world: World) -> None:
    world.run(START + 2 * SPAN)
    usual = polls(world, START + SPAN, START + 2 * SPAN)
    agree(world.db, world.now)
    pushed_all_along(world, START + 2 * SPAN + HOUR)
    world.run(START + 4 * SPAN)
    assert polls(world, START + 3 * SPAN, START + 4 * SPAN) == pytest.approx(usual, abs=4)
    assert count(world, "gaps") == 0
    assert count(world, "items") >= 4 * SPAN / HOUR * 4 + WINDOW - 8, "what the hub kept back was polled"
