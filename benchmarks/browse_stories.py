"""Watches, hits, reasons, developments, edits and near misses for the items of ``browse_data.py``."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Final, Protocol

from monitor.store.times import to_text

WATCHES: Final = 40
HITS_OF: Final = 20
"""One item in so many is a hit."""
TERMS: Final = 14
MOST_REASONS: Final = 6
NEAR: Final = 40_000
OPENS: Final = 0.12
"""Share of hits that open a development."""
COPIES: Final = 0.35

Rows = tuple[str, Sequence[str], Iterator[tuple[object, ...]]]
"""Table, columns, rows."""


class Items(Protocol):
    """What is known of the items, by their number less one."""

    first_seen: list[str]
    titles: list[str]
    edited: list[int]


@dataclass(slots=True, kw_only=True)
class Development:
    """One step of a story as it grows."""

    number: int
    watch: int
    hits: list[int] = field(default_factory=list)
    last_seen: str = ""


def stories(items: Items, now: datetime, chance: random.Random) -> Iterator[Rows]:
    """All tables about stories, each after those it refers to."""
    count = len(items.titles) // HITS_OF
    places = sorted(chance.sample(range(len(items.titles)), count))
    weights = list(accumulate(1 / (place + 1) for place in range(WATCHES)))
    hits = list(
        zip(
            range(1, count + 1),
            places,
            chance.choices(range(1, WATCHES + 1), cum_weights=weights, k=count),
            strict=True,
        )
    )
    yield _watches(now)
    yield _terms()
    yield _hits(hits, items, chance)
    yield _reasons(hits, chance)
    developments, novelty = _told(hits, items, chance)
    yield _developments(developments, items, hits)
    yield novelty
    yield _edits(hits, items)
    yield _decisions(hits, items, now, chance)
    yield _tokens(now, count)


def _watches(now: datetime) -> Rows:
    columns = (
        "id",
        "slug",
        "title",
        "state",
        "threshold",
        "revision",
        "seed_origin",
        "seed_title",
        "loaded_at",
    )
    rows = (
        (
            number,
            f"story-{number}",
            f"Story {number}",
            "active",
            6.0,
            "0123456789ab",
            "seeds/a.md",
            "Seed",
            to_text(now),
        )
        for number in range(1, WATCHES + 1)
    )
    return "watches", columns, rows


def _terms() -> Rows:
    columns = ("watch_id", "name", "role", "weight", "forms", "context", "unless", "exact_case", "inflect")
    rows = (
        (watch, f"Name {watch} {term}", "actor", 3.0, "[]", "[]", "[]", 0, 1, "seed", "")
        for watch in range(1, WATCHES + 1)
        for term in range(TERMS)
    )
    return "terms", (*columns, "origin", "reason"), rows


def _hits(hits: Sequence[tuple[int, int, int]], items: Items, chance: random.Random) -> Rows:
    columns = (
        "id",
        "item_id",
        "watch_id",
        "points",
        "threshold",
        "score",
        "revision",
        "decided_at",
        "first_seen",
        "item_version",
        "via_edit",
        "backlog",
        "replayed",
        "rematched",
        "feedback",
    )

    def row(number: int, place: int, watch: int) -> tuple[object, ...]:
        points, seen = 6 + 9 * chance.random(), items.first_seen[place]
        feedback = chance.choices([None, "relevant", "irrelevant"], [90, 5, 5])[0]
        verdict = (points, 6.0, points / 6, "0123456789ab")
        return (number, place + 1, watch, *verdict, seen, seen, 1, 0, 0, 0, 0, feedback)

    return "hits", columns, (row(*hit) for hit in hits)


def _reasons(hits: Sequence[tuple[int, int, int]], chance: random.Random) -> Rows:
    columns = ("hit_id", "position", "term", "role", "surface", "field", "start", "end", "points", "origin")

    def rows() -> Iterator[tuple[object, ...]]:
        # The last three terms never fire.
        for number, _, watch in hits:
            for position in range(chance.randint(3, MOST_REASONS)):
                term = f"Name {watch} {min(int(chance.expovariate(0.4)), TERMS - 4)}"
                said = (
                    term,
                    "actor",
                    term.upper() if position % 3 else term,
                    "text" if position else "title",
                )
                yield (
                    number,
                    position,
                    *said,
                    0,
                    6,
                    2.5,
                    "learned" if position == MOST_REASONS - 1 else "seed",
                )

    return "hit_reasons", columns, rows()


def _told(
    hits: Sequence[tuple[int, int, int]], items: Items, chance: random.Random
) -> tuple[list[Development], Rows]:
    """Each hit opens a development or joins one of the last ten of its watch."""
    open_now: dict[int, list[Development]] = {}
    every: list[Development] = []
    rows: list[tuple[object, ...]] = []
    for number, place, watch in hits:
        latest = open_now.setdefault(watch, [])
        new = not latest or chance.random() < OPENS
        if new:
            latest.append(Development(number=number, watch=watch))
            every.append(latest[-1])
            del latest[:-10]
        step = latest[-1] if new else chance.choice(latest)
        copies = not new and chance.random() < COPIES
        group = chance.choice(step.hits) if copies else number
        novelty = "new development" if new else "copy" if copies else "repeats"
        step.hits.append(number)
        step.last_seen = items.first_seen[place]
        seen = items.first_seen[place]
        rows.append((number, watch, seen, novelty, group, step.number, "[]", "", "", "[]"))
    columns = ("hit_id", "watch_id", "first_seen", "novelty", "copy_group", "development_id", "because")
    return every, ("hit_novelty", (*columns, "stance", "stance_words", "changes"), iter(rows))


def _developments(steps: Sequence[Development], items: Items, hits: Sequence[tuple[int, int, int]]) -> Rows:
    columns = ("id", "watch_id", "title", "title_hit", "first_seen", "last_seen", "reports")

    def row(step: Development) -> tuple[object, ...]:
        place = hits[step.number - 1][1]
        times = (items.first_seen[place], step.last_seen)
        return (step.number, step.watch, items.titles[place], step.number, *times, len(step.hits))

    return "developments", columns, (row(step) for step in steps)


def _edits(hits: Sequence[tuple[int, int, int]], items: Items) -> Rows:
    columns = ("hit_id", "version", "seen_at", "news", "added", "removed", "changes")
    edited = set(items.edited)
    rows = (
        (number, 2, items.first_seen[place], number % 2, '["word"]', '["early"]', "[]")
        for number, place, _ in hits
        if place in edited
    )
    return "hit_edits", columns, rows


def _decisions(
    hits: Sequence[tuple[int, int, int]], items: Items, now: datetime, chance: random.Random
) -> Rows:
    """Of the last thirty days: the hits, and items that nearly were."""
    columns = (
        "item_id",
        "version",
        "watch_id",
        "revision",
        "points",
        "threshold",
        "score",
        "hit",
        "decided_at",
    )
    since = to_text(now - timedelta(days=30))
    recent = next((place for place, seen in enumerate(items.first_seen) if seen >= since), 0)
    near = dict.fromkeys(
        (chance.randint(recent, len(items.titles) - 1), chance.randint(1, WATCHES)) for _ in range(NEAR)
    )
    taken = [(place, watch) for _, place, watch in hits if place >= recent]
    hit = set(taken)

    def row(place: int, watch: int, score: float) -> tuple[object, ...]:
        seen = items.first_seen[place]
        name = f"Name {watch} 1"
        reason = {"term": name, "surface": name, "field": "title", "points": score * 6, "role": "actor"}
        verdict = ("0123456789ab", score * 6, 6.0, score, int(score >= 1))
        missing = json.dumps([] if score >= 1 else [f"points: {score * 6:.1f} of 6"])
        return (place + 1, 1, watch, *verdict, seen, to_text(now), json.dumps([reason] * 3), missing)

    def rows() -> Iterator[tuple[object, ...]]:
        yield from (row(*pair, 1.3) for pair in taken)
        yield from (row(*pair, 0.7 + 0.3 * chance.random()) for pair in near if pair not in hit)

    return "decisions", (*columns, "expires_at", "reasons", "missing"), rows()


def _tokens(now: datetime, hits: int) -> Rows:
    columns = ("watch_id", "token", "weight", "hit_id", "learned_at")
    rows = (
        (watch, f"token{token}", 0.2, (watch * 997 + token) % hits + 1, to_text(now))
        for watch in range(1, WATCHES + 1)
        for token in range(300)
    )
    return "profile_tokens", columns, rows
