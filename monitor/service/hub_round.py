"""One round of requests to hubs: what is due is handed to the loop, and never waited for."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from monitor.outcome import FetchFailed
from monitor.poll.websub import problem_of
from monitor.service.loop import LoopThread
from monitor.service.subscriber import HubRequest, Subscriber
from monitor.service.visiting import FeedReader
from monitor.text.links import redacted

log = logging.getLogger(__name__)


class HubCaller:
    """Asks hubs to send, to send on, or to stop. ``start`` is for the ticker."""

    def __init__(
        self,
        *,
        subscriber: Subscriber,
        reader: FeedReader,
        writer: ThreadPoolExecutor,
        loop: LoopThread,
        clock: Callable[[], datetime],
    ) -> None:
        """``subscriber`` is called on the ``writer``'s thread."""
        self._subscriber = subscriber
        self._reader = reader
        self._writer = writer
        self._loop = loop
        self._clock = clock

    def start(self) -> None:
        """Ask the hubs whose time has come; returns at once."""
        for request in self._writer.submit(self._subscriber.requests, self._clock()).result():
            self._loop.submit(self._ask(request)).add_done_callback(_tell)

    async def _ask(self, request: HubRequest) -> None:
        answer = await self._reader.tell(request.hub, request.form)
        problem = answer.reason if isinstance(answer, FetchFailed) else problem_of(answer.status)
        if problem:
            log.warning("the hub %s did not take a request: %s", redacted(request.hub), problem)
        work = self._writer.submit(self._subscriber.answered, request.feed_id, problem)
        await asyncio.wrap_future(work)


def _tell(work: "Future[None]") -> None:
    """The edge of one request."""
    if not work.cancelled() and (error := work.exception()) is not None:
        log.error("what a hub answered could not be kept", exc_info=error)
