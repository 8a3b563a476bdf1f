"""The coordinator and a real database under a simulated clock; what feeds answer is a function."""

import heapq
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from monitor.model import FeedSource, FeedState, Item
from monitor.outcome import Cause, Document, Failed, FailureKind, FeedHead, Fetched, Outcome
from monitor.service.coordinator import Coordinator
from monitor.service.visit import Visit

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
TICK = timedelta(seconds=5)
ROOM = 64

Answer = Callable[[FeedState, datetime], Outcome]


def document(*names: str, now: datetime) -> Fetched:
    """A document with an item a name."""
    items = tuple(Item(guid=name, title=f"Report {name}", link=f"https://x.example/{name}") for name in names)
    body_hash = str(hash(names))
    return Fetched(
        document=Document(head=FeedHead(title="X", version="rss20"), items=items),
        status=200,
        final_url="https://x.example/",
        etag=None,
        last_modified=None,
        body_hash=f"{body_hash}-{now:%H%M%S}",
        wire_bytes=1000,
        body_bytes=1000,
        elapsed_ms=50,
    )


def unresolved() -> Failed:
    return Failed(kind=FailureKind.SOFT, cause=Cause.UNRESOLVED, reason="there is no such name")


@dataclass
class World:
    """Claims each tick as the service does, and lets each visit take ``takes`` of simulated time."""

    db: Database
    coordinator: Coordinator
    answer: Answer
    now: datetime = START
    takes: timedelta = timedelta(seconds=1)
    tick: timedelta = TICK
    visits: list[Visit] = field(default_factory=list)
    under_way: list[tuple[datetime, int, FeedState, datetime]] = field(default_factory=list)

    def run(self, until: datetime) -> None:
        """Turn until then; long quiet stretches are skipped."""
        while self.now < until:
            self._finish()
            room = ROOM - len(self.under_way)
            for feed in self.coordinator.claim(self.now, room) if room else ():
                heapq.heappush(self.under_way, (self.now + self.takes, feed.feed_id, feed, self.now))
            self.now += self.tick
        self._finish()

    def _finish(self) -> None:
        ended: list[Visit] = []
        while self.under_way and self.under_way[0][0] <= self.now:
            at, _, feed, started = heapq.heappop(self.under_way)
            ended.append(Visit(feed=feed, outcome=self.answer(feed, at), started=started, ended=at))
        if ended:
            for result in self.coordinator.record_all(ended):
                assert not isinstance(result, Exception), result
        self.visits += ended


def sources(hosts: Iterable[str]) -> tuple[FeedSource, ...]:
    """A feed for each host named; a host may come many times."""
    return tuple(
        FeedSource(url=f"https://{host}/feed/{number}", name=f"{host} {number}")
        for number, host in enumerate(hosts)
    )


def chance(seed: int) -> Callable[[], float]:
    """Repeatable jitter."""
    return random.Random(seed).random  # noqa: S311 - no secret
