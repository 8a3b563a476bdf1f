"""Our own words for days, counts and lists, and feed text made fit to be shown; English, whatever the locale."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"})
"""Categories of characters that nobody sees: controls, format characters, separators, surrogates, unassigned."""
_JOINERS = "\u200c\u200d\u200e\u200f"
"""Format characters that spelling needs: joiners (Persian, emoji) and direction marks without a scope."""


def long_day(day: date) -> str:
    """``Monday 23 November 2026``."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """``Mon 23 Nov``."""
    return f"{_DAYS[day.weekday()][:3]} {month_day(day)}"


def month_day(day: date) -> str:
    """``23 Nov``."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def count(number: int, noun: str, plural: str = "") -> str:
    """``1 report``, ``12 reports``, ``1,204 reports``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or noun + 's'}"


def listed(names: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    if len(names) < 2:  # noqa: PLR2004 - a list begins with two
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def shown(text: str) -> str:
    """Feed text fit to be shown: no controls, bidirectional overrides, surrogates; white space collapsed.

    An end blank is kept as one blank, so that neighbouring pieces of a text stay apart.
    """
    kept = "".join(
        character
        if character in _JOINERS or unicodedata.category(character) not in UNSEEN
        else _instead(character)
        for character in text
    )
    return re.sub(r"\s+", " ", kept)


def _instead(character: str) -> str:
    return " " if character.isspace() else ""


def cut_words(text: str, limit: int) -> str:
    """As ``cut``, at the end of a word where one ends in the second half."""
    if len(text) <= limit:
        return text
    end = text.rfind(" ", limit // 2, limit)
    return text[:end].rstrip(" ,;:-–—") + "…" if end > 0 else cut(text, limit)


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters, an ellipsis in the place of what is gone."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
