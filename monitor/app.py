"""The composition root: settings in, wired objects out. The only place that builds things."""

import random
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from monitor.app_mail import digest_desk, mail_post
from monitor.app_web import WebParts, web_service
from monitor.app_webhooks import webhook_ticks
from monitor.errors import ConfigurationError, Mistake
from monitor.feed_list import load_feeds
from monitor.model import FeedSource, Watch
from monitor.net.client import Client
from monitor.service.back_filling import BackFiller
from monitor.service.bounds import bounds_of
from monitor.service.clock_guard import ClockGuard
from monitor.service.coordinator import Coordinator
from monitor.service.digest_round import start_round
from monitor.service.feed_list_watch import FeedListWatch, follow_list
from monitor.service.lock import WriterLock
from monitor.service.loop import LoopThread
from monitor.service.metrics import Metrics
from monitor.service.poll_round import Poller
from monitor.service.recording import Recorder
from monitor.service.rounds import tell_digests, throw_away_old
from monitor.service.ticker import DIGEST_TICK_S, HOUSEKEEPING_TICK_S, Tick, turn_until_stopped
from monitor.service.visiting import FeedReader, Visitor
from monitor.settings import Settings, load_settings
from monitor.store import feeds, watches
from monitor.store.connection import open_store
from monitor.store.transactions import transaction
from monitor.watch.file import load_all
from monitor.workers.pool import ProcessPool

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """Everything a person wrote under ``config/``."""

    settings: Settings
    watches: tuple[Watch, ...]
    sources: tuple[FeedSource, ...]


def read_configuration(folder: Path) -> Configuration:
    """Read ``newswake.toml``, ``feeds.toml`` and ``watches/`` of ``folder``.

    Raises ``ConfigurationError`` with the mistakes of all the files at once.
    """
    mistakes: list[Mistake] = []

    def read(part: Callable[[], object]) -> object:
        try:
            return part()
        except ConfigurationError as error:
            mistakes.extend(error.mistakes)
            return ()

    settings = read(lambda: load_settings(folder))
    sources = read(lambda: load_feeds(folder / "feeds.toml"))
    followed = read(lambda: load_all(folder / "watches"))
    if mistakes:
        raise ConfigurationError(tuple(mistakes))
    return Configuration(settings=settings, watches=followed, sources=sources)  # type: ignore[arg-type]


@contextmanager
def writing(database: Path, purpose: str) -> Iterator[Database]:
    """The database, for its only writer. Raises ``DatabaseBusyError`` where another process writes it."""
    with WriterLock(database, purpose):
        db = open_store(database)
        try:
            yield db
        finally:
            db.close()


@contextmanager
def reading(database: Path) -> Iterator[Database]:
    """The database, for looking only; fine while a service runs."""
    db = open_store(database, read_only=True)
    try:
        yield db
    finally:
        db.close()


def adopt_watches(db: Database, followed: Sequence[Watch], now: datetime) -> None:
    """Bring the watches into the database, the feeds not: for archives."""
    with transaction(db):
        watches.sync_watches(db, followed, now)


