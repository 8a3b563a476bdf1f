"""One visit to a feed, on the event loop: fetch, judge, parse in a worker, hand over to the writer."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.model import FeedState
from monitor.net.client import Client
from monitor.outcome import Failed, FailureKind, Fetched, FetchFailed, Outcome, Response
from monitor.poll.audit import asks_plainly
from monitor.poll.errors import NotAFeedError
from monitor.poll.outcome_of import NeedsParse, fetched, judge, unparsed
from monitor.poll.request import request_headers
from monitor.service.recording import Recorder
from monitor.service.visit import PollReport, Visit
from monitor.text.links import redacted
from monitor.workers.pool import Executor

log = logging.getLogger(__name__)


class FeedReader:
    """Fetches and parses; stores nothing. ``clock`` gives the time in UTC."""

    def __init__(self, *, client: Client, parsers: Executor, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._parsers = parsers
        self._clock = clock

    async def page(self, url: str) -> Response | FetchFailed:
        """The page at ``url``, unparsed: for seeds."""
        return await self._client.get(url, headers={"Accept": "text/html, text/plain;q=0.9, */*;q=0.1"})

    async def tell(self, url: str, form: Sequence[tuple[str, str]]) -> Response | FetchFailed:
        """Send ``form`` to a hub."""
        return await self._client.post(url, form=form)

    async def hand_over(self, url: str, content: bytes, headers: Mapping[str, str]) -> Response | FetchFailed:
        """Send ``content`` to a webhook."""
        return await self._client.send(url, content=content, headers=headers)

    async def outcome(self, feed: FeedState) -> Outcome:
        """What a visit to ``feed`` brings; whatever goes wrong is an outcome too."""
        return await self._safely(feed, self._fetch_and_parse(feed))

    async def pushed(self, feed: FeedState, body: bytes, content_type: str) -> Outcome:
        """What a document that a hub brought for ``feed`` comes to: as if it had been fetched."""
        headers = (("content-type", content_type),)
        answer = Response(url=feed.url, status=200, headers=headers, body=body, wire_bytes=len(body))
        return await self._safely(feed, self._judged(feed, answer))

    async def _safely(self, feed: FeedState, work: Coroutine[None, None, Outcome]) -> Outcome:
        try:
            return await work
        except Exception as error:
            log.exception("visit failed unexpectedly: %s", redacted(feed.url))
            reason = f"unexpected {type(error).__name__}: {error}"
            return Failed(kind=FailureKind.SOFT, reason=reason[:500], traceback=traceback.format_exc())

    async def _fetch_and_parse(self, feed: FeedState) -> Outcome:
        plain = asks_plainly(feed, self._clock())
        answer = await self._client.get(feed.url, headers=request_headers(feed, plain=plain))
        return await self._judged(feed, answer, plain=plain)

    async def _judged(
        self, feed: FeedState, answer: Response | FetchFailed, *, plain: bool = False
    ) -> Outcome:
        step = judge(feed, answer, now=self._clock(), plain=plain)
        if not isinstance(step, NeedsParse):
            return step
        # feedparser comes in with it, and most polls parse nothing.
        from monitor.poll.parse import parse  # noqa: PLC0415

        work = self._parsers.submit(parse, step.body, step.url, step.content_type, self._clock(), feed.marks)
        try:
            document = await asyncio.wrap_future(work)
        except NotAFeedError as error:
            return unparsed(step, error)
        except Exception as error:  # noqa: BLE001
            # The edge of one parse: killed, out of memory, or a fault in the parser itself.
            return unparsed(step, error, traceback=traceback.format_exc())
        return fetched(step, document)


class Visitor:
    """Visits feeds and hands what came of it to the writer's thread."""

    def __init__(
        self,
        *,
        reader: FeedReader,
        recorder: Recorder,
        clock: Callable[[], datetime],
        fill: Callable[[FeedState, PollReport], Awaitable[PollReport]] | None = None,
    ) -> None:
        """``fill`` looks for what fell into a gap that a visit has left (``back_filling.BackFiller.fill``)."""
        self.reader = reader
        self._recorder = recorder
        self._clock = clock
        self._fill = fill

    async def visit(self, feed: FeedState) -> PollReport:
        """Visit ``feed`` and record what came of it; a failing feed is an outcome, never an exception.

        Raises only what the store raises: then nothing of the visit is kept.
        """
        started = self._clock()
        outcome = await self.reader.outcome(feed)
        visit = Visit(feed=feed, outcome=outcome, started=started, ended=self._clock())
        report = await asyncio.wrap_future(self._recorder.record(visit))
        return report if self._fill is None else await self._fill(feed, report)

    async def receive(self, feed: FeedState, body: bytes, content_type: str) -> PollReport | None:
        """Record a document that a hub brought for ``feed``; None where it holds nothing to be recorded."""
        started = self._clock()
        outcome = await self.reader.pushed(feed, body, content_type)
        if not isinstance(outcome, Fetched):
            reason = outcome.reason if isinstance(outcome, Failed) else "known already"
            log.info("what a hub sent for %s is left: %s", redacted(feed.url), reason)
            return None
        document = replace(outcome.document, notes=("sent by the hub", *outcome.document.notes))
        visit = Visit(
            feed=feed,
            outcome=replace(outcome, document=document),
            started=started,
            ended=self._clock(),
            pushed=True,
        )
        return await asyncio.wrap_future(self._recorder.record(visit))
