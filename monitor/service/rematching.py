"""Decide again over stored items with today's watches: the difference first, the writing only if wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import Decision, Watch, WatchState
from monitor.service.tracking import build_tracker
from monitor.store import decisions, hits, items
from monitor.store.items import StoredItem
from monitor.store.transactions import transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A verdict that is another one today."""

    item_id: int
    watch: str
    title: str
    was_hit: bool
    score: float

    def as_row(self) -> dict[str, object]:
        """For a table; a hit that would not be one today stays stored, hits are for ever."""
        verdict = "new hit" if not self.was_hit else "would be no hit today (stays)"
        return {
            "item": self.item_id,
            "watch": self.watch,
            "change": verdict,
            "score": self.score,
            "title": self.title,
        }


def rematch(
    db: Database, watches: Sequence[Watch], *, since: datetime, slug: str | None, now: datetime, dry_run: bool
) -> tuple[Change, ...]:
    """Decide again on every item first seen at or after ``since``, in that order; one transaction if it writes.

    Starts from today's profile and learns on the way, in memory only where ``dry_run``. New hits are
    marked ``rematched``: shown everywhere, never mailed. A paused or closed
    watch decides nothing here either. Raises ``NotFoundError`` for an unknown ``slug``.
    """
    chosen = [watch for watch in watches if slug in {None, watch.slug}]
    active = [watch for watch in chosen if watch.state is WatchState.ACTIVE]
    if not chosen:
        raise NotFoundError(f"no watch is called {slug!r}; newswake watch list shows those there are")
    if dry_run:
        return _decide_again(db, active, since, now, dry_run=True)
    with transaction(db):
        return _decide_again(db, active, since, now, dry_run=False)


def _decide_again(
    db: Database, watches: Sequence[Watch], since: datetime, now: datetime, *, dry_run: bool
) -> tuple[Change, ...]:
    tracker = build_tracker(db, watches)
    known = {watch.slug: hits.hit_items(db, watch.slug) for watch in watches}
    changes: list[Change] = []
    for stored in tuple(items.seen_items(db, since)):
        reading = tracker.read(stored.seen)
        for watch in watches:
            decision = tracker.explain(reading, watch.slug)
            change = _change(stored, decision, was_hit=stored.item_id in known[watch.slug])
            if change is None:
                continue
            changes.append(change)
            if decision.hit:
                hit_id = 0 if dry_run else _store(db, stored, decision, now)
                tracker.learn(decision, hit_id, now)
    return tuple(changes)


def _change(stored: StoredItem, decision: Decision, *, was_hit: bool) -> Change | None:
    if decision.hit == was_hit:
        return None
    return Change(
        item_id=stored.item_id,
        watch=decision.watch,
        title=stored.seen.title,
        was_hit=was_hit,
        score=decision.score,
    )


def _store(db: Database, stored: StoredItem, decision: Decision, now: datetime) -> int:
    (hit,) = decisions.record_decisions(
        db, stored, (decision,), now=now, backlog=False, replayed=False, via_edit=False, rematched=True
    )
    if decision.learned is not None:
        decisions.record_learned(db, decision.watch, hit.hit_id, decision.learned.tokens, now)
    return hit.hit_id
