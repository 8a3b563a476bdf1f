"""The difference of two versions of a text, word by word, for people to read. Pure.

Words that stand once on either side are the fixed points (patience diff, B. Cohen); what lies between them is
compared by longest common subsequence where it is short, and counts as replaced where it is long. So the time is
bounded by the length whatever the texts are; difflib needs seconds for two lists of the same few words.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Final

from monitor.text.script import has_boundary

MOST_UNITS: Final = 20_000
"""Words, blanks and marks that are compared; of two longer texts all between the common ends is replaced."""
_SMALL: Final = 4096
"""Pairs of units (64 by 64) that are compared one by one."""
_DEEPEST: Final = 8
"""Times a stretch is divided at new fixed points."""
_UNIT: Final = re.compile(r"\d+(?:[.,]\d+)+|\w+|\s+|[^\w\s]")
_ELLIPSIS: Final = "…"
_SAVED: Final = 2
"""Words that have to fall away before a stretch is shortened."""


class PieceKind(StrEnum):
    """Where a piece stands."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of one or both versions, as it is written there."""

    text: str
    kind: PieceKind


@dataclass(frozen=True, slots=True)
class _Region:
    """Units ``[a, a_end)`` of one version beside ``[b, b_end)`` of the other."""

    a: int
    a_end: int
    b: int
    b_end: int
    depth: int = 0


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """What was taken out and put in.

    The texts of same and removed pieces make ``before``, those of same and added pieces ``after``, to the letter.
    Scripts without blanks are compared by characters.
    """
    old, new = _units(before), _units(after)
    pieces: list[Piece] = []
    at_old = at_new = 0
    for a, b, length in [*_kept(old, new, _pairs(old, new)), (len(old), len(new), 0)]:
        pieces.append(Piece(text="".join(old[at_old:a]), kind=PieceKind.REMOVED))
        pieces.append(Piece(text="".join(new[at_new:b]), kind=PieceKind.ADDED))
        pieces.append(Piece(text="".join(old[a : a + length]), kind=PieceKind.SAME))
        at_old, at_new = a + length, b + length
    return tuple(piece for piece in pieces if piece.text)


def shortened(pieces: Sequence[Piece], around: int = 8) -> tuple[Piece, ...]:
    """``pieces`` for showing: of what stayed, ``around`` words beside each change, and "…" for the rest."""
    last = len(pieces) - 1
    return tuple(
        replace(piece, text=_short(piece.text, around if index else 0, around if index < last else 0))
        if piece.kind is PieceKind.SAME
        else piece
        for index, piece in enumerate(pieces)
    )


def _short(text: str, head: int, tail: int) -> str:
    units = _units(text)
    words = [index for index, unit in enumerate(units) if _is_word(unit)]
    if len(words) <= head + tail + _SAVED:
        return text
    first = "".join(units[: words[head - 1] + 1]) if head else ""
    rest = "".join(units[words[len(words) - tail] :]) if tail else ""
    return (f"{first} " if head else "") + _ELLIPSIS + (f" {rest}" if tail else "")


def _units(text: str) -> list[str]:
    units: list[str] = []
    for match in _UNIT.finditer(text):
        for bounded, run in groupby(match.group(), has_boundary):
            characters = list(run)
            units.extend(["".join(characters)] if bounded else characters)
    return units


def _is_word(unit: str) -> bool:
    return unit[0].isalnum()


