"""The tracker as the store knows it: what was learned, how common words are, what the stream usually looks like."""

from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from monitor.model import LearnedToken, Watch
from monitor.store import changes, counts, decisions, items
from monitor.track.background import Background
from monitor.track.tracker import Tracker
from monitor.watch.changes import in_force

CALIBRATE_WITH = 20_000
"""Newest stored items that set a watch's everyday similarity: from so many on, the built-in prior has no share in
it (docs/tracking.md). Reading them takes a few seconds, once."""


def build_tracker(db: Database, watches: Sequence[Watch]) -> Tracker:
    """A tracker for ``watches`` with everything the store holds for it; the same store gives the same tracker.

    What commands and pages have laid over the watch files is part of it.
    """
    learned = {watch.slug: decisions.learned(db, watch.slug) for watch in watches}
    laid_over = [in_force(watch, changes.changes(db, watch.slug)) for watch in watches]
    return _calibrated(db, laid_over, learned)


def file_tracker(db: Database, watch: Watch) -> Tracker:
    """A tracker for ``watch`` as its file says, which has learned nothing yet; rarities are the store's."""
    return _calibrated(db, (watch,), {})


def take_over(db: Database, tracker: Tracker, watch: Watch) -> None:
    """Let ``tracker`` follow ``watch`` as it stands now: its rows, and what its hits taught, read anew."""
    tracker.add(in_force(watch, changes.changes(db, watch.slug)), decisions.learned(db, watch.slug))


def _calibrated(
    db: Database, watches: Sequence[Watch], learned: Mapping[str, Sequence[LearnedToken]]
) -> Tracker:
    documents, frequencies = counts.counts(db)
    tracker = Tracker(
        watches, learned=learned, background=Background(documents=documents, counts=frequencies)
    )
    tracker.calibrate(tracker.read(seen) for seen in items.newest_seen(db, CALIBRATE_WITH))
    return tracker
