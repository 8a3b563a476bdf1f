"""Push an archive of dated items through the live decision code, on a virtual clock.

``first_seen`` is the running maximum of the sane dates, as archives are out of order by hours. Rows are marked
``replayed`` and never mailed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from sqlite_utils import Database

from monitor.evaluate.stream import StreamItem
from monitor.model import Item
from monitor.poll.identity import content_hash
from monitor.service.deciding import Circumstances, decide_and_record
from monitor.service.storytelling import Storyteller
from monitor.store import feeds, items
from monitor.store.items import StoredItem
from monitor.store.transactions import transaction
from monitor.text.links import safe_link
from monitor.text.plain import plain_text
from monitor.track.tracker import Tracker

BATCH = 500
"""Items in one transaction: large enough that the disk is not the limit, small enough to stop soon."""
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""Dates before it are not believed (there were no feeds)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayReport:
    """What a replay stored."""

    items_read: int = 0
    items_new: int = 0
    hits_new: int = 0


def replay(
    db: Database, tracker: Tracker, stream: Iterable[StreamItem], *, now: datetime
) -> Iterator[ReplayReport]:
    """Store and decide ``stream`` in order; yields the running report after each batch."""
    report = ReplayReport()
    source = iter(stream)
    storyteller = Storyteller(db)
    clock = EARLIEST
    while batch := tuple(islice(source, BATCH)):
        with transaction(db):
            stored: list[StoredItem] = []
            for item in batch:
                clock = max(clock, item.date) if EARLIEST < item.date <= now else clock
                stored += _store(db, item, clock)
            found = decide_and_record(db, tracker, stored, now=now, around=Circumstances(replayed=True))
            storyteller.catch_up()
        report = ReplayReport(
            items_read=report.items_read + len(batch),
            items_new=report.items_new + sum(item.is_new for item in stored),
            hits_new=report.hits_new + sum(hit.is_new for hit in found),
        )
        yield report


def _store(db: Database, item: StreamItem, clock: datetime) -> tuple[StoredItem, ...]:
    feed_id = feeds.ensure_archive_feed(db, item.source, clock)
    entry = Item(
        guid=item.key,
        link=safe_link(item.link),
        title=plain_text(item.title),
        text=plain_text(item.summary),
        language=item.lang,
        published=item.date,
    )
    rows = [(item.key, content_hash(entry), entry)]
    return items.store_items(db, feed_id, rows, now=clock, backlog=False, replayed=True)
