"""A digest's own words for times and small numbers, and texts fit for a mail header; English. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor.text.wording import UNSEEN, short_day

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
_HEADER_LIMIT = 150


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
    """``Covers Sat 21 Nov to Mon 23 Nov.``, from the first of ``days`` to ``last``; empty without any."""
    return f"Covers {short_day(days[0])} to {short_day(last)}." if days else ""


def in_words(number: int) -> str:
    """Small numbers as words, others in figures."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def clean_header(text: str) -> str:
    """Text that cannot add or break a mail header.

    Controls, format characters, line separators, surrogates, private and unassigned characters become
    blanks; ``=?`` is taken apart, since an encoded word may carry a line break of its own; 150 characters.
    """
    blanked = "".join(" " if unicodedata.category(character) in UNSEEN else character for character in text)
    apart = re.sub(r"=(?=\?)", "= ", blanked)
    return re.sub(r"\s+", " ", apart).strip()[:_HEADER_LIMIT].strip()
