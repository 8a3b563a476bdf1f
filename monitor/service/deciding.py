"""Decide on stored items, and keep the verdicts: the one procedure that polls and replays share."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.model import Decision
from monitor.store import counts, decisions
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


def decide_and_record(
    db: Database, tracker: Tracker, stored: Sequence[StoredItem], *, now: datetime, around: Circumstances
) -> tuple[RecordedHit, ...]:
    """Decide on ``stored`` in order, learn from what is a hit, and write it all. Runs inside the caller's transaction.

    A verdict on an item is made with what was known before it, so the order of ``stored`` matters.
    """
    found: list[RecordedHit] = []
    seen_tokens: Counter[str] = Counter()
    documents = 0
    for item in stored:
        # A replay decides on a clock of its own: that of the item.
        decided_at = item.seen.first_seen if around.replayed else now
        reading = tracker.read(item.seen)
        verdicts = tracker.decide(reading)
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
            seen_tokens.update(tracker.count(reading))
            documents += 1
    counts.add_counts(db, documents, seen_tokens)
    return tuple(found)


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
