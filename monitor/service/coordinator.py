"""The one that writes: it owns the database connection and the tracker, and lives on one thread.

Everything one poll brings is one transaction here: items, versions, decisions, hits, what the profile learned, the
poll itself and when the feed is due again. If that fails, the tracker is read anew from what is stored, so that
memory and file never tell different stories.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import FeedState, Watch
from monitor.outcome import Failed, FailureKind, Fetched, NotModified, Outcome
from monitor.poll.cadence import next_due
from monitor.poll.identity import identified
from monitor.service.deciding import Circumstances, decide_and_record
from monitor.service.tracking import build_tracker
from monitor.service.visit import PollReport, Visit
from monitor.store import feeds, items, polls
from monitor.store.feed_change import FeedChange, change_after
from monitor.store.items import StoredItem
from monitor.store.polls import PollCounts
from monitor.store.transactions import savepoint, transaction
from monitor.text.links import redacted

log = logging.getLogger(__name__)


class Coordinator:
    """Claims what is due and records what came of it. Every method runs on the writer thread."""

    def __init__(
        self, db: Database, watches: Sequence[Watch], *, interval_s: float, jitter: Callable[[], float]
    ) -> None:
        """``jitter`` gives numbers in [0, 1); ``interval_s`` is the usual time between polls in seconds."""
        self._db = db
        self._watches = tuple(watches)
        self._interval_s = interval_s
        self._jitter = jitter
        self._tracker = build_tracker(db, self._watches)

    def claim(self, now: datetime, limit: int) -> tuple[FeedState, ...]:
        """Feeds that are due, leased to us; at most one a host."""
        return feeds.due(self._db, now, limit)

    def record_all(self, visits: Sequence[Visit]) -> tuple[PollReport | Exception, ...]:
        """Write each visit whole or not at all, and all that succeed in one commit.

        For each its report, or the error for which nothing of it is kept: then the feed's lease runs out and it
        is visited again. Raises where the commit itself fails: then nothing is kept of any.
        """
        try:
            with transaction(self._db):
                return tuple(self._record(visit) for visit in visits)
        except BaseException:
            self._tracker = build_tracker(self._db, self._watches)
            raise

    def _record(self, visit: Visit) -> PollReport | Exception:
        try:
            with savepoint(self._db):
                # What the feed is now, not what it was when it was claimed: another visit may have come between.
                current = feeds.state(self._db, visit.feed.feed_id)
                return self._write(replace(visit, feed=current))
        except Exception as error:
            # The edge of one visit; those beside it in the commit are not harmed.
            if not self._db.conn.in_transaction:
                raise
            log.exception(
                "a visit could not be stored; the feed is tried again: %s", redacted(visit.feed.url)
            )
            self._tracker = build_tracker(self._db, self._watches)
            return error

    def one_feed(self, url: str, now: datetime) -> FeedState:
        """The feed at ``url``, due or not. Raises ``NotFoundError`` for an unknown one."""
        with transaction(self._db):
            feed = feeds.feed(self._db, url)
            if feed is None or not feeds.make_due(self._db, url, now):
                raise NotFoundError(
                    f"no feed has the address {url!r}; newswake feeds status lists those there are"
                )
        return feed

    def _write(self, visit: Visit) -> PollReport:
        stored, entries = self._store_items(visit)
        counts = PollCounts(
            items_seen=entries,
            items_new=sum(item.is_new for item in stored),
            items_changed=sum(not item.is_new for item in stored),
        )
        poll_id = polls.record_poll(
            self._db, visit.feed.feed_id, visit.started, visit.ended, visit.outcome, counts
        )
        around = Circumstances(backlog=not visit.feed.polled_before, poll_id=poll_id)
        found = decide_and_record(self._db, self._tracker, stored, now=visit.ended, around=around)
        hits_new = sum(hit.is_new for hit in found)
        if hits_new:
            polls.set_poll_hits(self._db, poll_id, hits_new)
        feeds.record_feed(self._db, visit.feed.feed_id, self._change(visit))
        return _report(visit, replace(counts, hits_new=hits_new))

    def _store_items(self, visit: Visit) -> tuple[tuple[StoredItem, ...], int]:
        """What is new or changed, and how many entries the document had."""
        if not isinstance(visit.outcome, Fetched):
            return (), 0
        entries = visit.outcome.document.items
        rows = identified(entries)
        backlog = not visit.feed.polled_before
        stored = items.store_items(self._db, visit.feed.feed_id, rows, now=visit.ended, backlog=backlog)
        # A document lists the newest first; decisions are made in the order things happened.
        return tuple(reversed(stored)), len(entries)

    def _change(self, visit: Visit) -> FeedChange:
        failures = failures_after(visit.outcome, visit.feed.failures)
        due = next_due(
            visit.outcome,
            failures=failures,
            now=visit.ended,
            interval_s=self._interval_s,
            jitter=self._jitter(),
        )
        return change_after(visit.feed, visit.outcome, polled_at=visit.ended, next_due=due, failures=failures)


def failures_after(outcome: Outcome, before: int) -> int:
    """Failed polls in a row; a busy server (``throttled``) is no fault of the feed and is not counted."""
    match outcome:
        case Failed(kind=FailureKind.THROTTLED):
            return before
        case Failed():
            return before + 1
        case Fetched() | NotModified():
            return 0
        case _:
            assert_never(outcome)


def _report(visit: Visit, counts: PollCounts) -> PollReport:
    outcome = visit.outcome
    words = {Fetched: "fetched", NotModified: "not modified", Failed: "failed"}
    return PollReport(
        feed=visit.feed.name,
        url=visit.feed.url,
        outcome=words[type(outcome)],
        items_seen=counts.items_seen,
        items_new=counts.items_new,
        items_changed=counts.items_changed,
        hits_new=counts.hits_new,
        elapsed_ms=outcome.elapsed_ms,
        reason=outcome.reason if isinstance(outcome, Failed) else "",
    )
