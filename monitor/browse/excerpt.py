"""What an edit changed, cut down to the changes and a few words around them. Pure."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from monitor.browse.quote import clipped
from monitor.text.wording import shown

AROUND: Final = 6
"""Words that stay on each side of a change."""
AROUND_LETTERS: Final = 40
"""At most so many characters of them."""
CHANGES_SHOWN: Final = 6


class Mark(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a text that was edited."""

    text: str
    mark: Mark


def compared(before: str, after: str) -> tuple[Part, ...]:
    """Both texts in one, piece by piece; empty where they read the same."""
    before, after = shown(before).strip(), shown(after).strip()
    return tuple(_difference(before, after)) if before != after else ()


def excerpt(parts: Sequence[Part]) -> tuple[tuple[Part, ...], int]:
    """The first ``CHANGES_SHOWN`` changes with ``AROUND`` words about each, and how many more there are.

    What came or went is quoted no longer than a report is.
    """
    kept: list[Part] = []
    changes = 0
    for place, part in enumerate(parts):
        follows = place > 0 and parts[place - 1].mark is not Mark.SAME
        if part.mark is not Mark.SAME:
            changes += not follows
            if changes <= CHANGES_SHOWN:
                kept.append(Part(text=_clipped(part.text), mark=part.mark))
        elif changes <= CHANGES_SHOWN:
            leads = place + 1 < len(parts) and changes < CHANGES_SHOWN
            kept.append(Part(text=_around(part.text, follows=follows, leads=leads), mark=Mark.SAME))
    return tuple(part for part in kept if part.text), max(changes - CHANGES_SHOWN, 0)


def _difference(before: str, after: str) -> Iterator[Part]:
    old, new = re.findall(r"\s+|\w+|[^\w\s]", before), re.findall(r"\s+|\w+|[^\w\s]", after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            yield Part(text="".join(new[start:end]), mark=Mark.SAME)
            continue
        if last > first:
            yield Part(text="".join(old[first:last]), mark=Mark.GONE)
        if end > start:
            yield Part(text="".join(new[start:end]), mark=Mark.NEW)


def _clipped(text: str) -> str:
    """``text`` no longer than a quote, its outer blanks kept: they hold neighbouring pieces apart."""
    bare = text.strip()
    head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return head + clipped(bare) + tail if bare else text


def _around(text: str, *, follows: bool, leads: bool) -> str:
    """Of a stretch that stayed: its first words where it ``follows`` a change, its last where it ``leads`` to one."""
    start = _first_words(text) if follows else ""
    end = _first_words(text[::-1])[::-1] if leads else ""
    if len(start) + len(end) >= len(text):
        return text
    return f"{start.rstrip()}{' ' if start else ''}… {end.lstrip()}" if end else f"{start.rstrip()} …"


def _first_words(text: str) -> str:
    found = re.match(rf"\s*(?:\S+\s*){{0,{AROUND}}}", text)
    words = found[0] if found else ""
    if len(words) <= AROUND_LETTERS:
        return words
    return words[:AROUND_LETTERS].rpartition(" ")[0] or words[:AROUND_LETTERS]
