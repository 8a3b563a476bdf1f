"""The tracker as the store knows it: what was learned, how common words are, what stood around each seed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlite_utils import Database

from monitor.model import LearnedToken, Watch
from monitor.store import changes, counts, decisions, items, surroundings
from monitor.track.background import Background
from monitor.track.constants import BACKGROUND_TRUSTED
from monitor.track.surroundings import Surroundings
from monitor.track.tracker import Tracker
from monitor.watch.changes import in_force

MEASURE_WITH = BACKGROUND_TRUSTED
"""Newest stored items among which a seed is measured. Reading them takes a few seconds, once for each watch."""


def build_tracker(db: Database, watches: Sequence[Watch]) -> Tracker:
    """A tracker for ``watches`` with everything the store holds for it; the same store gives the same tracker.

    What commands and pages have laid over the watch files is part of it.
    """
    learned = {watch.slug: decisions.learned(db, watch.slug) for watch in watches}
    laid_over = [in_force(watch, changes.changes(db, watch.slug)) for watch in watches]
    return _measured(db, laid_over, learned)


def file_tracker(db: Database, watch: Watch) -> Tracker:
    """A tracker for ``watch`` as its file says, which has learned nothing yet; rarities are the store's."""
    return _measured(db, (watch,), {})


def take_over(db: Database, tracker: Tracker, watch: Watch) -> None:
    """Let ``tracker`` follow ``watch`` as it stands now: its rows, and what its hits taught, read anew."""
    tracker.add(in_force(watch, changes.changes(db, watch.slug)), decisions.learned(db, watch.slug))


def _measured(
    db: Database, watches: Sequence[Watch], learned: Mapping[str, Sequence[LearnedToken]]
) -> Tracker:
    documents, frequencies = counts.counts(db)
    known = {
        slug: found for slug, found in surroundings.known(db, watches).items() if _holds(db, found, documents)
    }
    unknown = any(watch.slug not in known for watch in watches)
    return Tracker(
        watches,
        learned=learned,
        background=Background(documents=documents, counts=frequencies),
        before=items.newest_unrelated(db, MEASURE_WITH) if unknown else (),
        around=known,
    )


def follow(db: Database, watches: Sequence[Watch], now: datetime) -> Tracker:
    """As ``build_tracker``, and what was measured is kept, inside the caller's transaction."""
    tracker = build_tracker(db, watches)
    surroundings.record(db, watches, {watch.slug: tracker.around(watch.slug) for watch in watches}, now)
    return tracker


def _holds(db: Database, found: Surroundings, documents: int) -> bool:
    """What rests on few items is measured anew when twice as many are stored, until there are enough.

    ``documents`` were ever counted: no fewer than are stored, and known without looking.
    """
    wanted = 2 * max(found.items, 1000)
    if found.items >= MEASURE_WITH or documents < wanted:
        return True
    return not items.has_unrelated(db, wanted)
