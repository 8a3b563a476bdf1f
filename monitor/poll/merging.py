"""Which feeds of somebody else's list are new to ours, which are there already, and which can't be taken over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from monitor.feed_list import url_problem
from monitor.model import FeedSource
from monitor.poll.opml import Listed
from monitor.text.links import canonical_link, host_of


class Fate(StrEnum):
    """What becomes of one feed of the other list."""

    ADDED = "added"
    THERE = "already there"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """One feed of the other list, as it would stand in ours, and its ``line`` there."""

    source: FeedSource
    line: int
    fate: Fate
    reason: str = ""


def merged(ours: Sequence[FeedSource], theirs: Iterable[Listed]) -> tuple[Merged, ...]:
    """The verdict on each of ``theirs``, in their order; two addresses are one feed where they lead to one page."""
    names = {_key(one.url): f"as {one.name!r}" for one in ours}
    found: list[Merged] = []
    for listed in theirs:
        source = replace(listed.source, name=listed.source.name or host_of(listed.source.url))
        if problem := url_problem(source.url):
            found.append(Merged(source=source, line=listed.line, fate=Fate.REFUSED, reason=problem))
            continue
        known = names.get(_key(source.url))
        if known is not None:
            found.append(Merged(source=source, line=listed.line, fate=Fate.THERE, reason=known))
            continue
        names[_key(source.url)] = f"in line {listed.line} of the same file"
        found.append(Merged(source=source, line=listed.line, fate=Fate.ADDED))
    return tuple(found)


def _key(url: str) -> str:
    return canonical_link(url) or url
