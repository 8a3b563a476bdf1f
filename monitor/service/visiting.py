"""One visit to a feed, on the event loop: fetch, judge, parse in a worker, hand over to the writer."""

import asyncio
import logging
import traceback
from collections.abc import Callable
from datetime import datetime

from monitor.model import FeedState
from monitor.net.client import Client
from monitor.outcome import Failed, FailureKind, FetchFailed, Outcome, Response
from monitor.poll.audit import asks_plainly
from monitor.poll.errors import NotAFeedError
from monitor.poll.outcome_of import NeedsParse, fetched, judge, unparsed
from monitor.poll.parse import parse
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

    async def outcome(self, feed: FeedState) -> Outcome:
        """What a visit to ``feed`` brings; whatever goes wrong is an outcome too."""
        try:
            return await self._fetch_and_parse(feed)
        except Exception as error:
            log.exception("visit failed unexpectedly: %s", redacted(feed.url))
            reason = f"unexpected {type(error).__name__}: {error}"
            return Failed(kind=FailureKind.SOFT, reason=reason[:500], traceback=traceback.format_exc())

    async def _fetch_and_parse(self, feed: FeedState) -> Outcome:
        plain = asks_plainly(feed, self._clock())
        answer = await self._client.get(feed.url, headers=request_headers(feed, plain=plain))
        step = judge(feed, answer, now=self._clock(), plain=plain)
        if not isinstance(step, NeedsParse):
            return step
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
    ) -> None:
        self._reader = reader
        self._recorder = recorder
        self._clock = clock

    async def visit(self, feed: FeedState) -> PollReport:
        """Visit ``feed`` and record what came of it; a failing feed is an outcome, never an exception.

        Raises only what the store raises: then nothing of the visit is kept.
        """
        started = self._clock()
        outcome = await self._reader.outcome(feed)
        visit = Visit(feed=feed, outcome=outcome, started=started, ended=self._clock())
        return await asyncio.wrap_future(self._recorder.record(visit))
