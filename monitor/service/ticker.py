"""The clockwork of the running service. APScheduler only ticks; what is due is decided from what is stored."""

import logging
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

log = logging.getLogger(__name__)

DIGEST_TICK_S = 30.0
"""How often the ledger is asked whether a digest is due (design: every 30 s)."""
HOUSEKEEPING_TICK_S = 3600.0
"""How often decisions and polls past their time are thrown away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Something done again and again: ``work`` every ``every_s`` seconds, never twice at once."""

    name: str
    every_s: float
    work: Callable[[], None]


def _guarded(tick: Tick, stop: threading.Event) -> Callable[[], None]:
    """The edge of one tick: its failure is logged with the traceback, and the next one comes all the same."""

    def turn() -> None:
        if stop.is_set():
            return
        try:
            tick.work()
        except Exception:
            log.exception("%s failed; it will be tried again in %g s", tick.name, tick.every_s)

    return turn


def turn_until_stopped(ticks: tuple[Tick, ...], stop: threading.Event) -> None:
    """Run ``ticks`` (each at once, then at its interval) until ``stop`` is set; waits for those under way.

    ``misfire_grace_time=None`` and ``coalesce`` make one late run of many missed ones (APScheduler drops jobs
    that are a second late by default).
    """
    # Only a service ticks; to all other commands it would be a slower start.
    from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415

    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    for tick in ticks:
        first = datetime.now(UTC)
        scheduler.add_job(
            _guarded(tick, stop), "interval", seconds=tick.every_s, id=tick.name, next_run_time=first
        )
    scheduler.start()
    try:
        while not stop.wait(timeout=1.0):
            pass
    finally:
        scheduler.shutdown(wait=True)


def stop_on_signals(stop: threading.Event) -> None:
    """SIGTERM and SIGINT set ``stop``; a second one ends the process at once."""

    def handle(number: int, _frame: object) -> None:
        log.info("stopping on %s", signal.Signals(number).name)
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    signal.signal(signal.SIGTERM, handle)
    signal.signal(signal.SIGINT, handle)
