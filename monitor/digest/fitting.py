"""How much of a digest a mail has room for. Pure.

Inlining the style is what costs, so that the room is reckoned from few pages, not felt for development by development.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from monitor.digest.values import Digest, Section

LEAST_BYTES: Final = 1_200
"""No development takes less in HTML."""
ENOUGH: Final = 20
"""Developments for which nothing else has to make room."""
_TRIES: Final = 4
_SAFETY: Final = 0.97
"""Developments that are left out may be shorter than those that stay."""

Page = Callable[[Digest], str]


def fitted(digest: Digest, page: Page, limit: int) -> tuple[Digest, str]:
    """``digest`` with as many developments as ``page`` needs at most ``limit`` bytes for, and that page.

    Where few of them fit, charts and then lists make room; where even none does, whole sections, which are named
    instead. Each step costs a few pages, a score at most.
    """
    enough = min(digest.shown_count, ENOUGH)
    for lighter in (_as_it_is, _without_chart, _bare):
        less = replace(digest, sections=tuple(map(lighter, digest.sections)))
        shown, found = _with_fewer_developments(less, page, limit)
        if _fits(found, limit) and shown.shown_count >= enough:
            return shown, found
    keep = len(less.sections)
    while not _fits(found, limit) and keep:
        keep = min(int(keep * _SAFETY * limit / _bytes(found)), keep - 1)
        shown = _with_fewer_sections(less, keep).shortened(keep)
        found = page(shown)
    return shown, found


def _with_fewer_developments(digest: Digest, page: Page, limit: int) -> tuple[Digest, str]:
    shown = digest.shortened(min(digest.shown_count, max(limit // LEAST_BYTES, 1)))
    found = page(shown)
    if _fits(found, limit):
        return shown, found
    without = digest.shortened(0)
    bare = page(without)
    for _ in range(_TRIES):
        each = (_bytes(found) - _bytes(bare)) / max(shown.shown_count, 1)
        room = int(_SAFETY * (limit - _bytes(bare)) / max(each, 1))
        shown = digest.shortened(min(room, shown.shown_count - 1))
        if not shown.shown_count:
            break
        found = page(shown)
        if _fits(found, limit):
            return shown, found
    return without, bare


def _as_it_is(section: Section) -> Section:
    return section


def _without_chart(section: Section) -> Section:
    return replace(section, bars=(), sparkline="")


def _bare(section: Section) -> Section:
    """A section that tells its developments and counts, nothing beside."""
    return replace(section, bars=(), sparkline="", further=(), rewritten=(), suggested=())


def _with_fewer_sections(digest: Digest, keep: int) -> Digest:
    return replace(
        digest, sections=digest.sections[:keep], more_sections=tuple(map(_named, digest.sections[keep:]))
    )


def _named(section: Section) -> str:
    return section.title


def _fits(page: str, limit: int) -> bool:
    return _bytes(page) <= limit


def _bytes(page: str) -> int:
    return len(page.encode())
