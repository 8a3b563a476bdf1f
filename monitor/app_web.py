"""The part of the composition root that wires the service's web server and its subscriptions at hubs."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from monitor.service.hub_round import HubCaller
from monitor.service.lock import last_beat
from monitor.service.loop import LoopThread
from monitor.service.metrics import Metrics
from monitor.service.subscriber import Subscriber, forget_all
from monitor.service.ticker import Tick
from monitor.service.visiting import Visitor
from monitor.service.web.application import Application
from monitor.service.web.callbacks import Callbacks
from monitor.service.web.healthz import Pulse, problems
from monitor.service.web.server import served
from monitor.settings import Settings
from monitor.store.connection import open_store
from monitor.store.numbers import Numbers, numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class WebParts:
    """What of a process that polls the web server shares. ``db`` may be touched on the ``writer`` thread only."""

    writer: ThreadPoolExecutor
    db: Database
    loop: LoopThread
    visitor: Visitor
    metrics: Metrics


@contextmanager
def web_service(
    database: Path, settings: Settings, parts: WebParts, clock: Callable[[], datetime]
) -> Iterator[tuple[Tick, ...]]:
    """Serve what ``[web]`` wants; gives what is to be done again and again for it.

    Raises ``ConfigurationError`` where nobody can listen there, or the extra is missing.
    """
    if not settings.web.callback_base:
        parts.writer.submit(forget_all, parts.db).result()
    if not settings.web.listen:
        yield ()
        return
    caller, callbacks = _hubs(settings, parts, clock)
    pulse = Pulse(started_at=clock(), looped_at=clock())

    async def beat() -> None:
        pulse.looped_at = clock()

    def turn() -> None:
        parts.loop.submit(beat())
        if caller is not None:
            caller.start()

    def look() -> Numbers:
        store = open_store(database, read_only=True)
        try:
            return numbers(store, clock())
        finally:
            store.close()

    def found() -> tuple[str, ...]:
        return problems(pulse, look(), ticked_at=last_beat(database), now=clock())

    parts.metrics.watch(look)
    application = Application(problems=found, metrics=parts.metrics, callbacks=callbacks)
    with served(application, settings.web.listen):
        yield (Tick(name="hub round", every_s=settings.poll.tick_s, work=turn),)


def _hubs(
    settings: Settings, parts: WebParts, clock: Callable[[], datetime]
) -> tuple[HubCaller | None, Callbacks | None]:
    """Who calls hubs, and whom they call; neither where they cannot reach us."""
    web = settings.web
    if not web.callback_base:
        return None, None
    subscriber = Subscriber(parts.db, callback_base=web.callback_base, lease=timedelta(days=web.lease_days))
    caller = HubCaller(
        subscriber=subscriber,
        reader=parts.visitor.reader,
        writer=parts.writer,
        loop=parts.loop,
        clock=clock,
    )
    callbacks = Callbacks(
        subscriber=subscriber,
        visitor=parts.visitor,
        writer=parts.writer,
        loop=parts.loop,
        metrics=parts.metrics,
        max_body_bytes=settings.network.max_body_bytes,
        clock=clock,
    )
    return caller, callbacks
