"""Our own words for dates, counts and lists; English, whatever the machine's locale. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"}
_JOINERS = "\u200c\u200d\u200e\u200f"
"""Format characters that spelling needs: joiners (Persian, emoji) and direction marks without a scope."""
_HEADER_LIMIT = 150


def long_day(day: date) -> str:
    """``Monday 23 November 2026``."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """``Mon 23 Nov``."""
    return f"{_DAYS[day.weekday()][:3]} {day.day} {_MONTHS[day.month - 1][:3]}"


def zone_name(moment: datetime) -> str:
    """The zone's abbreviation at a local ``moment``; zones that have only an offset read as ``UTC+03``."""
    name = moment.tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name


def local_time(moment: datetime, zone: ZoneInfo, *, today: date) -> str:
    """``07:41 CET`` on ``today``, else ``Sun 22 Nov, 18:05 CET``; with the year where it is another one."""
    local = moment.astimezone(zone)
    clock = f"{local:%H:%M} {zone_name(local)}"
    if local.date() == today:
        return clock
    year = f" {local.year}" if local.year != today.year else ""
    return f"{short_day(local.date())}{year}, {clock}"


def covering(days: Sequence[date], last: date) -> str:
    """``Covers 21–23 November.``, from the first of ``days`` to ``last``; empty without any."""
    if not days:
        return ""
    first = days[0]
    end = f"{last.day} {_MONTHS[last.month - 1]}"
    if (first.year, first.month) == (last.year, last.month):
        return f"Covers {first.day}–{end}."
    if first.year == last.year:
        return f"Covers {first.day} {_MONTHS[first.month - 1]} – {end}."
    return f"Covers {first.day} {_MONTHS[first.month - 1]} {first.year} – {end} {last.year}."


def count(number: int, noun: str, plural: str = "") -> str:
    """``1 report``, ``12 reports``, ``1,204 reports``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or noun + 's'}"


def in_words(number: int) -> str:
    """Small numbers as words, others in figures."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


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
        if character in _JOINERS or unicodedata.category(character) not in _UNSEEN
        else _instead(character)
        for character in text
    )
    return re.sub(r"\s+", " ", kept)


def _instead(character: str) -> str:
    return " " if character.isspace() else ""


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters, an ellipsis in the place of what is gone."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def clean_header(text: str) -> str:
    """Text that cannot add or break a mail header.

    Controls, format characters, line separators, surrogates, private and unassigned characters become
    blanks; ``=?`` is taken apart, since an encoded word may carry a line break of its own; 150 characters.
    """
    blanked = "".join(" " if unicodedata.category(character) in _UNSEEN else character for character in text)
    apart = re.sub(r"=(?=\?)", "= ", blanked)
    return re.sub(r"\s+", " ", apart).strip()[:_HEADER_LIMIT].strip()
