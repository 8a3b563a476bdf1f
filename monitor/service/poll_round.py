"""One poll round: claim what is due, hand it to the loop, never wait for it on the ticker's thread."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime

from monitor.model import FeedState
from monitor.service.coordinator import Coordinator, PollReport
from monitor.service.loop import LoopThread
from monitor.service.visiting import Visitor
from monitor.text.links import redacted

log = logging.getLogger(__name__)

CLAIM_AT_ONCE = 64
"""Feeds claimed in one go; the HTTP client holds back what is too much at once."""


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
    ) -> None:
        self._coordinator = coordinator
        self._visitor = visitor
        self._writer = writer
        self._loop = loop
        self._clock = clock

    def start(self) -> tuple[Started, ...]:
        """Claim what is due and start visiting it; returns at once."""
        claimed = self._writer.submit(self._coordinator.claim, self._clock(), CLAIM_AT_ONCE).result()
        started = tuple(
            Started(feed=feed, future=self._loop.submit(self._visitor.visit(feed))) for feed in claimed
        )
        for visit in started:
            visit.future.add_done_callback(_tell)
        return started

    def make_due(self, url: str) -> None:
        """Let the feed at ``url`` be visited next. Raises ``NotFoundError`` for an unknown one."""
        self._writer.submit(self._coordinator.make_due, url, self._clock()).result()

    def finish_all(self) -> Iterator[PollReport]:
        """Visit until nothing is due, yielding each report.

        A host has one feed in flight, so many feeds of one host take several claims.
        """
        while started := self.start():
            wait([visit.future for visit in started])
            yield from (visit.report() for visit in started)


def _tell(visit: Future[PollReport]) -> None:
    """Say in the log what came of a visit; what a feed's publisher says is cut and escaped there."""
    if visit.cancelled():
        return
    error = visit.exception()
    if error is not None:
        log.error("a visit could not be stored; the feed is tried again", exc_info=error)
        return
    report = visit.result()
    place = redacted(report.url)
    if report.outcome == "failed":
        log.warning("%s does not answer as it should: %s", place, report.reason)
    else:
        log.info("%s: %s, %d new, %d hits", place, report.outcome, report.items_new, report.hits_new)
