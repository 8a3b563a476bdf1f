"""What an edit changed, cut down to the changes and a few words around them. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from monitor.browse.quote import clipped
from monitor.story.differences import Piece, PieceKind, difference, shortened
from monitor.text.wording import shown

AROUND: Final = 6
"""Words that stay on each side of a change."""
CHANGES_SHOWN: Final = 6


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts in one, piece by piece; empty where they read the same."""
    before, after = shown(before).strip(), shown(after).strip()
    return difference(before, after) if before != after else ()


def excerpt(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], int]:
    """The first ``CHANGES_SHOWN`` changes with ``AROUND`` words about each, and how many more there are.

    What came or went is quoted no longer than a report is.
    """
    starts = [place for place in range(len(pieces)) if _begins_change(pieces, place)]
    end = starts[CHANGES_SHOWN] if len(starts) > CHANGES_SHOWN else len(pieces)
    kept = shortened(pieces[:end], AROUND)
    return tuple(map(_clipped, kept)), max(len(starts) - CHANGES_SHOWN, 0)


def _begins_change(pieces: Sequence[Piece], place: int) -> bool:
    changed = pieces[place].kind is not PieceKind.SAME
    return changed and (place == 0 or pieces[place - 1].kind is PieceKind.SAME)


def _clipped(piece: Piece) -> Piece:
    """A change no longer than a quote; its outer blanks are kept, they hold neighbouring pieces apart."""
    bare = piece.text.strip()
    if piece.kind is PieceKind.SAME or not bare:
        return piece
    head, tail = piece.text.split(bare, 1)
    return replace(piece, text=head + clipped(bare) + tail)
