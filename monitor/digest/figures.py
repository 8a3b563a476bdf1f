"""How a mail writes days, times and numbers: ours for ``en``, those of the Unicode CLDR for any other language. Pure.

Numbers have the Latin digits everywhere. What runs from right to left is isolated, so that the English around it
stays in order.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from babel import Locale
from babel.dates import format_date, format_time, parse_pattern
from babel.numbers import format_decimal

from monitor.text import wording

OURS: Final = "en"
"""Day before month and a clock of 24 hours; ``en_US`` and ``en_GB`` have their own ways."""
_FIELDS = re.compile(r"'[^']*'|[cE]+|[LM]+")
_NUMERIC: Final = 2
"""Letters up to which the month of a pattern is a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Days, times and numbers in one language, each as text."""

    language: str = OURS
    """One that Babel knows, such as ``de`` or ``pt_BR``; where it has no names of months there, ours are written."""

    def long_day(self, day: date) -> str:
        """``Monday 23 November 2026``."""
        if (locale := self._locale) is None:
            return wording.long_day(day)
        return _isolated(format_date(day, "full", locale=locale))

    def short_day(self, day: date, *, year: bool = False) -> str:
        """``Mon 23 Nov``, or ``Mon 23 Nov 2026``."""
        if (locale := self._locale) is None:
            return wording.short_day(day) + (f" {day.year}" if year else "")
        patterns = locale.datetime_skeletons
        pattern = patterns.get("yMMMEd" if year else "MMMEd") or locale.date_formats["full"]
        return _isolated(parse_pattern(_with_names(str(pattern), locale)).apply(day, locale))

    def clock(self, local: datetime) -> str:
        """``07:41 CET``: a local time, with the zone's abbreviation."""
        if (locale := self._locale) is None:
            return f"{local:%H:%M} {zone_name(local)}"
        told = format_time(local.replace(tzinfo=None), "short", locale=locale)
        return f"{_isolated(told)} {zone_name(local)}"

    def whole(self, number: int) -> str:
        """``1,204``."""
        if (locale := self._locale) is None:
            return f"{number:,}"
        return str(format_decimal(number, locale=locale))

    def one_place(self, number: float) -> str:
        """``1.5``: always one place."""
        if (locale := self._locale) is None:
            return f"{number:.1f}"
        return str(format_decimal(number, format="#,##0.0", locale=locale))

    def count(self, number: int, noun: str, plural: str = "") -> str:
        """``1 report``, ``1,204 reports``; the noun is English."""
        return f"{self.whole(number)} {noun if number == 1 else plural or noun + 's'}"

    @property
    def _locale(self) -> Locale | None:
        """None for our own forms."""
        if self.language == OURS:
            return None
        locale = Locale.parse(self.language)
        return None if _unnamed(locale, "months", "wide") else locale


def language_name(tag: str) -> str:
    """``Polish`` for ``pl``; the tag where it has no name. In English, as the sentences are."""
    return str(Locale.parse(OURS).languages.get(tag, tag))


def zone_name(moment: datetime) -> str:
    """The zone's abbreviation at a local ``moment``; zones that have only an offset read as ``UTC+03``."""
    name = moment.tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name


def _with_names(pattern: str, locale: Locale) -> str:
    """The pattern, spelled out where the language has no short names."""
    day = "EEEE" if _unnamed(locale, "days", "abbreviated") else "EEE"
    month = "MMMM" if _unnamed(locale, "months", "abbreviated") else "MMM"

    def field(found: re.Match[str]) -> str:
        letters = found.group()
        if letters[0] == "'" or (letters[0] in "LM" and len(letters) <= _NUMERIC):
            return letters
        return day if letters[0] in "cE" else month

    return _FIELDS.sub(field, pattern)


def _unnamed(locale: Locale, kind: Literal["days", "months"], width: str) -> bool:
    """Whether CLDR has no such names: then it gives what it has for no language, ``Mon`` and ``M11``."""
    names, none = (dict(getattr(one, kind)["format"][width]) for one in (locale, Locale.parse("root")))
    return names == none and locale.language != OURS


def _isolated(text: str) -> str:
    """Between isolates where any letter runs from right to left."""
    rtl = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)
    return f"\u2068{text}\u2069" if rtl else text
