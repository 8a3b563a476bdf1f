"""Two subscriptions at one address are fetched once, and neither loses a hit (rule H4)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.app import writing
from monitor.feed_memory import FeedMemory
from monitor.model import FeedSource, FeedState
from monitor.outcome import Outcome
from monitor.poll.interval import Bounds
from monitor.service.coordinator import Coordinator
from monitor.store import feeds, hits, watches
from monitor.store.connection import transaction
from monitor.store.feed_change import FeedChange
from monitor.watch.file import parse_watch
from tests.service.world import START, World, document
from tests.stand import WATCH

HERE = FeedSource(url="https://here.example/rss", name="Here", tags=("press",))
MOVED = FeedSource(url="https://moved.example/rss", name="Moved", tags=("agency",))
HOUR = timedelta(hours=1)
ONLY_AGENCY = 'sources_in = ["agency"]\n[seed]'


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with writing(tmp_path / "n.db", "test") as opened:
        yield opened


def answer(_feed: FeedState, now: datetime) -> Outcome:
    """An item an hour; the document shows ten."""
    hour = int((now - START).total_seconds() // 3600)
    return document(*(f"Wagner-arms-Hezbollah-{number}" for number in range(hour, hour + 10)), now=now)


def joined(db: Database, watch_text: str = WATCH) -> World:
    """Both feeds, of which the second has taken over the address of the first."""
    watch = parse_watch(watch_text, slug="story", file="story.toml")
    with transaction(db):
        feeds.sync_feeds(db, [HERE, MOVED], START)
        watches.sync_watches(db, [watch], START)
    there = World(
        db=db,
        coordinator=Coordinator(db, (watch,), bounds=Bounds(fixed_s=3600.0), jitter=lambda: 0.5),
        answer=answer,
    )
    there.run(START + HOUR / 2)
    state = feeds.feed(db, MOVED.url)
    assert state is not None
    change = FeedChange(
        polled_at=there.now,
        next_due=there.now,
        failures=0,
        succeeded=True,
        effective_url=HERE.url,
        memory=FeedMemory(),
    )
    with transaction(db):
        feeds.record_feed(db, state.feed_id, change)
    return there


def test_one_visit_serves_both(db: Database) -> None:
    there = joined(db)
    before = len(there.visits)
    there.run(START + 12 * HOUR)
    assert {visit.feed.name for visit in there.visits[before:]} == {"Here"}
    (resting,) = [one for one in feeds.status(db) if one.name == "Moved"]
    assert (resting.health, resting.failures, resting.last_error) == ("moved", 0, "")


def test_a_watch_of_the_resting_feed_reads_what_the_other_brings(db: Database) -> None:
    there = joined(db, WATCH.replace("[seed]", ONLY_AGENCY, 1))
    before = len(hits.hits(db))
    there.run(START + 5 * HOUR)
    found = hits.hits(db)
    assert len(found) >= before + 4
    assert not found[0].backlog


def test_a_feed_that_wakes_brings_what_is_new_and_nothing_twice(db: Database) -> None:
    there = joined(db)
    there.run(START + 20 * HOUR)
    told = {hit.title for hit in hits.hits(db)}
    with transaction(db):
        feeds.sync_feeds(db, [MOVED], there.now)
    there.run(START + 24 * HOUR)
    assert there.visits[-1].feed.name == "Moved"
    later = [hit for hit in hits.hits(db) if hit.first_seen > START + 20 * HOUR]
    assert later
    assert not {hit.title for hit in later} & told
    assert not any(hit.backlog for hit in later)
    assert db.conn.execute("select count(*) from gaps").fetchone()[0] == 0
