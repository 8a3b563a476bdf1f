"""The tracker as the store knows it: what was learned, how common words are, what the stream usually looks like."""

from collections.abc import Sequence

from sqlite_utils import Database

from monitor.model import Watch
from monitor.store import counts, decisions, items
from monitor.track.background import Background
from monitor.track.tracker import Tracker

CALIBRATE_WITH = 20_000
"""Newest stored items that set a watch's everyday similarity: from so many on, the built-in prior has no share in
it (docs/tracking.md). Reading them takes a few seconds, once."""


def build_tracker(db: Database, watches: Sequence[Watch]) -> Tracker:
    """A tracker for ``watches`` with everything the store holds for it; the same store gives the same tracker."""
    documents, frequencies = counts.counts(db)
    learned = {watch.slug: decisions.learned(db, watch.slug) for watch in watches}
    tracker = Tracker(
        watches, learned=learned, background=Background(documents=documents, counts=frequencies)
    )
    tracker.calibrate(tracker.read(seen) for seen in items.newest_seen(db, CALIBRATE_WITH))
    return tracker
