"""The one that writes: it owns the database connection and the tracker, and lives on one thread.

Everything one poll brings is one transaction here: items, versions, decisions, hits, what the profile learned, the
poll itself and when the feed is due again. If that fails, the tracker is read anew from what is stored, so that
memory and file never tell different stories.

The tracker is made when the first entries come: reading what it starts from takes seconds where much is stored, and
most visits bring nothing to decide on.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import FeedState, Watch
from monitor.outcome import Failed, Fetched, NotModified
from monitor.poll.interval import Bounds
from monitor.poll.outage import Attempt, Outage, Verdict, after_attempt, may_claim
from monitor.poll.settle import Findings, expected_items, settle, settle_uncharged
from monitor.service.applying import Desk
from monitor.service.back_filling import Filled, OlderVisit, record_older, to_be_tried
from monitor.service.deciding import Circumstances, Counted, decide
from monitor.service.drifting import look_for_drift
from monitor.service.pushing import Hubs
from monitor.service.settling import findings_of, learn_manners, record_settlement
from monitor.service.storytelling import Storyteller
from monitor.service.tracking import follow
from monitor.service.visit import PollReport, Visit
from monitor.store import feeds, polls
from monitor.store.documents import store_document, touch_document
from monitor.store.feed_change import FeedChange, change_after
from monitor.store.items import StoredItem
from monitor.store.notices import add_notice
from monitor.store.polls import PollCounts
from monitor.store.requests import pending
from monitor.store.subscriptions import note_push
from monitor.store.transactions import savepoint, transaction
from monitor.text.links import host_of, redacted
from monitor.track.tracker import Tracker

log = logging.getLogger(__name__)


class Coordinator:
    """Claims what is due and records what came of it. Every method runs on the writer thread."""

    def __init__(
        self,
        db: Database,
        watches: Sequence[Watch],
        *,
        bounds: Bounds,
        jitter: Callable[[], float],
        token: Callable[[], str] | None = None,
    ) -> None:
        """``jitter`` gives numbers in [0, 1); ``bounds`` are those of the time between two polls of a feed.

        ``token`` makes texts that nobody can guess; without it no hub is asked to send.
        """
        self._db = db
        self._watches = tuple(watches)
        self._bounds = bounds
        self._jitter = jitter
        self._hubs = Hubs(db, token)
        self._outage = Outage()
        self._tracker: Tracker | None = None
        self._uncounted = Counted()
        self._storyteller = Storyteller(db)

    def claim(self, now: datetime, limit: int) -> tuple[FeedState, ...]:
        """Feeds that are due, leased to us; at most one a host. In an outage none, or a few to probe (rule E2)."""
        if pending(self._db):
            self._apply_requests(now)
        allowed = may_claim(self._outage, now)
        room = limit if allowed is None else min(limit, allowed)
        return feeds.due(self._db, now, room) if room else ()

    def record_all(self, visits: Sequence[Visit]) -> tuple[PollReport | Exception, ...]:
        """Write each visit whole or not at all, and all that succeed in one commit.

        For each its report, or the error for which nothing of it is kept: then the feed's lease runs out and it
        is visited again. Raises where the commit itself fails: then nothing is kept of any.
        """
        try:
            with transaction(self._db):
                self._answer_requests(max((visit.ended for visit in visits), default=None))
                reports = tuple(self._record(visit) for visit in visits)
                self._uncounted.write(self._db)
                self._storyteller.catch_up()
                return reports
        except BaseException:
            self._tracker, self._uncounted = None, Counted()
            raise

    def _apply_requests(self, now: datetime) -> None:
        try:
            with transaction(self._db):
                self._answer_requests(now)
                self._storyteller.catch_up()
        except BaseException:
            self._tracker = None
            raise

    def _answer_requests(self, now: datetime | None) -> None:
        """What commands and pages asked for since, before anything more is decided."""
        if now is None or not pending(self._db):
            return
        desk = Desk(db=self._db, watches=self._watches, tracker=self._tracker)
        for answer in desk.apply_pending(now):
            log.info("asked for and %s: %s", "done" if answer.applied else "refused", answer.text)
        self._watches, self._tracker = desk.watches, desk.tracker

    def _record(self, visit: Visit) -> PollReport | Exception:
        try:
            with savepoint(self._db):
                # What the feed is now, not what it was when it was claimed: another visit may have come between.
                current = feeds.state(self._db, visit.feed.feed_id)
                verdict = self._verdict(visit, current)
                report, counted = self._write(replace(visit, feed=current), charged=verdict.charged)
                self._tell_outage(verdict, visit.ended)
        except Exception as error:
            # The edge of one visit; those beside it in the commit are not harmed.
            if not self._db.conn.in_transaction:
                raise
            log.exception(
                "a visit could not be stored; the feed is tried again: %s", redacted(visit.feed.url)
            )
            # The tracker made anew starts from what the store has counted.
            self._uncounted.write(self._db)
            self._tracker = None
            return error
        self._uncounted.add(counted)
        self._outage = verdict.outage
        return report

    def one_feed(self, url: str, now: datetime) -> FeedState:
        """The feed at ``url``, due or not. Raises ``NotFoundError`` for an unknown one."""
        with transaction(self._db):
            feed = feeds.feed(self._db, url)
            if feed is None or not feeds.make_due(self._db, url, now):
                raise NotFoundError(
                    f"no feed has the address {url!r}; newswake feeds status lists those there are"
                )
        return feed

    def _verdict(self, visit: Visit, feed: FeedState) -> Verdict:
        """Whether the visit counts; a host within our own networks says nothing about the way out of them."""
        if visit.pushed or visit.outcome.private:
            return Verdict(outage=self._outage, charged=True)
        return after_attempt(self._outage, _attempt(visit, feed))

    def _tell_outage(self, verdict: Verdict, now: datetime) -> None:
        if verdict.pardoned:
            log.warning("no feed can be reached; the network of this machine seems to be down")
            feeds.pardon(self._db, verdict.pardoned, now)
        if verdict.line:
            add_notice(self._db, "outage", verdict.line, now)

    def _ready_tracker(self, now: datetime) -> Tracker:
        """The tracker, made of what is stored where there is none yet."""
        if self._tracker is None:
            self._tracker = follow(self._db, self._watches, now)
        return self._tracker

    def _write(self, visit: Visit, *, charged: bool) -> tuple[PollReport, Counted]:
        stored, findings = self._store_items(visit)
        # Before this visit has its own row among the polls.
        findings = replace(findings, pushed=self._hubs.pushed_since(visit.feed))
        counts = PollCounts(
            items_seen=findings.entries,
            items_new=findings.new,
            items_changed=findings.changed,
        )
        poll_id = polls.record_poll(
            self._db, visit.feed.feed_id, visit.started, visit.ended, visit.outcome, counts
        )
        hits_new, counted = self._decide(visit, stored, poll_id) if stored else (0, Counted())
        if hits_new:
            polls.set_poll_hits(self._db, poll_id, hits_new)
        self._settle(visit, findings, charged=charged)
        report = _report(visit, replace(counts, hits_new=hits_new))
        if not visit.pushed and (tried := to_be_tried(self._db, visit)):
            report = replace(report, gap_id=tried[0], older=tried[1])
        return report, counted

    def _settle(self, visit: Visit, findings: Findings, *, charged: bool) -> None:
        """What the visit changes besides its items. A push is no visit: the feed is polled when it would have been."""
        if visit.pushed:
            note_push(self._db, visit.feed.feed_id, visit.ended)
            return
        learn_manners(self._db, visit)
        feeds.record_feed(self._db, visit.feed.feed_id, self._change(visit, findings, charged=charged))
        self._hubs.note(visit)

    def record_older(self, older: OlderVisit) -> Filled:
        """Write what an older page brought, whole or not at all. Raises what the store raises."""
        try:
            with transaction(self._db):
                self._answer_requests(older.ended)
                filled = record_older(self._db, self._ready_tracker(older.ended), older)
                self._storyteller.catch_up()
                return filled
        except BaseException:
            self._tracker = None
            raise

    def _decide(self, visit: Visit, stored: Sequence[StoredItem], poll_id: int) -> tuple[int, Counted]:
        """Decide on what was stored: how many new hits it brought, and what is to be counted."""
        around = Circumstances(backlog=not visit.feed.polled_before, poll_id=poll_id)
        tracker = self._ready_tracker(visit.ended)
        found, counted = decide(self._db, tracker, stored, now=visit.ended, around=around)
        new = {hit.watch for hit in found if hit.is_new}
        look_for_drift(self._db, (watch for watch in tracker.watches if watch.slug in new), visit.ended)
        return sum(hit.is_new for hit in found), counted

    def _store_items(self, visit: Visit) -> tuple[tuple[StoredItem, ...], Findings]:
        """What is new or changed, and what the document was to the store."""
        feed, outcome, now = visit.feed, visit.outcome, visit.ended
        if isinstance(outcome, NotModified):
            touch_document(self._db, feed.feed_id, now)
        if not isinstance(outcome, Fetched):
            return (), Findings()
        if outcome.document.items:
            # Before they are stored: they are not yet part of what the stream usually looks like.
            self._ready_tracker(now)
        expected = expected_items(feed.memory.pace, now)
        kept = store_document(
            self._db,
            feed,
            outcome.document,
            now=now,
            backlog=not feed.polled_before,
            expected=expected,
            whole=not visit.pushed,
        )
        findings = findings_of(outcome.document, kept)
        # A document lists the newest first; decisions are made in the order things happened.
        return tuple(reversed(kept.stored)), findings

    def _change(self, visit: Visit, findings: Findings, *, charged: bool) -> FeedChange:
        """What the visit changes about its feed; what is to be told of it is left for the next digest."""
        now, jitter = visit.ended, self._jitter()
        bounds = self._hubs.bounds(visit.feed, self._bounds, now)
        settled = (
            settle(visit.feed, visit.outcome, findings, now=now, bounds=bounds, jitter=jitter)
            if charged
            else settle_uncharged(visit.feed, now=now, bounds=bounds, jitter=jitter)
        )
        record_settlement(self._db, visit, settled)
        change = change_after(
            visit.feed,
            visit.outcome,
            polled_at=visit.ended,
            next_due=settled.next_due,
            failures=settled.failures,
        )
        return replace(
            change,
            # The settlement knows better: only it sees more than one poll.
            health=None,
            memory=settled.memory,
            memory_before=visit.feed.memory,
            interval_s=settled.interval.seconds,
            effective_url=settled.effective_url,
        )


def _attempt(visit: Visit, feed: FeedState) -> Attempt:
    outcome = visit.outcome
    return Attempt(
        feed_id=feed.feed_id,
        host=host_of(feed.url),
        failed=isinstance(outcome, Failed) and outcome.cause.is_network,
        started=visit.started,
        at=visit.ended,
        failures_before=feed.failures,
        proven=feed.polled_before,
    )


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
