"""Decide again over stored items with today's watches: the difference first, the writing only if wanted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import Decision, Watch, WatchState
from monitor.service.storytelling import Storyteller
from monitor.service.tracking import build_tracker, follow
from monitor.store import changes, decisions, hits, items
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
    marked ``rematched``: shown everywhere, never mailed. A paused or closed watch decides nothing here either, and
    what a person said of an item stands: it is neither found again nor lost. Raises
    ``NotFoundError`` for an unknown ``slug``.
    """
    chosen = [watch for watch in watches if slug in {None, watch.slug}]
    active = [watch for watch in chosen if watch.state is WatchState.ACTIVE]
    if not chosen:
        raise NotFoundError(f"no watch is called {slug!r}; newswake watch list shows those there are")
    if dry_run:
        return _decide_again(db, active, since, now, dry_run=True)
    with transaction(db):
        found = _decide_again(db, active, since, now, dry_run=False)
        Storyteller(db).catch_up()
        return found


def _decide_again(
    db: Database, watches: Sequence[Watch], since: datetime, now: datetime, *, dry_run: bool
) -> tuple[Change, ...]:
    """One pass over the items for all watches together: most items say nothing to most watches."""
    tracker = build_tracker(db, watches) if dry_run else follow(db, watches, now)
    known = _by_item({watch.slug: hits.hit_items(db, watch.slug) for watch in watches})
    spoken_of = _by_item({watch.slug: changes.spoken_items(db, watch.slug) for watch in watches})
    found: list[Change] = []
    for stored in tuple(items.seen_items(db, since)):
        reading = tracker.read(stored.seen)
        settled = spoken_of.get(stored.item_id, frozenset())
        before = known.get(stored.item_id, frozenset()) - settled
        today = {one.watch: one for one in tracker.decide(reading) if one.watch not in settled}
        # A hit that scores next to nothing today gets no verdict in passing, and is to be told with its score.
        gone = [tracker.explain(reading, slug) for slug in sorted(before - today.keys())]
        for decision in (*today.values(), *gone):
            change = _change(stored, decision, was_hit=decision.watch in before)
            if change is None:
                continue
            found.append(change)
            if decision.hit:
                hit_id = 0 if dry_run else _store(db, stored, decision, now)
                tracker.learn(decision, hit_id, now)
    return tuple(found)


def _by_item(items_of: Mapping[str, Iterable[int]]) -> dict[int, frozenset[str]]:
    """Item → watches, of watch → items."""
    watches: dict[int, set[str]] = {}
    for slug, numbers in items_of.items():
        for number in numbers:
            watches.setdefault(number, set()).add(slug)
    return {number: frozenset(slugs) for number, slugs in watches.items()}


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
