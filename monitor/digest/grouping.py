"""Which reports tell the same thing, judged by their headlines: each development appears once. Pure."""

import re
from collections import defaultdict
from collections.abc import Sequence

from monitor.store.digest_material import ReportedHit
from monitor.text.fold import fold
from monitor.text.tokens import folded_tokens

SAME = 0.8
"""Share of the longer headline's words that two headlines must have in common."""

FEWEST_WORDS = 4
"""Headlines with fewer words than this are the same only if they are equal."""

_TAIL = re.compile(r"\s+[-|·:]\s+([^-|·:]{2,40})$")


def groups(hits: Sequence[ReportedHit]) -> tuple[tuple[ReportedHit, ...], ...]:
    """``hits`` in groups with the same or nearly the same headline, in the order of their first members.

    A hit joins the first group whose first member is near enough: no chains from one likeness to the next.
    """
    found: list[list[ReportedHit]] = []
    keys: list[tuple[str, frozenset[str]]] = []
    by_word: dict[str, list[int]] = defaultdict(list)
    by_title: dict[str, int] = {}
    for hit in hits:
        title = _bare_headline(hit)
        words = frozenset(folded_tokens(title))
        place = by_title.get(title) if title else None
        if place is None:
            candidates = sorted({number for word in words for number in by_word[word]})
            place = next((number for number in candidates if _same(words, keys[number][1])), None)
        if place is None:
            place = len(found)
            found.append([])
            keys.append((title, words))
            for word in words:
                by_word[word].append(place)
        by_title.setdefault(title, place)
        found[place].append(hit)
    return tuple(map(tuple, found))


def _bare_headline(hit: ReportedHit) -> str:
    """The folded headline without the outlet's name at its end ("… - Reuters")."""
    title = fold(hit.title).strip()
    tail = _TAIL.search(title)
    if tail and (tail[1] in fold(hit.source) or fold(hit.source) in tail[1]):
        return title[: tail.start()]
    return title


def _same(first: frozenset[str], second: frozenset[str]) -> bool:
    longer = max(len(first), len(second))
    return min(len(first), len(second)) >= FEWEST_WORDS and len(first & second) / longer >= SAME
