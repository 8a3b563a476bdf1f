"""A preview says what the visit would really do."""

from dataclasses import replace

from monitor.model import Item
from monitor.outcome import Fetched
from monitor.poll.interval import Bounds
from monitor.service.looking import Look
from monitor.service.previewing import Previewer
from monitor.service.tracking import build_tracker
from monitor.store import feeds
from monitor.store.documents import store_document
from monitor.store.transactions import transaction
from tests.service.told import LATER, RAIN, START, STORY, Told
from tests.service.world import document, sources


def listing(title: str) -> Fetched:
    outcome = document("1", now=START)
    items = (Item(guid="1", title=title, link="https://x.example/1"),)
    return replace(outcome, document=replace(outcome.document, items=items))


def would_hit(told: Told) -> list[str]:
    (status,) = feeds.status(told.db)
    feed = feeds.state(told.db, status.feed_id)
    look = Look(feed=feed, outcome=listing(STORY), started=LATER, ended=LATER, exchange=None)
    tracker = build_tracker(told.db, told.watches)
    return [hit.title for hit in Previewer(told.db, bounds=Bounds(), tracker=tracker).preview(look).hits]


def test_an_edit_of_an_item_that_a_person_refused_is_no_hit(told: Told) -> None:
    with transaction(told.db):
        feeds.sync_feeds(told.db, sources(["x.example"]), START)
        (status,) = feeds.status(told.db)
        feed = feeds.state(told.db, status.feed_id)
        (item,) = store_document(told.db, feed, listing(RAIN).document, now=START, backlog=False).stored
    assert would_hit(told) == [STORY]
    told.ask("feedback", "irrelevant", item=item.item_id)
    assert would_hit(told) == []
