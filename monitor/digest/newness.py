"""Which of a report's new names and numbers a reader is told, so that they read well. Pure.

The story compares words as they come: inflected, torn from longer names, capitalised by a sentence's start. A reader
is told names that stand inside a sentence of the report that she sees, whole, and numbers in figures; not what is
marked as matched anyway.
"""

import re
from collections.abc import Iterable
from itertools import islice, takewhile
from typing import Final

from monitor.store.digest_material import ReportedHit
from monitor.text.fold import fold
from monitor.text.wording import cut, shown

NEW_SHOWN: Final = 4
NAME_LIMIT: Final = 60
_LOOKED_AT: Final = 40
"""Candidates of one development."""
_NEIGHBOURS: Final = 3
_REACH: Final = 40
"""Characters on either side of a name in which capitalised words are taken for part of it."""
_STOPS: Final = ".,;:!?)»”’"
_ENDS: Final = ".!?…:"
_BEFORE: Final = ",;)»”’"
"""Marks within a sentence after which a name may stand."""


def new_here(lead: ReportedHit, group: Iterable[ReportedHit]) -> tuple[str, ...]:
    """What the ``group`` brought that stands in ``lead``, the report that is shown."""
    texts = dict.fromkeys(text for hit in group for text in _candidates(hit))
    return _told(((lead, text) for text in islice(texts, _LOOKED_AT)), lead.title)


def added(group: Iterable[ReportedHit], language: str, title: str) -> tuple[str, ...]:
    """What reports in ``language`` added to a development that was told before, under ``title``."""
    primary = _primary(language)
    mine = (hit for hit in group if _primary(hit.language) == primary)
    texts = {text: hit for hit in mine for text in _candidates(hit)}
    return _told(((hit, text) for text, hit in islice(texts.items(), _LOOKED_AT)), title)


def _told(found: Iterable[tuple[ReportedHit, str]], title: str) -> tuple[str, ...]:
    """What stands in the title above it is not told again, nor part of what was."""
    told: dict[str, str] = {}
    for hit, text in found:
        name = shown(_as_told(hit, text)).strip()
        folded = fold(name)
        if folded and folded not in fold(title) and not any(folded in one or one in folded for one in told):
            told[folded] = cut(name, NAME_LIMIT)
            if len(told) == NEW_SHOWN:
                break
    return tuple(told.values())


def _candidates(hit: ReportedHit) -> Iterable[str]:
    """Names, and numbers in figures: spelled-out ones come with whatever word stands next."""
    for one in hit.because:
        if one.kind == "name" or (one.kind == "number" and any(map(str.isdecimal, one.text))):
            yield one.text.strip()


def _as_told(hit: ReportedHit, text: str) -> str:
    """The name as the report writes it in full; empty where it is matched anyway, or begins sentences only."""
    matched = {fold(reason.surface) for reason in hit.reasons if reason.surface}
    if not text or len(text) > NAME_LIMIT or fold(text) in matched:
        return ""
    word = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
    if any(map(str.isdecimal, text)):
        return text if word.search(hit.title) or word.search(hit.text) else ""
    if place := _inside(word, hit.text):
        whole = _whole(hit.text, *place)
        return "" if any(surface in fold(whole) for surface in matched) else whole
    return text if _inside(word, hit.title) else ""


def _inside(word: re.Pattern[str], text: str) -> tuple[int, int] | None:
    """Where the word stands with another one before it in the same sentence."""
    for found in word.finditer(text):
        before = text[: found.start()].rstrip()[-1:]
        if before and (before.isalnum() or before in _BEFORE):
            return found.span()
    return None


def _whole(text: str, start: int, end: int) -> str:
    """The name with the capitalised words beside it: ``State Department`` for ``Department``."""
    before = text[max(start - _REACH, 0) : start].split(" ")
    after = text[end : end + _REACH].split(" ")
    left = list(takewhile(_is_name, reversed(before[:-1])))[:_NEIGHBOURS] if not before[-1] else []
    # A word that begins a sentence is capitalised in any case.
    first = len(before) - 1 - len(left)
    if left and (first < 1 or before[first - 1][-1:] in _ENDS):
        left.pop()
    right = list(takewhile(_is_name, after[1:]))[:_NEIGHBOURS] if not after[0] else []
    # The last one may have the mark after it that ends the run.
    last = after[1 + len(right)].rstrip(_STOPS) if not after[0] and len(after) > 1 + len(right) else ""
    right += [last] if _is_name(last) else []
    return " ".join((*reversed(left), text[start:end], *right))


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word.replace("-", "").isalpha()


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()
