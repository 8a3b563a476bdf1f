"""Where hubs call: they ask whether we meant it, and they bring documents (WebSub, sections 5.3 and 6)."""

import asyncio
import logging
import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import assert_never
from urllib.parse import parse_qs

from monitor.model import FeedState
from monitor.poll.websub import Delivery, Intent, Subscription, delivery
from monitor.service.loop import LoopThread
from monitor.service.metrics import Metrics
from monitor.service.subscriber import Subscriber
from monitor.service.visit import PollReport
from monitor.service.visiting import Visitor
from monitor.service.web.asgi import Answer, Receive, Scope, TooLargeError, header, whole_body

log = logging.getLogger(__name__)

BODY_S = 30.0
"""Seconds that a hub has to send a document."""
UNDER_WAY = 16
"""Documents that are being read, at most; beyond that a hub is told to try again."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")
_FIELDS = 32
"""Of a query, at most."""
_NOT_HERE = Answer(status=404, body=b"not found\n")
_NO_SUBSCRIPTION = Answer(status=410, body=b"there is no such subscription\n")
_CLOSE = (("connection", "close"),)


class Callbacks:
    """Answers at once; what is brought is read and recorded afterwards, as if it had been fetched."""

    def __init__(
        self,
        *,
        subscriber: Subscriber,
        visitor: Visitor,
        writer: ThreadPoolExecutor,
        loop: LoopThread,
        metrics: Metrics,
        max_body_bytes: int,
        clock: Callable[[], datetime],
    ) -> None:
        """``subscriber`` is called on the ``writer``'s thread, documents are read on ``loop``."""
        self._subscriber = subscriber
        self._visitor = visitor
        self._writer = writer
        self._loop = loop
        self._metrics = metrics
        self._max_body_bytes = max_body_bytes
        self._clock = clock
        self._under_way: set[Future[PollReport | None]] = set()

    async def get(self, token: str, query: bytes) -> Answer:
        """A hub asks whether a request was ours, or says no to it."""
        intent = _intent(query)
        if intent is None or not _TOKEN.fullmatch(token):
            return _NOT_HERE
        work = self._writer.submit(self._subscriber.intent, token, intent, self._clock())
        answer = await asyncio.wrap_future(work)
        if answer.status == _NOT_HERE.status:
            return _NOT_HERE
        # Section 7.2: nothing that a browser would take for a page of ours.
        content_type = "application/octet-stream"
        return Answer(status=answer.status, body=answer.body.encode("ascii"), content_type=content_type)

    async def post(self, token: str, scope: Scope, receive: Receive) -> Answer:
        """A hub brings a document."""
        if not _TOKEN.fullmatch(token):
            return _NOT_HERE
        found = await asyncio.wrap_future(self._writer.submit(self._subscriber.addressee, token))
        if found is None:
            self._metrics.pushed(Delivery.UNWANTED)
            return _NO_SUBSCRIPTION
        if len(self._under_way) >= UNDER_WAY:
            return Answer(status=503, body=b"busy\n", headers=(("retry-after", "60"),))
        try:
            async with asyncio.timeout(BODY_S):
                body = await whole_body(receive, self._max_body_bytes)
        except TooLargeError:
            return Answer(status=413, body=b"too large\n", headers=_CLOSE)
        except TimeoutError:
            return Answer(status=408, body=b"too slow\n", headers=_CLOSE)
        return self._brought(*found, body, scope)

    def _brought(self, sub: Subscription, feed: FeedState, body: bytes, scope: Scope) -> Answer:
        result = delivery(sub, body, header(scope, "x-hub-signature"))
        self._metrics.pushed(result)
        match result:
            case Delivery.UNWANTED:
                return _NO_SUBSCRIPTION
            case Delivery.FORGED:
                log.warning("feed %d: what was sent to its callback is not signed by its hub", feed.feed_id)
            case Delivery.ACCEPTED:
                self._take(feed, body, header(scope, "content-type"))
            case _:
                assert_never(result)
        return Answer(status=202)

    def _take(self, feed: FeedState, body: bytes, content_type: str) -> None:
        work = self._loop.submit(self._visitor.receive(feed, body, content_type))
        self._under_way.add(work)
        work.add_done_callback(self._under_way.discard)
        work.add_done_callback(_tell)


def _intent(query: bytes) -> Intent | None:
    """What the query says; None where it is none of a hub's."""
    try:
        fields = parse_qs(query.decode("ascii"), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError:
        return None

    def first(name: str) -> str:
        return fields.get(name, [""])[0]

    return Intent(
        mode=first("hub.mode"),
        topic=first("hub.topic"),
        challenge=first("hub.challenge"),
        lease_seconds=first("hub.lease_seconds"),
        reason=first("hub.reason"),
    )


def _tell(work: "Future[PollReport | None]") -> None:
    """The edge of one document; what is lost here the next poll finds."""
    if work.cancelled():
        return
    if (error := work.exception()) is not None:
        log.error("what a hub sent could not be stored; the next poll will find it", exc_info=error)
    elif (report := work.result()) is not None:
        log.info("feed %s: sent by its hub, %d new, %d hits", report.feed, report.items_new, report.hits_new)
