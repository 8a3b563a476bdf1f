"""The list of feeds while the service runs: a person changes the file, and the service follows."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from monitor.errors import ConfigurationError
from monitor.feed_list import load_feeds
from monitor.model import FeedSource
from monitor.store.feeds import FeedsChanged, sync_feeds
from monitor.store.notices import add_notice
from monitor.store.transactions import transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewList:
    """What the file says now: its feeds, or why they can't be used."""

    sources: tuple[FeedSource, ...] = ()
    problem: str = ""


class FeedListWatch:
    """Looks at the file again and again. Not for several threads at once."""

    def __init__(self, path: Path, in_force: tuple[FeedSource, ...]) -> None:
        """``in_force``: the feeds that were read from ``path`` when the service started."""
        self._path = path
        self._in_force = in_force
        self._seen = self._mark()
        # Not that mark: what was written between reading and this moment is found at the first look.
        self._settled = ""

    def look(self) -> NewList | None:
        """What has changed, until ``took`` is told of it; None where nothing has, or not for long enough.

        A change counts when two looks in a row find the same: editors write in several steps.
        """
        mark = self._mark()
        unsettled, self._seen = mark != self._seen, mark
        if unsettled or mark == self._settled:
            return None
        new = self._read()
        if new is None:
            self._settled = mark
        return new

    def took(self, new: NewList) -> None:
        """``new`` was acted upon; where that failed, it comes again with the next look."""
        self._settled = self._seen
        if not new.problem:
            self._in_force = new.sources

    def _mark(self) -> str:
        """What tells two states of the file apart."""
        try:
            return hashlib.sha256(self._path.read_bytes()).hexdigest()
        except OSError as error:
            return f"unreadable: {error.errno}"

    def _read(self) -> NewList | None:
        try:
            sources = load_feeds(self._path)
        except ConfigurationError as error:
            return NewList(problem=str(error))
        if sources == self._in_force:
            return None
        if not sources:
            return NewList(problem=f"{self._path}: it lists no feed at all; that is taken for an accident")
        return NewList(sources=sources)


def follow_list(db: Database, new: NewList, now: datetime) -> FeedsChanged:
    """Make the feeds those of ``new``, or keep the old ones and say why. On the writer's thread only."""
    with transaction(db):
        if not new.problem:
            changed = sync_feeds(db, new.sources, now)
            _tell(changed)
            return changed
        count = len(new.problem.splitlines())
        first = new.problem.splitlines()[0]
        more = f" (and {count - 1} more mistakes)" if count > 1 else ""
        add_notice(db, "feeds", f"the list of feeds can't be read, so the old one stays: {first}{more}", now)
    for line in new.problem.splitlines():
        log.error("the old list of feeds stays in force: %s", line)
    return FeedsChanged()


def _tell(changed: FeedsChanged) -> None:
    counts = len(changed.added), len(changed.altered), len(changed.retired)
    log.warning("feeds.toml was changed: %d feeds added, %d altered, %d retired", *counts)
