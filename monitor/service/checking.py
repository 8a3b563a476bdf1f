"""How the stored stream would have answered a watch, as its file stands: for ``watch check``. Looks only."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.model import Watch, WatchState
from monitor.service.tracking import file_tracker
from monitor.store import hits, items

NEAR = 0.7
"""Score from which on an item that is no hit is a near miss; the same from which on decisions are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An item with its score."""

    item_id: int
    title: str
    score: float
    hit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the stream would have given."""

    items: int
    """Looked at."""
    scored: tuple[Example, ...]
    """Those that are hits, near misses or present hits, in the order they came."""
    weeks: Mapping[str, int]
    """Monday of the week → hits."""
    present: frozenset[int]
    """Items among them that are hits of the watch now."""

    @property
    def hits(self) -> tuple[Example, ...]:
        """Best first."""
        return tuple(sorted((one for one in self.scored if one.hit), key=_best_first))

    @property
    def near_misses(self) -> tuple[Example, ...]:
        """Best first; those that a gate or a mute kept out are among them."""
        return tuple(
            sorted((one for one in self.scored if not one.hit and one.score >= NEAR), key=_best_first)
        )

    @property
    def lost(self) -> tuple[Example, ...]:
        """Present hits that would be none."""
        return tuple(one for one in self.scored if one.item_id in self.present and not one.hit)


def answers(db: Database, watch: Watch, since: datetime) -> Answers:
    """Push the items first seen at or after ``since`` through the decision, from the seed on and learning on the way.

    Neither rows laid over the file nor what was learned count: this is the file alone. Rarities are today's. A paused
    or closed watch answers as if it were active.
    """
    tracker = file_tracker(db, replace(watch, state=WatchState.ACTIVE))
    present = hits.hit_items(db, watch.slug)
    scored: list[Example] = []
    weeks: Counter[str] = Counter()
    looked_at = 0
    for stored in items.seen_items(db, since):
        looked_at += 1
        found = tracker.decide(tracker.read(stored.seen))
        score, hit = (found[0].score, found[0].hit) if found else (0.0, False)
        if hit or score >= NEAR or stored.item_id in present:
            scored.append(Example(item_id=stored.item_id, title=stored.seen.title, score=score, hit=hit))
        if hit:
            tracker.learn(found[0], 0, stored.seen.first_seen)
            weeks[_monday(stored.seen.first_seen)] += 1
    return Answers(
        items=looked_at,
        scored=tuple(scored),
        weeks=dict(sorted(weeks.items())),
        present=present & {one.item_id for one in scored},
    )


def _monday(moment: datetime) -> str:
    return f"{moment - timedelta(days=moment.weekday()):%Y-%m-%d}"


def _best_first(example: Example) -> tuple[float, int]:
    return -example.score, example.item_id
