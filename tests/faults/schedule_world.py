"""A ledger of real files, with two clocks that a script moves: what goes out in two years of trouble."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.digest.clock import HELD_FOR, JUMP
from monitor.digest.delivery import Delivery, Letter, Verdict
from monitor.digest.outbox import DigestDesk
from monitor.digest.render import Renderer
from monitor.model import FeedSource, Item
from monitor.service.clock_guard import ClockGuard
from monitor.service.digest_round import Dispatch, digest_round
from monitor.settings import RecipientSettings
from monitor.store.connection import open_store, transaction
from monitor.store.feeds import feed, sync_feeds
from monitor.store.items import store_items
from monitor.store.private import open_private, private_path

FEED = "https://wire.example/rss"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """At ``at`` (true time) the wall clock is moved ``by`` so much, or to a date, or the machine sleeps."""

    at: datetime
    kind: str
    lasts: timedelta
    by: timedelta = timedelta()
    to: datetime | None = None


@dataclass
class World:
    """True time, the wall clock, and the clock that nobody sets."""

    desk: DigestDesk
    readers: Sequence[RecipientSettings]
    now: datetime
    chance: random.Random
    counts_sleep: bool = True
    """Whether the steady clock runs on while the machine sleeps."""
    wrong: Callable[[datetime], datetime] = lambda now: now
    """True time to what the wall clock says."""
    slept: timedelta = timedelta()
    handed: Counter[tuple[str, str]] = field(default_factory=Counter)
    hits: int = 0
    rounds: int = 0
    moved_at: datetime | None = None
    """When the wall clock went wrong; None while it is right."""
    hasty: int = 0
    """Mails that went out within the hour after a jump."""
    guard: ClockGuard = field(init=False)

    def __post_init__(self) -> None:
        began = self.now - timedelta(days=3)
        sane_after = self.now - timedelta(days=365)
        self.guard = ClockGuard(lambda: self.now - began - self.slept, sane_after=sane_after)

    def round(self) -> None:
        """What the service does every 30 s."""
        wall = self.wrong(self.now)
        self.rounds += 1
        if self.guard.held(self.desk, self.readers, wall) is None:
            digest_round(self.desk, self.readers, Dispatch(deliver=self._deliver), wall)

    def live(self, until: datetime, step: Callable[[], timedelta]) -> None:
        """Rounds until ``until``, with news now and then."""
        while self.now < until:
            self.round()
            if self.chance.random() < 0.02:
                self.report()
            self.now += step()

    def sleep(self, how_long: timedelta) -> None:
        """No rounds."""
        self.now += how_long
        self.slept += timedelta() if self.counts_sleep else how_long

    def report(self) -> None:
        """One hit."""
        self.hits += 1
        title = f"Wagner, report {self.hits}"
        source = feed(self.desk.store, FEED)
        assert source is not None
        item = Item(title=title, text=f"{title}.", link=f"https://wire.example/{self.hits}")
        with transaction(self.desk.store):
            (stored,) = store_items(
                self.desk.store, source.feed_id, [(title, title, item)], now=self.now, backlog=False
            )
            moment = self.now.strftime("%Y-%m-%dT%H:%M:%S.000Z")
            row = {"item_id": stored.item_id, "watch_id": 1, "points": 6.0, "threshold": 6.0, "score": 1.0}
            flags = {"via_edit": 0, "backlog": 0, "replayed": 0, "rematched": 0, "item_version": 1}
            times = {"decided_at": moment, "first_seen": moment, "revision": "r1"}
            self.desk.store.table("hits").insert(row | flags | times)

    def _deliver(self, letter: Letter, before_content: Callable[[], bool]) -> Delivery:
        if self.chance.random() < 0.2:
            return Delivery(verdict=Verdict.LATER, reply="451 later")
        assert before_content()
        far = abs(self.wrong(self.now) - self.now) > JUMP
        self.hasty += far and self.moved_at is not None and self.now - self.moved_at < HELD_FOR
        self.handed[letter.recipient, letter.message_id] += 1
        return Delivery(verdict=Verdict.ACCEPTED, reply="250 taken")


def world(
    folder: Path, readers: Sequence[RecipientSettings], now: datetime, seed: int, *, counts_sleep: bool = True
) -> World:
    """A world of real, empty files under ``folder``."""
    path = folder / "newswake.db"
    store, private = open_store(path), open_private(private_path(path))
    with transaction(store):
        sync_feeds(store, [FeedSource(url=FEED, name="The Wire")], now)
        store.table("watches").insert(
            {"slug": "wagner", "title": "Wagner", "state": "active", "threshold": 6.0, "revision": "r1"}
            | {"seed_origin": "", "seed_title": "", "loaded_at": "2026-11-01T00:00:00.000Z"}
        )
    desk = DigestDesk(store=store, private=private, renderer=Renderer(), sender="newswake@desk.example")
    chance = random.Random(seed)  # noqa: S311 - a script that can be played again
    return World(desk=desk, readers=readers, now=now, chance=chance, counts_sleep=counts_sleep)


def play(world: World, events: Sequence[Event], end: datetime, step: Callable[[], timedelta]) -> None:
    """Live through ``events``, then two quiet days, so that all that waits has gone out."""
    for event in events:
        world.live(event.at, step)
        if event.kind == "sleep":
            world.sleep(event.lasts)
            continue
        began, until = world.now, world.now + event.lasts
        to = event.to
        if to is not None:
            world.wrong = lambda now, to=to, began=began: to + (now - began)  # type: ignore[misc]
        else:
            world.wrong = lambda now, by=event.by: now + by  # type: ignore[misc]
        world.moved_at = began
        world.live(until, step)
        world.wrong, world.moved_at = (lambda now: now), None
    world.live(end, step)
    world.live(end + timedelta(days=2), step)
    world.now = end + timedelta(days=4)
    for _ in range(99):  # the last digests, and those that the server put off
        world.now += timedelta(minutes=1)
        world.round()


def trouble(start: datetime, end: datetime, chance: random.Random, every: timedelta) -> Iterator[Event]:
    """Events of every kind, one about ``every`` so often; none under way when the next begins."""
    hour, minute, day = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
    at = start + 2 * day
    number = chance.randrange(8)
    while at < end - 6 * day:
        number += 1
        short, long = chance.randrange(5, 55) * minute, chance.randrange(70, 300) * minute
        lasts = chance.randrange(1, 72) * hour
        kinds = (
            Event(at=at, kind="an hour ahead", lasts=lasts, by=hour),
            Event(at=at, kind="an hour back", lasts=lasts, by=-hour),
            Event(at=at, kind="a day ahead", lasts=lasts, by=day),
            Event(at=at, kind="a day back", lasts=lasts, by=-day),
            Event(
                at=at,
                kind="1970",
                lasts=chance.choice((short, long, lasts)),
                to=datetime(1970, 1, 1, tzinfo=UTC),
            ),
            Event(at=at, kind="2100, short", lasts=short, to=datetime(2100, 1, 1, tzinfo=UTC)),
            Event(at=at, kind="2100, long", lasts=long, to=datetime(2100, 1, 1, tzinfo=UTC)),
            Event(at=at, kind="sleep", lasts=chance.choice((minute, hour, 9 * hour, 30 * hour, 3 * day))),
        )
        event = kinds[number % len(kinds)]
        yield event
        at += event.lasts + every * chance.uniform(0.5, 1.5)