def adopt(db: Database, configuration: Configuration, now: datetime) -> None:
    """Bring the feeds and watches of the configuration into the database."""
    with transaction(db):
        feeds.release_leases(db)
        feeds.sync_feeds(db, configuration.sources, now)
        watches.sync_watches(db, configuration.watches, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The parts of a process that polls. ``db`` may be touched on the ``writer`` thread only."""

    poller: Poller
    writer: ThreadPoolExecutor
    db: Database
    lock: WriterLock
    web: WebParts


@contextmanager
def running(
    database: Path,
    configuration: Configuration,
    *,
    purpose: str,
    clock: Clock = utc_now,
    jitter: Callable[[], float] = random.random,
) -> Iterator[Running]:
    """Everything that polls, wired; on the way out visits are cancelled, claims given back, the file closed.

    Raises ``DatabaseBusyError`` or ``UnusableStoreError`` before anything is started.
    """
    with WriterLock(database, purpose) as lock, ThreadPoolExecutor(1, "newswake-writer") as writer:
        db = writer.submit(open_store, database).result()
        try:
            coordinator = writer.submit(_coordinator, db, configuration, clock, jitter).result()
            with feed_reader(configuration.settings, clock) as (reader, loop):
                metrics = Metrics()
                older = BackFiller(reader=reader, writer=writer, record=coordinator.record_older, clock=clock)
                recorder = Recorder(writer, metrics.counting(coordinator.record_all))
                visitor = Visitor(reader=reader, recorder=recorder, clock=clock, fill=older.fill)
                web = WebParts(writer=writer, db=db, loop=loop, visitor=visitor, metrics=metrics)
                poller = Poller(
                    coordinator=coordinator,
                    visitor=visitor,
                    writer=writer,
                    loop=loop,
                    clock=clock,
                    under_way=4 * configuration.settings.network.concurrent,
                )
                yield Running(poller=poller, writer=writer, db=db, lock=lock, web=web)
        finally:
            writer.submit(_close, db).result()


def _coordinator(
    db: Database, configuration: Configuration, clock: Clock, jitter: Callable[[], float]
) -> Coordinator:
    adopt(db, configuration, clock())
    return Coordinator(
        db,
        configuration.watches,
        bounds=bounds_of(configuration.settings.poll),
        jitter=jitter,
        token=secrets.token_urlsafe if configuration.settings.web.callback_base else None,
    )


@contextmanager
def feed_reader(settings: Settings, clock: Clock) -> Iterator[tuple[FeedReader, LoopThread]]:
    """What fetches and parses, with the loop it runs on; on the way out, what is under way is cancelled."""
    client = Client(settings.network)
    with workshop(settings, client) as (parsers, loop):
        yield FeedReader(client=client, parsers=parsers, clock=clock), loop


@contextmanager
def workshop(settings: Settings, client: Client) -> Iterator[tuple[ProcessPool, LoopThread]]:
    """What parses, and the loop that ``client`` fetches on; on the way out all three end, in the order they must."""
    loop = LoopThread()
    parsers = ProcessPool(workers=settings.poll.workers, timeout_s=settings.poll.parse_timeout_s)
    try:
        yield parsers, loop
    finally:
        loop.drain()
        loop.submit(client.aclose()).result()
        loop.close()
        parsers.close()


def _close(db: Database) -> None:
    with transaction(db):
        feeds.release_leases(db)
    db.close()


def run_service(database: Path, configuration: Configuration, stop: threading.Event, *, config: Path) -> None:
    """Poll and mail until ``stop`` is set; then everything under way ends cleanly.

    A changed list of feeds in the folder ``config`` is taken up on the way.
    """
    settings = configuration.settings
    guard, post = ClockGuard(), mail_post(database, settings, utc_now)
    listed = FeedListWatch(config / "feeds.toml", configuration.sources)
    with (
        running(database, configuration, purpose="run") as parts,
        web_service(database, settings, parts.web, utc_now) as web_ticks,
        post,
    ):

        def send_digests() -> None:
            with digest_desk(database, settings, config=config) as desk:
                now = utc_now()
                if guard.held(desk, settings.recipient, now) is None:
                    tell_digests(start_round(desk, settings.recipient, post, now))

        def poll() -> None:
            parts.lock.beat()
            if new := listed.look():
                parts.writer.submit(follow_list, parts.db, new, utc_now()).result()
                listed.took(new)
            parts.poller.start()

        def tidy() -> None:
            parts.writer.submit(throw_away_old, parts.db, utc_now()).result()

        with digest_desk(database, settings) as desk:
            desk.publish()
        ticks = (
            Tick(name="poll round", every_s=settings.poll.tick_s, work=poll),
            Tick(name="digest round", every_s=DIGEST_TICK_S, work=send_digests),
            Tick(name="tidying", every_s=HOUSEKEEPING_TICK_S, work=tidy),
        )
        hook_ticks = webhook_ticks(database, settings, parts.web, utc_now, stop.is_set)
        turn_until_stopped((*ticks, *web_ticks, *hook_ticks), stop)
