"""A digest's own words for times and small numbers, and texts fit for a mail header; English. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor.digest.figures import Figures
from monitor.text.wording import UNSEEN

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
HEADER_LIMIT = 150


def local_time(moment: datetime, zone: ZoneInfo, *, today: date, figures: Figures) -> str:
    """``07:41 CET`` on ``today``, else ``Sun 22 Nov, 18:05 CET``; with the year where it is another one."""
    local = moment.astimezone(zone)
    clock = figures.clock(local)
    if local.date() == today:
        return clock
    return f"{figures.short_day(local.date(), year=local.year != today.year)}, {clock}"


def covering(days: Sequence[date], last: date, figures: Figures) -> str:
    """``Covers Sat 21 Nov to Mon 23 Nov.``, from the first of ``days`` to ``last``; empty without any."""
    return f"Covers {figures.short_day(days[0])} to {figures.short_day(last)}." if days else ""


def in_words(number: int, figures: Figures) -> str:
    """Small numbers as words, others in figures."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else figures.whole(number)


def clean_header(text: str) -> str:
    """Text that cannot add or break a mail header.

    Controls, format characters, line separators, surrogates, private and unassigned characters become
    blanks; ``=?`` is taken apart, since an encoded word may carry a line break of its own; 150 characters.
    """
    blanked = "".join(" " if unicodedata.category(character) in UNSEEN else character for character in text)
    apart = re.sub(r"=(?=\?)", "= ", blanked)
    return re.sub(r"\s+", " ", apart).strip()[:HEADER_LIMIT].strip()
