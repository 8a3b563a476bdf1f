"""Decide on stored items, and keep the verdicts: the one procedure that polls and replays share."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlite_utils import Database

from monitor.model import Decision
from monitor.store import changes, counts, decisions
from monitor.store.decisions import RecordedHit
from monitor.store.items import StoredItem
from monitor.track.tracker import Tracker


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is true of a whole batch of items, and stays on their hits."""

    backlog: bool = False
    """The first document of a feed: stored and shown, never mailed as news."""
    replayed: bool = False
    poll_id: int | None = None


@dataclass(slots=True, kw_only=True)
class Counted:
    """New items and their tokens, which the tracker has counted and the store has not."""

    documents: int = 0
    tokens: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Counted") -> None:
        """Take ``other`` in."""
        self.documents += other.documents
        self.tokens.update(other.tokens)

    def write(self, db: Database) -> None:
        """Let the store count them, too, inside the caller's transaction; nothing is left."""
        if self.documents:
            counts.add_counts(db, self.documents, self.tokens)
        self.documents, self.tokens = 0, Counter()


def decide_and_record(
    db: Database, tracker: Tracker, stored: Sequence[StoredItem], *, now: datetime, around: Circumstances
) -> tuple[RecordedHit, ...]:
    """As ``decide``, and what was counted is written."""
    found, counted = decide(db, tracker, stored, now=now, around=around)
    counted.write(db)
    return found


def decide(
    db: Database, tracker: Tracker, stored: Sequence[StoredItem], *, now: datetime, around: Circumstances
) -> tuple[tuple[RecordedHit, ...], Counted]:
    """Decide on ``stored`` in order, learn from what is a hit, and write it. Runs inside the caller's transaction.

    A verdict on an item is made with what was known before it, so the order of ``stored`` matters. What was counted
    is the caller's to write in the same transaction: most words of one feed stand in the next as well.
    """
    found: list[RecordedHit] = []
    counted = Counted()
    for item in stored:
        # A replay decides on a clock of its own: that of the item.
        decided_at = item.seen.first_seen if around.replayed else now
        reading = tracker.read(item.seen)
        # An item seen before may be one that a person has spoken of.
        refused = frozenset[str]() if item.is_new else changes.refusing(db, item.item_id)
        verdicts = tuple(one for one in tracker.decide(reading) if one.watch not in refused)
        recorded = decisions.record_decisions(
            db,
            item,
            verdicts,
            now=decided_at,
            poll_id=around.poll_id,
            # A flood is stored and searched like any news, and mailed as little as a backlog.
            backlog=around.backlog or (item.is_new and item.flood),
            replayed=around.replayed,
            via_edit=not item.is_new,
        )
        _learn(db, tracker, recorded, {verdict.watch: verdict for verdict in verdicts}, decided_at)
        found.extend(recorded)
        if item.is_new:
            counted.tokens.update(tracker.count(reading))
            counted.documents += 1
    return tuple(found), counted


def _learn(
    db: Database,
    tracker: Tracker,
    recorded: Sequence[RecordedHit],
    verdicts: Mapping[str, Decision],
    now: datetime,
) -> None:
    """Each new hit teaches its watch's profile, in memory and in its own rows; an edit teaches nothing twice."""
    for hit in recorded:
        verdict = verdicts[hit.watch]
        if hit.is_new and verdict.learned is not None:
            tracker.learn(verdict, hit.hit_id, now)
            decisions.record_learned(db, hit.watch, hit.hit_id, verdict.learned.tokens, now)
