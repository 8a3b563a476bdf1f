"""The events and their bodies: JSON of at most 64 KB, as docs/exports.md describes it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from monitor.export.hit_shapes import hit_object
from monitor.export.plain_text import carried, cut
from monitor.store.digests import PublicDigest
from monitor.store.export_reads import ExportedHit
from monitor.store.times import optional_text, to_text
from monitor.story.values import Novelty

VERSION: Final = 1
"""Raised where a field changes its meaning or goes."""

BODY_LIMIT: Final = 64 * 1024
"""Bytes of a body."""

TEXT_SHOWN: Final = 600
"""Characters of an item's text."""
TITLE_SHOWN: Final = 500
REASONS_SHOWN: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something to be told, once for each webhook that wants it."""

    kind: str
    """``development``, ``hit``, ``digest`` or ``test``."""
    key: str
    """What tells it from all others, such as ``hit:12``."""
    happened_at: datetime
    said: tuple[tuple[str, object], ...]
    """What the body says besides its head."""


def hit_events(hits: Sequence[ExportedHit], kinds: Sequence[str]) -> Iterator[Event]:
    """The events of these hits, in their order: each is a ``hit``, and one that is new a ``development`` too."""
    for exported in hits:
        hit, step = exported.hit, exported.step
        said: tuple[tuple[str, object], ...] = (
            ("watch", {"slug": hit.watch, "title": cut(carried(hit.watch_title), TITLE_SHOWN)}),
            ("hit", _short(exported)),
        )
        if "development" in kinds and step is not None and step.novelty is Novelty.NEW:
            yield Event(
                kind="development", key=f"development:{hit.hit_id}", happened_at=hit.decided_at, said=said
            )
        if "hit" in kinds:
            yield Event(kind="hit", key=f"hit:{hit.hit_id}", happened_at=hit.decided_at, said=said)


def digest_event(digest: PublicDigest) -> Event:
    """The event of a digest that was handed over; it names no recipient."""
    told = {
        "key": digest.digest_key,
        "local_date": digest.local_date.isoformat(),
        "zone": digest.zone,
        "watches": list(digest.watches),
        "subject": cut(carried(digest.subject), TITLE_SHOWN),
        "hits": digest.hit_count,
        "shown": digest.shown_count,
        "hits_from": digest.hits_from,
        "hits_to": digest.hits_to,
        "sent_at": optional_text(digest.sent_at),
    }
    happened = digest.sent_at or digest.created_at
    return Event(
        kind="digest", key=f"digest:{digest.digest_key}", happened_at=happened, said=(("digest", told),)
    )


def wants_digest(watches: Sequence[str], digest: PublicDigest) -> bool:
    """Whether a webhook for ``watches`` (none for all) is told of a digest."""
    return not watches or not digest.watches or not set(watches).isdisjoint(digest.watches)


def trial_event(key: str, now: datetime) -> Event:
    """An event that says only that it is a test."""
    said = (("test", "Newswake can reach you; nothing has happened."),)
    return Event(kind="test", key=f"test:{key}", happened_at=now, said=said)


def body_of(event: Event, delivery: str) -> bytes:
    """The body of the event in the delivery of that id: UTF-8, at most ``BODY_LIMIT`` bytes."""
    head = {
        "version": VERSION,
        "event": event.kind,
        "id": delivery,
        "happened_at": to_text(event.happened_at),
    }
    said = head | dict(event.said)
    body = _encoded(said)
    if len(body) <= BODY_LIMIT:
        return body
    hit = said.get("hit")
    if isinstance(hit, dict):
        # Only links of thousands of characters and very many reasons come to so much.
        said["hit"] = hit | {"reasons": [], "because": [], "changes": [], "stance_words": "", "text": ""}
    return _encoded(said)


def _encoded(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _short(exported: ExportedHit) -> dict[str, object]:
    """The hit as JSON lines have it, its long parts cut."""
    whole = hit_object(exported, text_limit=TEXT_SHOWN)
    for name in ("title", "watch_title", "author", "source", "language"):
        whole[name] = cut(str(whole[name]), TITLE_SHOWN)
    step = exported.step
    if step is not None:
        title = cut(carried(step.development_title), TITLE_SHOWN)
        whole["development"] = {"number": step.development, "title": title}
    weighty = sorted(exported.hit.reasons, key=lambda reason: -reason.points)[:REASONS_SHOWN]
    reasons = [
        {"term": carried(one.term), "surface": carried(one.surface), "field": one.field}
        | {"points": round(one.points, 4), "origin": one.origin, "role": one.role}
        for one in weighty
    ]
    return whole | {"reasons": reasons}
