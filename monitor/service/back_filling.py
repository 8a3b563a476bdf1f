"""After a possible gap: one look at an older page of the feed, beside its visits (rule S3).

It is fetched by the same reader, in the host's turn, and stored by the same writer. It changes nothing of the feed
but its items: not its pace, its validators or what stands in its document.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from monitor.model import FeedState
from monitor.outcome import Document, Failed, Fetched, NotModified, Outcome
from monitor.poll.back_fill import Brought, brought, told
from monitor.poll.overlap import Gap, older_addresses
from monitor.service.deciding import Circumstances, decide_and_record
from monitor.service.settling import learn_manners
from monitor.service.visit import PollReport, Visit
from monitor.service.visiting import FeedReader
from monitor.store import feeds
from monitor.store.decisions import RecordedHit
from monitor.store.feed_address import host_key_of
from monitor.store.feed_hosts import manners
from monitor.store.gaps import RecordedGap, gap, gaps_of, set_found
from monitor.store.notices import amend_notice
from monitor.store.older_documents import store_page
from monitor.store.times import stored
from monitor.text.links import redacted
from monitor.track.tracker import Tracker

log = logging.getLogger(__name__)

NO_VISITS = "its host wants no visits now"


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderVisit:
    """One finished look at an older page."""

    feed_id: int
    gap_id: int
    address: str
    outcome: Outcome
    started: datetime
    ended: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What it came to."""

    brought: Brought
    new: int = 0
    hits: int = 0


def to_be_tried(db: Database, visit: Visit) -> tuple[int, tuple[str, ...]] | None:
    """The gap that ``visit`` has just left in the store, with where its entries may stand; None where it left none.

    Where the host wants no visits there will be no try, and the gap says so.
    """
    if not isinstance(visit.outcome, Fetched):
        return None
    last = next(iter(gaps_of(db, visit.feed.feed_id, limit=1)), None)
    if last is None or last.made_at != stored(visit.ended):
        return None
    offered = older_addresses(visit.outcome.document.head, visit.feed.url)
    addresses = tuple(url for url in offered if url not in {visit.feed.url, visit.outcome.final_url})[:1]
    if addresses and _wants_rest(db, addresses[0], visit.ended):
        _conclude(db, visit.feed, last, addresses[0], Filled(brought=Brought.FAILED), NO_VISITS, visit.ended)
        return None
    return last.gap_id, addresses


def record_older(db: Database, tracker: Tracker, older: OlderVisit) -> Filled:
    """Write what an older page brought, inside the caller's transaction. Raises ``NotFoundError`` without its gap."""
    feed, left = feeds.state(db, older.feed_id), gap(db, older.gap_id)
    reason = ""
    match older.outcome:
        case Fetched(document=page):
            filled = _stored(db, tracker, (feed, left), page, older.ended)
        case NotModified():
            filled, reason = Filled(brought=Brought.FAILED), "nothing had changed"
        case Failed():
            filled, reason = Filled(brought=Brought.FAILED), older.outcome.reason
    _conclude(db, feed, left, older.address, filled, reason, older.ended)
    asked = replace(feed, url=older.address, host=host_key_of(older.address))
    learn_manners(db, Visit(feed=asked, outcome=older.outcome, started=older.started, ended=older.ended))
    return filled


def _stored(
    db: Database, tracker: Tracker, left: tuple[FeedState, RecordedGap], page: Document, now: datetime
) -> Filled:
    feed, open_gap = left
    kept = store_page(db, feed, page, since=open_gap.since, now=now)
    found: list[RecordedHit] = []
    for items, backlog in ((kept.old, True), (kept.news, False)):
        # A page lists the newest first; decisions are made in the order things happened.
        around = Circumstances(backlog=backlog)
        found += decide_and_record(db, tracker, tuple(reversed(items)), now=now, around=around)
    new = len(kept.news)
    return Filled(
        brought=brought(new=new, reaches=kept.reaches),
        new=new,
        hits=sum(hit.is_new for hit in found),
    )


def _conclude(  # noqa: PLR0917 - where, what came of it, why not and when
    db: Database, feed: FeedState, left: RecordedGap, address: str, filled: Filled, reason: str, now: datetime
) -> None:
    """Say it in the gap's row, and in the line of the next digest where the gap has one."""
    set_found(db, left.gap_id, filled.new, address, brought=filled.brought.value)
    line = Gap(since=left.since, until=left.until, entries=left.entries).line(feed.name)
    line += told(filled.brought, new=filled.new, reason=reason)
    amend_notice(db, "gap", line, now, feed_id=feed.feed_id, made_at=left.made_at)


def _wants_rest(db: Database, address: str, now: datetime) -> bool:
    """Whether the host has asked for more quiet than the client keeps by itself."""
    known = manners(db, host_key_of(address))
    return any(until is not None and until > now for until in (known.blocked_until, known.free_at))


class BackFiller:
    """Looks once at the older page that a report names, and hands it to the writer's thread."""

    def __init__(
        self,
        *,
        reader: FeedReader,
        writer: Executor,
        record: Callable[[OlderVisit], Filled],
        clock: Callable[[], datetime],
    ) -> None:
        """``record`` is called on the ``writer``; ``clock`` gives the time in UTC."""
        self._reader = reader
        self._writer = writer
        self._record = record
        self._clock = clock

    async def fill(self, feed: FeedState, report: PollReport) -> PollReport:
        """The report of the visit with what the try brought; as it was where there is nothing to try."""
        if report.gap_id is None or not report.older:
            return report
        started, address = self._clock(), report.older[0]
        page = FeedState(feed_id=feed.feed_id, url=address, name=feed.name)
        outcome = await self._reader.outcome(page)
        older = OlderVisit(
            feed_id=feed.feed_id,
            gap_id=report.gap_id,
            address=address,
            outcome=outcome,
            started=started,
            ended=self._clock(),
        )
        try:
            filled = await asyncio.wrap_future(self._writer.submit(self._record, older))
        except Exception:
            # The edge of one try; the visit before it is stored and stays so.
            log.exception("an older page could not be stored: %s", redacted(address))
            return report
        return replace(
            report,
            items_new=report.items_new + filled.new,
            hits_new=report.hits_new + filled.hits,
            notes=(
                *report.notes,
                f"possible gap{told(filled.brought, new=filled.new, reason=_reason(outcome))}",
            ),
        )


def _reason(outcome: Outcome) -> str:
    return outcome.reason if isinstance(outcome, Failed) else ""
