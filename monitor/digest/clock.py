"""Whether the wall clock can be believed: it is held against one that nobody sets. Pure.

A wall clock that runs away from the steady one by more than ``JUMP`` is not believed for ``HELD_FOR``: a wrong date
makes digests for days that have not come. If it stands as it is by then, or a person says so, it is taken to be right.
Should it come back afterwards to where it was, it was wrong: ``healed`` then asks to set aside what was made meanwhile.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

JUMP = timedelta(hours=36)
"""More than any zone, summer time or drift explains."""

HELD_FOR = timedelta(hours=1)

_REMEMBERED = 8

SANE_AFTER = datetime(2025, 1, 1, tzinfo=UTC)
"""No machine that runs this program lives before it; a dead clock battery does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWatch:
    """What is believed of the wall clock. Each base is the wall time at which the steady clock stood at zero."""

    base: datetime
    """Of the clock that is believed."""
    earlier: tuple[datetime, ...] = ()
    """Bases that were believed before, oldest first: the clock may come back to one."""
    jumped_to: datetime | None = None
    """The base that is not believed yet; None where all is well."""
    since: timedelta = timedelta()
    """Where the steady clock stood when it jumped there."""
    healed: bool = False
    """The clock has just come back from a jump that had been believed."""
    sane_after: datetime = SANE_AFTER

    @property
    def held(self) -> bool:
        """Whether mail is to be held."""
        return self.jumped_to is not None

    @property
    def why(self) -> str:
        """The jump in words; empty where there is none."""
        if self.jumped_to is None:
            return ""
        apart = self.jumped_to - self.base
        if self.jumped_to + self.since < self.sane_after:
            return f"the clock says {self.jumped_to + self.since:%Y-%m-%d}, which cannot be"
        hours = round(abs(apart).total_seconds() / 3600)
        size = f"{hours} hours" if hours < 24 * 4 else f"{abs(apart).days:,} days"
        return f"the clock jumped {'ahead' if apart > timedelta() else 'back'} by {size}"


def first_look(wall: datetime, steady: timedelta, *, sane_after: datetime = SANE_AFTER) -> ClockWatch:
    """What a process believes that has just begun: the clock, unless it cannot be right."""
    watch = ClockWatch(base=wall - steady, sane_after=sane_after)
    return look(watch, wall, steady)


def look(watch: ClockWatch, wall: datetime, steady: timedelta, *, released: bool = False) -> ClockWatch:
    """What to believe after another look at both clocks; ``released``: a person says that the wall clock is right."""
    base = wall - steady
    if wall < watch.sane_after:
        return _away(watch, base, steady)
    if watch.base + steady < watch.sane_after:
        return replace(watch, base=base, jumped_to=None, healed=False)
    if _near(base, watch.base):
        return replace(watch, jumped_to=None, healed=False)
    if (back := _known(watch, base)) is not None:
        old = watch.earlier[back]
        healed = old < watch.base
        return replace(watch, base=old, earlier=watch.earlier[:back], jumped_to=None, healed=healed)
    away = _away(watch, base, steady)
    if released or steady - away.since >= HELD_FOR:
        earlier = (*watch.earlier, watch.base)[-_REMEMBERED:]
        return replace(away, base=base, earlier=earlier, jumped_to=None)
    return away


def _known(watch: ClockWatch, base: datetime) -> int | None:
    """The place of the latest earlier base that the clock is back at."""
    found = [number for number, one in enumerate(watch.earlier) if _near(base, one)]
    return found[-1] if found else None


def _away(watch: ClockWatch, base: datetime, steady: timedelta) -> ClockWatch:
    """Not believed; where it stands as at the last look, since then."""
    same = watch.jumped_to is not None and _near(base, watch.jumped_to)
    since = watch.since if same else steady
    return replace(watch, jumped_to=base, since=since, healed=False)


def _near(one: datetime, other: datetime) -> bool:
    return abs(one - other) <= JUMP


def outlasts(since: datetime, now: datetime) -> bool:
    """Whether a hold that another process began at ``since`` still holds; not where the clock was put right."""
    return since - JUMP <= now < since + HELD_FOR