def _kept(
    old: Sequence[str], new: Sequence[str], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Stretches that stayed: start in either version, and length in units.

    Blanks and marks that stayed alone between two changes are left out: they read as part of the change.
    """
    start = length = 0
    for index, (a, b) in enumerate(pairs):
        length += 1
        if index + 1 < len(pairs) and pairs[index + 1] == (a + 1, b + 1):
            continue
        first_a, first_b = pairs[start]
        at_edge = first_a == first_b == 0 or (a + 1, b + 1) == (len(old), len(new))
        if at_edge or any(_is_word(unit) for unit in old[first_a : a + 1]):
            yield first_a, first_b, length
        start, length = index + 1, 0


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Places of units that stayed, in order."""
    found: list[tuple[int, int]] = []
    regions = [_Region(0, len(old), 0, len(new))]
    while regions:
        region = _without_ends(old, new, regions.pop(), found)
        size = (region.a_end - region.a) * (region.b_end - region.b)
        if not size or region.a_end - region.a + region.b_end - region.b > MOST_UNITS:
            continue
        if size <= _SMALL:
            found.extend(_longest(old, new, region))
        elif region.depth < _DEEPEST:
            regions.extend(_divided(region, _fixed_points(old, new, region), found))
    return sorted(found)


def _without_ends(
    old: Sequence[str], new: Sequence[str], region: _Region, found: list[tuple[int, int]]
) -> _Region:
    a, a_end, b, b_end = region.a, region.a_end, region.b, region.b_end
    while a < a_end and b < b_end and old[a] == new[b]:
        found.append((a, b))
        a, b = a + 1, b + 1
    while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
        a_end, b_end = a_end - 1, b_end - 1
        found.append((a_end, b_end))
    return _Region(a, a_end, b, b_end, region.depth)


def _divided(
    region: _Region, points: Sequence[tuple[int, int]], found: list[tuple[int, int]]
) -> Iterator[_Region]:
    """The stretches between the fixed points, which stayed."""
    a, b = region.a, region.b
    found.extend(points)
    if points:
        for next_a, next_b in [*points, (region.a_end, region.b_end)]:
            yield _Region(a, next_a, b, next_b, region.depth + 1)
            a, b = next_a + 1, next_b + 1


def _fixed_points(old: Sequence[str], new: Sequence[str], region: _Region) -> list[tuple[int, int]]:
    """Units that stand once on either side, as many as keep their order (longest increasing subsequence)."""
    once_old = Counter(old[region.a : region.a_end])
    once_new = Counter(new[region.b : region.b_end])
    place = {new[b]: b for b in range(region.b, region.b_end)}
    tails: list[int] = []
    heads: list[tuple[int, int]] = []
    links: dict[tuple[int, int], tuple[int, int] | None] = {}
    for a in range(region.a, region.a_end):
        if once_old[old[a]] != 1 or once_new[old[a]] != 1:
            continue
        pair = (a, place[old[a]])
        rank = bisect_left(tails, pair[1])
        tails[rank : rank + 1] = [pair[1]]
        heads[rank : rank + 1] = [pair]
        links[pair] = heads[rank - 1] if rank else None
    chain: list[tuple[int, int]] = []
    link = heads[-1] if heads else None
    while link is not None:
        chain.append(link)
        link = links[link]
    return chain[::-1]


def _longest(old: Sequence[str], new: Sequence[str], region: _Region) -> Iterator[tuple[int, int]]:
    """The heaviest common subsequence of a small region; words weigh more than blanks and marks."""
    width = region.b_end - region.b
    side = new[region.b : region.b_end]
    rows = [[0] * (width + 1)]
    for unit in reversed(old[region.a : region.a_end]):
        below, row, weight = rows[-1], [0] * (width + 1), 4 if _is_word(unit) else 1
        for j in range(width - 1, -1, -1):
            if unit == side[j]:
                row[j] = below[j + 1] + weight
            else:
                down, right = below[j], row[j + 1]
                row[j] = down if down > right else right  # noqa: FURB136 - max() takes twice as long
        rows.append(row)
    rows.reverse()
    i = j = 0
    while i < region.a_end - region.a and j < width:
        if old[region.a + i] == side[j]:
            yield region.a + i, region.b + j
            i, j = i + 1, j + 1
        elif rows[i + 1][j] >= rows[i][j + 1]:
            i += 1
        else:
            j += 1
