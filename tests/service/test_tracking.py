"""What is measured around a seed is measured once, and anew only where much more is stored."""

from sqlite_utils import Database

from monitor.model import Item
from monitor.service.tracking import build_tracker, follow
from monitor.store import counts, feeds, items, surroundings
from monitor.store.transactions import transaction
from monitor.track.surroundings import Surroundings
from tests.service.told import LATER, RAIN, START, Told

MEASURED = Surroundings(items=900, similarity=0.2, topic=(("reef", 0.5),))


def stored(db: Database, number: int) -> None:
    feed = feeds.ensure_archive_feed(db, "https://a.example/feed", START)
    rows = [(str(n), str(n), Item(title=f"{RAIN} {n}")) for n in range(number)]
    items.store_items(db, feed, rows, now=START, backlog=False)


def around(told: Told) -> Surroundings:
    return build_tracker(told.db, told.watches).around("ferry")


def test_what_was_measured_stays_where_few_items_are_left_of_many(told: Told) -> None:
    with transaction(told.db):
        surroundings.record(told.db, told.watches, {"ferry": MEASURED}, START)
        counts.add_counts(told.db, 50_000, {})
        stored(told.db, 3)
    assert around(told) == MEASURED


def test_it_is_measured_anew_once_much_more_is_stored(told: Told) -> None:
    with transaction(told.db):
        surroundings.record(told.db, told.watches, {"ferry": MEASURED}, START)
        counts.add_counts(told.db, 2000, {})
        stored(told.db, 2000)
        follow(told.db, told.watches, LATER)
    assert around(told).items == 2000
    assert surroundings.known(told.db, told.watches)["ferry"].items == 2000
