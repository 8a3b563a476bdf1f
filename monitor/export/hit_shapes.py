"""A hit as others read it: the object of JSON lines and webhooks, and the row of CSV. docs/exports.md describes both.

Fields are only ever added. Times are UTC, ``2026-11-23T08:00:00.000Z``.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from monitor.export.plain_text import carried, cut
from monitor.model import Reason
from monitor.store.export_reads import ExportedHit, Step
from monitor.store.times import optional_text, to_text
from monitor.text.links import redacted, safe_link

SHAPE: Final = 1
"""Raised where a field changes its meaning or goes."""

CELL_LIMIT: Final = 1000
"""Characters of an item's text in a cell of CSV: a spreadsheet takes 32,767 at most, and people read the lead."""

Row = dict[str, str | int | float]


def hit_object(exported: ExportedHit, *, text_limit: int | None = None) -> dict[str, object]:
    """The object of one hit; ``text_limit`` cuts the item's text."""
    hit = exported.hit
    text = carried(exported.text)
    return {
        "shape": SHAPE,
        "hit": hit.hit_id,
        "watch": hit.watch,
        "watch_title": carried(hit.watch_title),
        "item": hit.item_id,
        "item_version": hit.item_version,
        "title": carried(hit.title),
        "link": safe_link(hit.link),
        "text": text if text_limit is None else cut(text, text_limit),
        "author": carried(exported.author),
        "source": carried(hit.source_name),
        "feed": redacted(hit.source),
        "language": carried(hit.language),
        "published": optional_text(hit.published),
        "first_seen": to_text(hit.first_seen),
        "decided_at": to_text(hit.decided_at),
        "score": round(hit.score, 4),
        "points": round(hit.points, 4),
        "threshold": hit.threshold,
        "revision": hit.revision,
        **_told(exported.step),
        "feedback": hit.feedback,
        "via_edit": hit.via_edit,
        "backlog": hit.backlog,
        "replayed": hit.replayed,
        "rematched": hit.rematched,
        "reasons": [_reason(reason) for reason in hit.reasons],
    }


def _told(step: Step | None) -> Mapping[str, object]:
    if step is None:
        return {"novelty": None, "development": None, "copy_group": None, "because": [], "stance": ""} | {
            "stance_words": "",
            "changes": [],
        }
    return {
        "novelty": step.novelty.value,
        "development": {"number": step.development, "title": carried(step.development_title)},
        "copy_group": step.copies,
        "because": [{"kind": one.kind, "text": carried(one.text)} for one in step.because],
        "stance": step.stance.value,
        "stance_words": carried(step.stance_words),
        "changes": [asdict(one) for one in step.changes],
    }


def _reason(reason: Reason) -> Mapping[str, object]:
    return {
        "term": carried(reason.term),
        "surface": carried(reason.surface),
        "field": reason.field,
        "start": reason.start,
        "end": reason.end,
        "points": round(reason.points, 4),
        "origin": reason.origin,
        "role": reason.role,
        "learned_from": reason.learned_from,
    }


COLUMNS: Final = (
    *("hit", "watch", "first_seen", "published", "source", "title", "link", "score", "why"),
    *("novelty", "development", "development_title", "copy_group", "stance", "because"),
    *("language", "author", "text", "feed", "item", "item_version", "points", "threshold", "revision"),
    *("decided_at", "feedback", "via_edit", "backlog", "replayed", "rematched"),
)
"""The header of CSV, in order; new ones come at the end."""


def hit_row(exported: ExportedHit) -> Row:
    """The cells of one hit, by column; what is missing is ``""``, yes and no are 1 and 0."""
    whole = hit_object(exported, text_limit=CELL_LIMIT)
    step = exported.step
    whole |= {
        "why": "; ".join(_why(reason) for reason in exported.hit.reasons),
        "because": "; ".join(carried(one.text) for one in step.because) if step else "",
        "development": step.development if step else "",
        "development_title": carried(step.development_title) if step else "",
    }
    return {name: _cell(whole[name]) for name in COLUMNS}


def _why(reason: Reason) -> str:
    """``Wagner (title, +3)``."""
    where = f"{reason.field}, " if reason.field else ""
    return f"{carried(reason.surface or reason.term)} ({where}{reason.points:+.3g})"


def _cell(value: object) -> str | int | float:
    match value:
        case None:
            return ""
        case bool():
            return int(value)
        case int() | float():
            return value
        case _:
            return carried(str(value))
