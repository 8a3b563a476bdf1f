"""What commands and pages asked for, carried out: rows laid over the watches, and what they change at once.

The writer does it before its next decision; where none runs, the command that asks does it itself. One request is
applied whole or not at all, and what came of it stands in its row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import Decision, Reason, Term, Watch
from monitor.service.storytelling import Storyteller
from monitor.service.tracking import follow, take_over
from monitor.store import changes, decisions, items
from monitor.store.changes import WITHDRAWN
from monitor.store.hits import reasons_of
from monitor.store.items import StoredItem
from monitor.store.requests import Request, mark_applied, pending
from monitor.store.transactions import savepoint, transaction
from monitor.track.tracker import Tracker
from monitor.watch.changes import RELEVANT, ChangeKind, WatchChange, in_force, key, term_of_row

MERGE = "merge"
"""Kind of the request that says that a watch file has taken rows in; the others are those of ``ChangeKind``."""

BY_HAND = "feedback"
"""Role of the reason that is a person's word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a request, in one line."""

    request_id: int
    text: str
    applied: bool


@dataclass(slots=True, kw_only=True)
class Desk:
    """Applies requests; ``watches`` and ``tracker`` are afterwards as they are to be from then on."""

    db: Database
    watches: tuple[Watch, ...]
    """As their files said when they were read."""
    tracker: Tracker | None = None
    """Changed along where there is one; made where a request needs it."""

    def apply_pending(self, now: datetime) -> tuple[Answer, ...]:
        """Apply all requests that wait, oldest first, inside the caller's transaction.

        A request that cannot be applied is answered with the reason, and stops none of the others.
        """
        return tuple(self._answered(request, now) for request in pending(self.db))

    def _answered(self, request: Request, now: datetime) -> Answer:
        try:
            with savepoint(self.db):
                text, applied = self._apply(request, now), True
        except (NotFoundError, KeyError, TypeError, ValueError) as error:
            # Written by a command or page of any version: what it says is not to stop the service.
            text, applied = str(error), False
        mark_applied(self.db, request.request_id, text if applied else f"not applied: {text}", now)
        return Answer(request_id=request.request_id, text=text, applied=applied)

    def _apply(self, request: Request, now: datetime) -> str:
        watch = self._watch(str(request.payload["watch"]))
        if request.kind == MERGE:
            return self._merge(watch, request, now)
        kind = ChangeKind(request.kind)
        change = WatchChange(
            change_id=0,
            kind=kind,
            text=str(request.payload["text"]),
            made_at=request.made_at,
            made_by=request.made_by,
            term=_term(request),
            item_id=_item_id(request),
        )
        if kind is ChangeKind.FEEDBACK:
            result = Feedback(desk=self, watch=watch, change=change).apply(
                now, undo=bool(request.payload.get("undo"))
            )
        elif request.payload.get("undo"):
            result = self._undo(watch, change, now)
        else:
            result = self._lay(watch, change)
        if self.tracker is not None:
            take_over(self.db, self.tracker, watch)
        return result

    def _watch(self, slug: str) -> Watch:
        found = next((watch for watch in self.watches if watch.slug == slug), None)
        if found is None:
            raise NotFoundError(f"no watch is called {slug!r}; newswake watch list shows those there are")
        return found

    def _lay(self, watch: Watch, change: WatchChange) -> str:
        if _same(changes.changes(self.db, watch.slug), change):
            return f"{watch.slug}: {change.kind} {change.text!r} stood already"
        changes.add_change(self.db, watch.slug, change)
        return f"{watch.slug}: {change.kind} {change.text!r} is in force"

    def _undo(self, watch: Watch, change: WatchChange, now: datetime) -> str:
        found = _same(changes.changes(self.db, watch.slug), change)
        if not found:
            raise NotFoundError(
                f"{watch.slug}: no {change.kind} {change.text!r} to take back; "
                f"newswake watch show {watch.slug} lists them"
            )
        changes.withdraw(self.db, found, change.made_by, now)
        return f"{watch.slug}: {change.kind} {change.text!r} is taken back"

    def _merge(self, watch: Watch, request: Request, now: datetime) -> str:
        rows = request.payload["rows"]
        numbers = {int(str(row)) for row in rows} if isinstance(rows, list) else set()
        merged = [row for row in changes.changes(self.db, watch.slug) if row.change_id in numbers]
        # Whoever read the file before it was changed goes on with what it says now.
        laid = replace(in_force(watch, merged), revision=watch.revision)
        self.watches = tuple(laid if one is watch else one for one in self.watches)
        changes.mark_merged(self.db, numbers, now)
        return f"{watch.slug}: the file has taken in {len(merged)} rows"


