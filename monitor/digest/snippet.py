"""Which stretch of an item's text a digest shows, and which words of it are marked. Pure."""

import re
from collections.abc import Sequence
from itertools import islice

from monitor.digest.values import Span
from monitor.model import Reason
from monitor.text.script import has_boundary
from monitor.text.wording import shown

SNIPPET_LENGTH = 260
"""Characters; about four lines of a narrow mail window."""
HEADLINE_LENGTH = 220
_LEAD_IN = 110
"""How far back from the first marked word a sentence may begin."""
PROFILE = "profile"
"""Role of a reason that is a word of the profile, no term."""
PROFILE_MARKS = 3
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔]['\"”’»)]*\s+")
_FAR = 600
"""Characters after the first mark beyond which nothing is shown."""
_SLACK = 200
"""Characters of white space and controls by which a text that is the title may be longer."""
_NEAR_EDGE = 18
"""How far an edge may move to fall between two words."""


def _telling(reasons: Sequence[Reason]) -> list[Reason]:
    """What a reader should see marked: the watch's terms; where none counted, the weightiest words of the profile."""
    terms = [reason for reason in reasons if reason.role != PROFILE]
    placed = sorted((reason for reason in reasons if reason.field), key=lambda reason: -reason.points)
    return terms or placed[:PROFILE_MARKS]


def _marks(text: str, reasons: Sequence[Reason], field: str) -> list[tuple[int, int]]:
    """The places to mark in ``text``, merged, in order; only where the text still says what was matched.

    A term counts once, but the eye looks for it everywhere: its spellings are marked wherever they stand as words.
    """
    telling = _telling(reasons)
    places = [
        (reason.start, reason.end)
        for reason in telling
        if reason.field == field
        and 0 <= reason.start < reason.end <= len(text)
        and text[reason.start : reason.end] == reason.surface
    ]
    spellings = sorted({reason.surface for reason in telling if reason.surface}, key=len, reverse=True)
    if spellings:
        words = re.compile("|".join(map(_as_word, spellings)))
        first = min(
            [start for start, _ in places] + [found.start() for found in islice(words.finditer(text), 1)],
            default=0,
        )
        # What is shown begins near the first mark; a long text is not looked through to its end.
        places += [found.span() for found in words.finditer(text, 0, first + _FAR)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _as_word(spelling: str) -> str:
    """A pattern for ``spelling`` where it is a word; between ideographs there is nothing that tells."""
    before = r"(?<!\w)" if has_boundary(spelling[0]) else ""
    after = r"(?!\w)" if has_boundary(spelling[-1]) else ""
    return before + re.escape(spelling) + after


def _spans(text: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """``text[start:end]`` in pieces, marked and unmarked in turn, each fit to be shown."""
    pieces: list[Span] = []
    place = start
    for first, last in marks:
        if last <= place or first >= end:
            continue
        pieces.append(Span(text=shown(text[place : max(first, place)])))
        pieces.append(Span(text=shown(text[max(first, place) : min(last, end)]), strong=True))
        place = min(last, end)
    pieces.append(Span(text=shown(text[place:end])))
    return _trimmed([piece for piece in pieces if piece.text])


def _trimmed(pieces: list[Span]) -> tuple[Span, ...]:
    """No blank at either end, none doubled where two pieces meet, none inside a marked piece's edges."""
    result: list[Span] = []
    blank = True
    for piece in pieces:
        text = piece.text.lstrip() if blank else piece.text
        if text:
            result.append(Span(text=text, strong=piece.strong))
            blank = text.endswith(" ")
    if result:
        result[-1] = Span(text=result[-1].text.rstrip(), strong=result[-1].strong)
    return tuple(piece for piece in result if piece.text)


def _word_edge(text: str, place: int, *, forward: bool) -> int:
    """The nearest blank from ``place`` on (or back), if one is near; else ``place`` itself."""
    if forward:
        found = text.find(" ", place, place + _NEAR_EDGE)
        return found + 1 if found >= 0 else place
    found = text.rfind(" ", max(place - _NEAR_EDGE, 0), place)
    return found if found >= 0 else place


def _window(text: str, marks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Where the snippet starts and ends: at the start of the text, or of the sentence with the first mark."""
    start = 0
    if marks and marks[0][1] > SNIPPET_LENGTH - _NEAR_EDGE:
        earliest = marks[0][0] - _LEAD_IN
        starts = [found.end() for found in _SENTENCE_END.finditer(text, max(earliest, 0), marks[0][0])]
        start = starts[0] if starts else _word_edge(text, max(earliest, 0), forward=True)
    end = min(start + SNIPPET_LENGTH, len(text))
    if end < len(text):
        end = _word_edge(text, end, forward=False)
        if any(first < end < last for first, last in marks):
            end = next(last for first, last in marks if first < end < last)
    return start, end


def headline(title: str, reasons: Sequence[Reason]) -> tuple[Span, ...]:
    """The title with its matched words marked; a title without words says so."""
    end = len(title)
    if end > HEADLINE_LENGTH:
        end = _word_edge(title, HEADLINE_LENGTH, forward=False)
    spans = _spans(title, 0, end, _marks(title, reasons, "title"))
    if not spans:
        return (Span(text="(no title)"),)
    return (*spans, Span(text="…")) if end < len(title) else spans


def _same(text: str, title: str) -> bool:
    """Whether the text is only the title; a far longer one is not looked at."""
    return len(text) < len(title) + _SLACK and shown(text).strip() == shown(title).strip()


def snippet(text: str, reasons: Sequence[Reason], *, title: str = "") -> tuple[Span, ...]:
    """About ``SNIPPET_LENGTH`` characters around the first matched words; none if the text is the title."""
    if not text.strip() or _same(text, title):
        return ()
    marks = _marks(text, reasons, "text")
    start, end = _window(text, marks)
    spans = _spans(text, start, end, marks)
    if not spans:
        return ()
    before = (Span(text="… "),) if start > 0 and not _SENTENCE_END.match(text, max(start - 2, 0)) else ()
    after = (Span(text=" …"),) if end < len(text) else ()
    return (*before, *spans, *after)
