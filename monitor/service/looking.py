"""Visits that are only looked at: what was asked, what came back, and what it means; nothing is stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from monitor.model import FeedState
from monitor.net.client import Client
from monitor.outcome import FetchFailed, Outcome, Response
from monitor.service.visiting import FeedReader
from monitor.settings import NetworkSettings
from monitor.workers.pool import Executor

_NO_HEADERS: Mapping[str, str] = {}
KEPT_HEADERS: Final = (
    "content-type",
    "content-encoding",
    "content-length",
    "etag",
    "last-modified",
    "date",
    "age",
    "expires",
    "cache-control",
    "retry-after",
    "location",
    "link",
    "server",
    "cf-mitigated",
)
"""What of an answer decides something, or explains it to a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer."""

    asked: tuple[tuple[str, str], ...]
    answer: Response | FetchFailed


class NotingClient(Client):
    """The one client, which remembers what it was asked and answered until that is taken."""

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__(settings)
        self._noted: dict[str, Exchange] = {}

    async def get(self, url: str, *, headers: Mapping[str, str] = _NO_HEADERS) -> Response | FetchFailed:
        """As ``Client.get``."""
        answer = await super().get(url, headers=headers)
        self._noted[url] = Exchange(asked=tuple(headers.items()), answer=answer)
        return answer

    def taken(self, url: str) -> Exchange | None:
        """The last exchange about ``url``, which is forgotten here; None where there was none."""
        return self._noted.pop(url, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One visit to a feed; ``exchange`` is None where it failed before anything was asked."""

    feed: FeedState
    outcome: Outcome
    started: datetime
    ended: datetime
    exchange: Exchange | None

    @property
    def answer(self) -> Response | None:
        """The HTTP answer, where there was one."""
        answer = self.exchange.answer if self.exchange else None
        return answer if isinstance(answer, Response) else None


class Onlooker:
    """Visits as the poller does, and keeps what it saw."""

    def __init__(self, *, client: NotingClient, parsers: Executor, clock: Callable[[], datetime]) -> None:
        self.client = client
        self.parsers = parsers
        self._clock = clock
        self._reader = FeedReader(client=client, parsers=parsers, clock=clock)

    async def look(self, feed: FeedState, *, keep_body: bool = False) -> Look:
        """Visit ``feed``; the body of the answer is let go unless ``keep_body``.

        Entries that are known already are read all the same: a person wants to see them.
        """
        started = self._clock()
        outcome = await self._reader.outcome(replace(feed, marks=""))
        exchange = self.client.taken(feed.url)
        if exchange is not None and isinstance(exchange.answer, Response) and not keep_body:
            exchange = replace(exchange, answer=replace(exchange.answer, body=b""))
        return Look(feed=feed, outcome=outcome, started=started, ended=self._clock(), exchange=exchange)
