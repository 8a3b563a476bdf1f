"""Why an item is a hit of a watch, or why it is not: from what was stored, else computed again and saying so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import Decision, Watch, WatchState
from monitor.service.tracking import build_tracker
from monitor.store import decisions, items
from monitor.store.changes import said_of
from monitor.store.decisions import StoredDecision
from monitor.store.items import StoredItem
from monitor.watch.changes import IRRELEVANT, WatchChange

STORED = "as decided and stored at {:%Y-%m-%d %H:%M} UTC"
TAKE_BACK = "newswake feedback {} irrelevant --watch {} --undo takes that back"
COMPUTED = "not stored: computed again now, with today's watch and profile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A decision on one item for one watch, with where it comes from."""

    item_id: int
    title: str
    decision: Decision
    provenance: str
    said: str = ""
    """What a person said of the item, when and who; empty where nobody did."""
    refused: bool = False
    """Whether that was that it is not of the story."""

    def verdict(self) -> str:
        """Whether it is a hit, in words."""
        if self.decision.hit:
            return "was a hit, until a person took it back" if self.refused else "a hit"
        enough = self.decision.points >= self.decision.threshold
        return "no hit, although its points are enough" if enough else "no hit"

    def missing(self) -> tuple[str, ...]:
        """What stands against a hit, in words; what a person said of the item comes first."""
        if not self.refused:
            return self.decision.missing
        undo = TAKE_BACK.format(self.item_id, self.decision.watch)
        return (f"a person said that this item is not of the story; {undo}", *self.decision.missing)

    def contributions(self) -> list[dict[str, object]]:
        """Each contribution as a row: term, what stood in the text, where, points, and where the watch has it from."""
        return [
            {
                "term": reason.term,
                "found": reason.surface,
                "place": f"{reason.field} {reason.start}–{reason.end}" if reason.field else "",
                "points": reason.points,
                "role": reason.role,
                "from": f"learned from hit {reason.learned_from}" if reason.learned_from else reason.origin,
            }
            for reason in self.decision.reasons
        ]

    def as_row(self) -> dict[str, object]:
        """Everything, for programs."""
        one = self.decision
        return {
            "item": self.item_id,
            "title": self.title,
            "watch": one.watch,
            "revision": one.revision,
            "hit": one.hit,
            "verdict": self.verdict(),
            "score": one.score,
            "points": one.points,
            "threshold": one.threshold,
            "provenance": self.provenance,
            "said": self.said,
            "missing": list(self.missing()),
            "contributions": self.contributions(),
        }


def explanations(
    db: Database, watches: Sequence[Watch], item: str, slug: str | None
) -> tuple[Explanation, ...]:
    """Explain ``item`` (number or address) for the watch ``slug``, or for each watch.

    Raises ``NotFoundError`` for an item or a watch that is not there.
    """
    stored = items.item(db, item)
    if stored is None:
        raise NotFoundError(
            f"no stored item is {item!r}; give the number that hits shows, or the item's address"
        )
    chosen = [watch for watch in watches if slug in {None, watch.slug}]
    if not chosen:
        raise NotFoundError(f"no watch is called {slug!r}; newswake watch list shows those there are")
    kept = {watch.slug: decisions.stored_decision(db, stored.item_id, watch.slug) for watch in chosen}
    computed = _computed(db, [watch for watch in chosen if kept[watch.slug] is None], stored)
    return tuple(
        _with_feedback(
            _explanation(stored, kept[slug], computed.get(slug)), said_of(db, slug, stored.item_id)
        )
        for slug in (watch.slug for watch in chosen)
    )


def _with_feedback(explanation: Explanation, said: WatchChange | None) -> Explanation:
    if said is None:
        return explanation
    words = f"{said.text}, said {said.made_by} on {said.made_at:%Y-%m-%d %H:%M} UTC"
    return replace(explanation, said=words, refused=said.text == IRRELEVANT)


def _computed(db: Database, watches: Sequence[Watch], stored: StoredItem) -> dict[str, Decision]:
    """What ``watches`` say of the item today; one tracker for all, since building it reads much of the store."""
    if not watches:
        return {}
    # A paused or closed watch decides nothing, but can still say what it would.
    tracker = build_tracker(db, [replace(watch, state=WatchState.ACTIVE) for watch in watches])
    reading = tracker.read(stored.seen)
    return {watch.slug: tracker.explain(reading, watch.slug) for watch in watches}


def _explanation(stored: StoredItem, kept: StoredDecision | None, computed: Decision | None) -> Explanation:
    if kept is not None:
        decision, provenance = kept.decision, STORED.format(kept.decided_at)
    elif computed is not None:
        decision, provenance = computed, COMPUTED
    else:
        raise AssertionError("a decision is kept or computed")
    return Explanation(
        item_id=stored.item_id, title=stored.seen.title, decision=decision, provenance=provenance
    )
