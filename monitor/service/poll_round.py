"""One poll round: claim what is due, hand it to the loop, never wait for it on the ticker's thread."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime

from monitor.model import FeedState
from monitor.service.coordinator import Coordinator
from monitor.service.loop import LoopThread
from monitor.service.visit import PollReport
from monitor.service.visiting import Visitor
from monitor.text.links import redacted

log = logging.getLogger(__name__)

UNDER_WAY = 64
"""Visits claimed and not ended, at most: four times what the client does at once, so that at 30 s a visit (its
deadline) nothing waits longer than its lease of 300 s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A visit under way."""

    feed: FeedState
    future: Future[PollReport]

    def report(self) -> PollReport:
        """What came of it, once it has ended; what could not be stored is a failure like any other."""
        error = self.future.exception()
        if error is None:
            return self.future.result()
        reason = f"it could not be stored: {type(error).__name__}: {error}"
        return PollReport(feed=self.feed.name, url=self.feed.url, outcome="failed", reason=reason)


class Poller:
    """Starts visits. ``start`` is for the ticker, ``finish_all`` for a round that a person asked for."""

    def __init__(
        self,
        *,
        coordinator: Coordinator,
        visitor: Visitor,
        writer: ThreadPoolExecutor,
        loop: LoopThread,
        clock: Callable[[], datetime],
        under_way: int = UNDER_WAY,
    ) -> None:
        """``under_way`` visits are claimed and not ended at most."""
        self._under_way = under_way
        self._visits: set[Future[PollReport]] = set()
        self._coordinator = coordinator
        self._visitor = visitor
        self._writer = writer
        self._loop = loop
        self._clock = clock

    def start(self) -> tuple[Started, ...]:
        """Claim what is due and start visiting it; returns at once. Nothing is claimed that would only queue."""
        # A visit that has ended may still be on its way out of the set.
        room = self._under_way - sum(not visit.done() for visit in tuple(self._visits))
        if room <= 0:
            return ()
        claimed = self._writer.submit(self._coordinator.claim, self._clock(), room).result()
        return tuple(self._visit(feed) for feed in claimed)

    def _visit(self, feed: FeedState) -> Started:
        started = Started(feed=feed, future=self._loop.submit(self._visitor.visit(feed)))
        self._visits.add(started.future)
        started.future.add_done_callback(self._visits.discard)
        started.future.add_done_callback(_tell)
        return started

    def finish_one(self, url: str) -> PollReport:
        """Visit the feed at ``url``, due or not. Raises ``NotFoundError`` for an unknown one."""
        feed = self._writer.submit(self._coordinator.one_feed, url, self._clock()).result()
        started = self._visit(feed)
        wait([started.future])
        return started.report()

    def finish_all(self) -> Iterator[PollReport]:
        """Visit until nothing is due, yielding each report as it comes.

        A host has one feed in flight, so many feeds of one host take several claims; a slow host holds up none.
        """
        pending: dict[Future[PollReport], Started] = {}
        while True:
            pending |= {started.future: started for started in self.start()}
            if not pending:
                return
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            yield from (pending.pop(future).report() for future in done)


def _tell(visit: Future[PollReport]) -> None:
    """Say in the log what came of a visit; what a feed's publisher says is cut and escaped there."""
    if visit.cancelled():
        return
    error = visit.exception()
    if error is not None:
        log.error("a visit could not be stored; the feed is tried again", exc_info=error)
        return
    report = visit.result()
    if report.outcome == "failed":
        log.warning("%s does not answer as it should: %s", redacted(report.url), report.reason)
    elif log.isEnabledFor(logging.INFO):
        place = redacted(report.url)
        log.info("%s: %s, %d new, %d hits", place, report.outcome, report.items_new, report.hits_new)
