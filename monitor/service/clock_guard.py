"""Holds all mail while the wall clock cannot be believed; the rules are in ``digest.clock``."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlite_utils import Database

from monitor.digest.clock import HELD_FOR, SANE_AFTER, ClockWatch, first_look, look, outlasts
from monitor.settings import RecipientSettings
from monitor.store.mail_hold import Hold, begin_hold, end_hold, hold
from monitor.store.notices import add_notice
from monitor.store.private import set_aside_after
from monitor.store.transactions import transaction

if TYPE_CHECKING:
    # It brings mail and templates in.
    from monitor.digest.outbox import DigestDesk

log = logging.getLogger(__name__)


def steady_clock() -> timedelta:
    """A clock that nobody sets; on Linux it runs on while the machine sleeps."""
    return timedelta(seconds=time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)))


class ClockGuard:
    """Remembers both clocks from one digest round to the next. Used by one thread."""

    def __init__(
        self, steady: Callable[[], timedelta] = steady_clock, *, sane_after: datetime = SANE_AFTER
    ) -> None:
        """``steady`` reads the clock that nobody sets; before ``sane_after`` no wall clock is believed."""
        self._steady = steady
        self._sane_after = sane_after
        self._watch: ClockWatch | None = None
        self._began = False

    def held(self, desk: "DigestDesk", recipients: Sequence[RecipientSettings], now: datetime) -> Hold | None:
        """The hold that is in force at ``now``, told to log and notices when it begins; None where mail may go."""
        found = hold(desk.private)
        self._look(now, released=found is not None and found.released)
        assert self._watch is not None  # noqa: S101 - set by the look
        if self._watch.healed:
            set_aside_later(desk, recipients, now)
            desk.publish()
        if self._watch.held:
            self._began = True
            return _begun(desk, self._watch.why, now)
        if found is None:
            return None
        if not self._began and held_by_another(desk.private, now):
            return found
        end_hold(desk.private)
        log.info("mail goes out again")
        return None

    def _look(self, now: datetime, *, released: bool) -> None:
        if self._watch is None:
            self._watch = first_look(now, self._steady(), sane_after=self._sane_after)
        else:
            self._watch = look(self._watch, now, self._steady(), released=released)


def held_by_another(private: Database, now: datetime) -> Hold | None:
    """The hold that the service began, where it is still in force; for commands, which have not watched the clock."""
    found = hold(private)
    in_force = found is not None and not found.released and outlasts(found.since, now)
    return found if in_force else None


def _begun(desk: "DigestDesk", why: str, now: datetime) -> Hold:
    if begin_hold(desk.private, why, now):
        hours = round(HELD_FOR.total_seconds() / 3600)
        log.warning("mail is held: %s; newswake digest release, where the clock is right", why)
        text = f"mail was held, for {hours} hour at most, since {why}; look at the clock of the machine"
        with transaction(desk.store):
            add_notice(desk.store, "mail", text, now)
    return hold(desk.private) or Hold(since=now, why=why)


def set_aside_later(desk: "DigestDesk", recipients: Sequence[RecipientSettings], now: datetime) -> int:
    """Let digests dated after today hold nothing back: the clock was ahead when they were made. Says how many."""
    count = sum(
        set_aside_after(desk.private, one.address, now.astimezone(one.zone_info).date(), now)
        for one in recipients
    )
    if count:
        log.warning("the clock was ahead: %d rows of digests with later dates hold nothing back", count)
    return count
