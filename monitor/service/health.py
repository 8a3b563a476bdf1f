"""Whether the service runs, whether it turns, and how its feeds are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from monitor.service.lock import last_beat, running
from monitor.store import feeds

STALE_AFTER = timedelta(seconds=120)
"""A service that has not turned for so long hangs (the ticker beats every few seconds)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceHealth:
    """One look at the service; ``problems`` is empty where all is well."""

    running: str
    last_beat: datetime | None
    feeds: int
    failing: int
    never_polled: int
    next_poll: datetime | None
    items: int
    hits: int
    mail: str
    problems: tuple[str, ...]

    def as_row(self) -> dict[str, object]:
        """For programs."""
        return {name: getattr(self, name) for name in self.__slots__}

    def lines(self) -> list[dict[str, object]]:
        """For people: what, and how it is."""
        return [
            {"what": "service", "is": self.running or "not running"},
            {"what": "last turn", "is": _moment(self.last_beat)},
            {
                "what": "feeds",
                "is": f"{self.feeds} followed, {self.failing} failing, {self.never_polled} not visited yet",
            },
            {"what": "next visit", "is": _moment(self.next_poll)},
            {"what": "stored", "is": f"{self.items} items, {self.hits} hits"},
            {"what": "mail", "is": self.mail},
        ]


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC" if moment else "never"


def service_health(db: Database, database: Path, now: datetime, *, mail: str) -> ServiceHealth:
    """How the service on ``database`` is at ``now``; ``mail`` says how the mail is."""
    every = feeds.status(db)
    holder = running(database) or ""
    beat = last_beat(database)
    problems: list[str] = []
    if not holder.startswith("newswake run"):
        problems.append("the service is not running; start it with: newswake run")
    elif beat is None or now - beat > STALE_AFTER:
        problems.append(f"the service has not turned since {_moment(beat)}; restart it")
    totals = {
        name: int(db.conn.execute(f"select count(*) from {name}").fetchone()[0]) for name in ("items", "hits")
    }
    return ServiceHealth(
        running=holder,
        last_beat=beat,
        feeds=len(every),
        failing=sum(one.failures > 0 for one in every),
        never_polled=sum(one.last_polled is None for one in every),
        next_poll=feeds.next_due_at(db),
        items=totals["items"],
        hits=totals["hits"],
        mail=mail,
        problems=tuple(problems),
    )
