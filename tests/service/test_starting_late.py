"""The tracker is made when entries come, and words are counted once a commit: neither changes what is decided."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.model import Seed, Watch
from monitor.outcome import Outcome
from monitor.poll.interval import Bounds
from monitor.poll.settle import Findings
from monitor.service.coordinator import Coordinator
from monitor.service.tracking import build_tracker
from monitor.service.visit import Visit
from monitor.store import counts, feeds, items, watches
from monitor.store.connection import open_store
from monitor.store.feed_change import FeedChange
from monitor.store.transactions import transaction
from tests.service.world import START, document, sources

SEED = Seed(origin="seed", title="Pilots of the harbour report a strike", text="Ferries wait in the harbour.")
WATCH = Watch(slug="pilots", title="Pilots", seed=SEED, terms=(), learn=False)
FIRST = [f"harbour {word}" for word in ("crane", "pilots", "storm", "festival", "tax", "museum")]


def followed(path: Path) -> Database:
    db = open_store(path)
    with transaction(db):
        feeds.sync_feeds(db, sources(["a.example", "b.example", "c.example"]), START)
        watches.sync_watches(db, (WATCH,), START)
    return db


def coordinator(db: Database) -> Coordinator:
    return Coordinator(db, (WATCH,), bounds=Bounds(), jitter=lambda: 0.5)


def visit(db: Database, number: int, outcome: Outcome) -> Visit:
    return Visit(feed=feeds.state(db, number), outcome=outcome, started=START, ended=START)


def test_the_first_decisions_after_a_start_rest_on_what_was_stored_before_it(tmp_path: Path) -> None:
    db = followed(tmp_path / "n.db")
    coordinator(db).record_all([visit(db, 1, document(*FIRST, now=START))])
    tracker = build_tracker(db, (WATCH,))
    told = document("pilots strike", "harbour strike pilots", "harbour pilots strike ferries wait", now=START)
    coordinator(db).record_all([visit(db, 2, told)])
    expected: dict[int, float] = {}
    for stored in reversed([stored for stored in items.seen_items(db, None) if stored.item_id > len(FIRST)]):
        reading = tracker.read(stored.seen)
        for verdict in tracker.decide(reading):
            expected[stored.item_id] = verdict.points
        tracker.count(reading)
    kept = dict(db.conn.execute("select item_id, points from decisions where item_id > ?", (len(FIRST),)))
    assert len(kept) > 1
    assert kept == {item: points for item, points in expected.items() if item in kept}
    db.close()


def test_a_visit_that_fails_in_a_commit_is_not_counted_and_those_beside_it_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Coordinator._change  # noqa: SLF001 - the last step of a visit

    def broken(self: Coordinator, visit: Visit, findings: Findings, *, charged: bool) -> FeedChange:
        if visit.feed.feed_id == 2:
            raise OSError("the row cannot be written")
        return whole(self, visit, findings, charged=charged)

    monkeypatch.setattr(Coordinator, "_change", broken)
    found = []
    for name, numbers in (("all", (1, 2, 3)), ("without", (1, 3))):
        db = followed(tmp_path / name)
        visits = [visit(db, number, document(f"harbour {number}", "pilots", now=START)) for number in numbers]
        results = coordinator(db).record_all(visits)
        assert [isinstance(result, OSError) for result in results] == [number == 2 for number in numbers]
        found.append(counts.counts(db))
        db.close()
    assert found[0][0] == 4
    assert found[0] == found[1]
