"""A text of a feed with the places marked that made it a hit. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.model import Reason
from monitor.text.wording import shown

TERM, LEARNED = "term", "learned"
PROFILE = "profile"
"""Role of a reason that is a word of the profile, no term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a text, clean enough to be shown as text."""

    text: str
    mark: str = ""
    """``TERM`` or ``LEARNED`` where it made the text a hit."""


def highlighted(text: str, reasons: Iterable[Reason], field: str) -> tuple[Stretch, ...]:
    """``text`` in stretches; marked only where it still says what was matched. Where places overlap, terms win."""
    places = sorted(
        (
            reason
            for reason in reasons
            if reason.field == field
            and 0 <= reason.start < reason.end <= len(text)
            and text[reason.start : reason.end] == reason.surface
        ),
        key=lambda reason: (reason.start, reason.role == PROFILE, -reason.end),
    )
    found: list[Stretch] = []
    at = 0
    for reason in _apart(places):
        found += [Stretch(text=text[at : reason.start])] if at < reason.start else []
        mark = LEARNED if reason.role == PROFILE else TERM
        found.append(Stretch(text=text[reason.start : reason.end], mark=mark))
        at = reason.end
    found += [Stretch(text=text[at:])] if at < len(text) else []
    return tuple(Stretch(text=shown(one.text), mark=one.mark) for one in found)


def _apart(places: Sequence[Reason]) -> list[Reason]:
    """Those that do not overlap one kept before; a term takes the place of a word it overlaps."""
    kept: list[Reason] = []
    for reason in places:
        if not kept or kept[-1].end <= reason.start:
            kept.append(reason)
        elif kept[-1].role == PROFILE and reason.role != PROFILE:
            kept[-1] = reason
    return kept