def apply_waiting(db: Database, watches: Sequence[Watch], now: datetime) -> tuple[Watch, ...]:
    """Apply what waits, in a transaction of its own, before another writer than the service decides.

    Returns the watches as they are to be from then on.
    """
    desk = Desk(db=db, watches=tuple(watches))
    if pending(db):
        with transaction(db):
            desk.apply_pending(now)
            Storyteller(db).catch_up()
    return desk.watches


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """A person's word on one item, for one watch."""

    desk: Desk
    watch: Watch
    change: WatchChange

    def apply(self, now: datetime, *, undo: bool) -> str:
        """Write it down and do what it says; ``NotFoundError`` for an unknown item or for nothing to take back."""
        stored = items.item(self.desk.db, self.change.item_id or 0)
        if stored is None:
            raise NotFoundError(f"no stored item has the number {self.change.item_id}")
        slug, db = self.watch.slug, self.desk.db
        before = changes.said_of(db, slug, stored.item_id)
        if undo and (before is None or before.text != self.change.text):
            raise NotFoundError(
                f"{slug}: item {stored.item_id} was not said to be {self.change.text}; there is nothing to take back"
            )
        if before is not None:
            changes.withdraw(db, [before.change_id], self.change.made_by, now)
        if undo:
            self._take_back(stored)
            return f"{slug}: item {stored.item_id} is not {self.change.text} any more"
        changes.add_change(db, slug, self.change)
        if self.change.text == RELEVANT:
            self._accept(stored, now)
        else:
            changes.set_feedback(db, slug, stored.item_id, self.change.text)
        return f"{slug}: item {stored.item_id} is {self.change.text}"

    def _take_back(self, stored: StoredItem) -> None:
        by_hand = made_by_hand(self.desk.db, self.watch.slug, stored.item_id)
        verdict = WITHDRAWN if by_hand and self.change.text == RELEVANT else None
        changes.set_feedback(self.desk.db, self.watch.slug, stored.item_id, verdict)

    def _accept(self, stored: StoredItem, now: datetime) -> None:
        """Make it a hit where it is none, and let it teach unless its headline has taught already."""
        db, slug = self.desk.db, self.watch.slug
        if self.desk.tracker is None:
            self.desk.tracker = follow(db, self.desk.watches, now)
        tracker = self.desk.tracker
        # The tracker knows the rows from before this one.
        take_over(db, tracker, self.watch)
        reading = tracker.read(stored.seen)
        lesson = tracker.lesson(reading, slug)
        if changes.hit_of(db, slug, stored.item_id) is None:
            decision = by_hand(tracker.explain(reading, slug), self.change)
            # What waited for the next digest stays apart from what was old when it came.
            decisions.record_decisions(
                db, stored, (decision,), now=now, backlog=False, replayed=False, via_edit=False
            )
        hit_id = changes.set_feedback(db, slug, stored.item_id, RELEVANT)
        if hit_id is not None and lesson is not None:
            decisions.record_learned(db, slug, hit_id, lesson.tokens, now)


def by_hand(decision: Decision, change: WatchChange) -> Decision:
    """``decision`` made a hit by a person: her word is a row of its own, worth what was lacking, 0 if nothing was."""
    lacking = max(0.0, decision.threshold - decision.points)
    word = Reason(
        term=f"{change.made_by} said relevant, {change.made_at:%Y-%m-%d %H:%M} UTC",
        surface="",
        field="",
        start=0,
        end=0,
        points=lacking,
        origin="person",
        role=BY_HAND,
    )
    reasons = (*decision.reasons, word)
    points = max(decision.points, decision.threshold)
    return replace(decision, hit=True, points=points, reasons=reasons, missing=(), learned=None)


def made_by_hand(db: Database, slug: str, item_id: int) -> bool:
    """Whether the item is a hit of the watch because a person said so."""
    hit = changes.hit_of(db, slug, item_id)
    return hit is not None and any(reason.role == BY_HAND for reason in reasons_of(db, [hit[0]])[hit[0]])


def _same(rows: Iterable[WatchChange], change: WatchChange) -> list[int]:
    """The rows in force that say the same."""
    return [
        row.change_id
        for row in rows
        if row.counts and row.kind is change.kind and key(row.text) == key(change.text)
    ]


def _term(request: Request) -> Term | None:
    term = request.payload.get("term")
    return term_of_row(term) if isinstance(term, dict) else None


def _item_id(request: Request) -> int | None:
    item = request.payload.get("item")
    return int(str(item)) if item is not None else None
