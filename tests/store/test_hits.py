from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from monitor.model import Decision, Watch
from monitor.store import watches
from monitor.store.connection import transaction
from monitor.store.decisions import record_decisions
from monitor.store.hits import hit_items, hits
from monitor.store.items import StoredItem


@pytest.fixture
def three_hits(
    db: Database,
    keep: Callable[..., StoredItem],
    decide: Callable[..., Decision],
    make_watch: Callable[..., Watch],
    now: datetime,
) -> None:
    """Items of 8, 9 and 10 o'clock; the second hits ``port``, the others ``convoy``."""
    with transaction(db):
        watches.sync_watches(db, [make_watch("convoy"), make_watch("port")], now)
    for hour, watch in enumerate(("convoy", "port", "convoy")):
        stored = keep(f"item-{hour}", at=now + timedelta(hours=hour), title=f"Item {hour}")
        with transaction(db):
            record_decisions(
                db, stored, [decide(watch=watch)], now=now, backlog=hour == 0, replayed=False, via_edit=False
            )


ASKED: dict[str, tuple[dict[str, object], list[str]]] = {
    "all, the latest first": ({}, ["Item 2", "Item 1", "Item 0"]),
    "those of one watch": ({"watch": "convoy"}, ["Item 2", "Item 0"]),
    "those of items seen since": ({"since": 1}, ["Item 2", "Item 1"]),
    "those of one watch since": ({"watch": "port", "since": 1}, ["Item 1"]),
    "the latest few": ({"limit": 2}, ["Item 2", "Item 1"]),
    "none at all": ({"limit": 0}, []),
    "those of an unknown watch": ({"watch": "nothing"}, []),
}


@pytest.mark.usefixtures("three_hits")
@pytest.mark.parametrize("name", ASKED)
def test_hits_asked_for(name: str, db: Database, now: datetime) -> None:
    asked, expected = ASKED[name]
    if "since" in asked:
        asked = asked | {"since": now + timedelta(hours=1)}
    assert [hit.title for hit in hits(db, **asked)] == expected  # type: ignore[arg-type]


@pytest.mark.usefixtures("three_hits")
def test_the_items_that_hit_a_watch(db: Database) -> None:
    assert hit_items(db, "convoy") == {hit.item_id for hit in hits(db, watch="convoy")}
    assert hit_items(db, "nothing") == frozenset()


@pytest.mark.usefixtures("three_hits")
def test_a_hit_reads_with_its_item_and_its_reasons(
    db: Database, decide: Callable[..., Decision], now: datetime
) -> None:
    first = hits(db)[-1]
    assert first.reasons == decide().reasons
    assert (first.watch, first.watch_title) == ("convoy", "The story of convoy")
    assert (first.link, first.source) == ("https://wire.example/item-0", "https://wire.example/rss")
    assert (first.source_name, first.language, first.published) == ("wire.example/rss", "", None)
    assert (first.first_seen, first.decided_at) == (now, now)
    assert (first.points, first.threshold, first.score) == (7.5, 6.0, 1.25)
    assert (first.backlog, first.via_edit, first.replayed, first.rematched) == (True, False, False, False)
    assert first.feedback is None
