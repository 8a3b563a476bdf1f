"""When an item says it was published, and how far to believe it (rule I3).

Feed dates are hints: ``first_seen`` is the only clock of digests and windows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from monitor.poll.date_names import MERIDIEM, MONTHS, ZONE_MINUTES

FUTURE_TOLERANCE: Final = timedelta(hours=1)
OLDEST_YEAR: Final = 1995
"""No feed is older than the web's first news sites."""
RAW_LIMIT: Final = 100
"""Characters of a date that are read and kept."""

_PIVOT: Final = 70
_MONTHS_A_YEAR: Final = 12
_LONGEST_OFFSET_MINUTES: Final = 14 * 60
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?|\Z)")
_NUMERIC: Final = re.compile(r"(?<!\d)(\d{1,4})([/.])(\d{1,2})\2(\d{1,4})(?!\d)")
_CLOCK: Final = re.compile(
    r"(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?![\d:])\s*([ap]\.?m\b\.?)?", re.IGNORECASE
)
_OFFSET: Final = re.compile(r"([+\-−])(\d{1,2}):?(\d{2})(?!\d)")
_AREA: Final = re.compile(r"\b(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_/]+\b")
_WORD: Final = re.compile(r"[^\W\d_]+")
_NUMBER: Final = re.compile(r"(?<![\d:])\d{1,4}(?![\d:])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A date with its flag, as ``Item`` keeps them: no value where the flag says it is not to be believed."""

    value: datetime | None
    flag: str


def parse_published(raw: str, *, now: datetime, fallback: Sequence[int] | None = None) -> Published:
    """The date in ``raw``; ``fallback`` is another reader's year, month, day, hour, minute, second in UTC.

    Flags: ``missing``, ``unreadable``, ``no-zone`` (taken as UTC), ``future`` (over an hour after ``now``),
    ``ancient`` (before ``OLDEST_YEAR``), ``""``. A day and month that could be exchanged are unreadable. The
    fallback counts only for scripts unknown here: it bends impossible dates into possible ones.
    """
    text = raw.strip()[:RAW_LIMIT]
    if not text:
        return Published(value=None, flag="missing")
    found = read_date(text)
    if found is None and fallback is not None and not text.isascii():
        found = _from_numbers(fallback)
    if found is None:
        return Published(value=None, flag="unreadable")
    value = _in_utc(found)
    if value is None or value.year < OLDEST_YEAR:
        return Published(value=None, flag="ancient" if found.year < OLDEST_YEAR else "unreadable")
    if value > now + FUTURE_TOLERANCE:
        return Published(value=None, flag="future")
    return Published(value=value, flag="" if found.tzinfo else "no-zone")


def read_date(text: str) -> datetime | None:
    """The date and time in ``text``, without zone where it names none; None where it cannot be read."""
    day = _calendar_day(text)
    if day is None:
        return None
    year, month, number, rest = day
    try:
        moment = datetime(year, month, number)  # noqa: DTZ001 - the zone is put on below
        clock = _CLOCK.search(rest)
        if clock:
            moment += _time_of_day(clock)
            rest = rest[: clock.start()] + " " + rest[clock.end() :]
        return moment.replace(tzinfo=_zone(rest, beside_clock=clock is not None))
    except (ValueError, OverflowError):
        return None


def _calendar_day(text: str) -> tuple[int, int, int, str] | None:
    """(year, month, day, the rest of the text)."""
    if iso := _ISO.search(text):
        return int(iso[1]), int(iso[2]), int(iso[3]), _without(text, iso).replace("T", " ", 1)
    if compact := _COMPACT.match(text):
        rest = f"{compact[4] or '00'}:{compact[5] or '00'}:{compact[6] or '00'} {text[compact.end() :]}"
        return int(compact[1]), int(compact[2]), int(compact[3]), rest
    if numeric := _NUMERIC.search(text):
        day = _ordered(int(numeric[1]), int(numeric[3]), int(numeric[4]), american=numeric[2] == "/")
        return day and (*day, _without(text, numeric))
    return _named_day(text)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _ordered(first: int, second: int, third: int, *, american: bool) -> tuple[int, int, int] | None:
    """Year, month, day of ``1/2/3``: points go from small to large, slashes only where they can be told."""
    if first > 31:  # noqa: PLR2004 - no day of a month, so a year
        return first, second, third
    year = _full_year(third)
    if second > _MONTHS_A_YEAR:
        return year, first, second
    if first > _MONTHS_A_YEAR or not american or first == second:
        return year, second, first
    return None


def _full_year(year: int) -> int:
    """RFC 2822 §4.3 for years of two digits, as far as it goes."""
    if year >= 100:  # noqa: PLR2004 - not two digits
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _named_day(text: str) -> tuple[int, int, int, str] | None:
    """A day whose month is a word: ``23 Nov 2023``, ``Nov. 23rd, 2023``, ``23 novembre 2023``."""
    months = [word for word in _WORD.finditer(text) if word[0].lower() in MONTHS]
    if not months:
        return None
    month = months[-1]  # in "mar, 14 nov 2023" the first is a Tuesday
    bare = _OFFSET.sub(" ", _CLOCK.sub(lambda clock: " " * len(clock[0]), text))
    bare = re.sub(r"(?<=\d)(?:st|nd|rd|th|er)\b", "", bare)
    numbers = [found[0] for found in _NUMBER.finditer(bare)]
    if len(numbers) < 2:  # noqa: PLR2004 - a day and a year
        return None
    first, second = numbers[:2]
    day, year = (second, first) if len(first) > 2 else (first, second)  # noqa: PLR2004 - a day has two digits
    return _full_year(int(year)), MONTHS[month[0].lower()], int(day), _without(text, month)


def _time_of_day(clock: re.Match[str]) -> timedelta:
    """Hours may be 24 (midnight at the end of the day) and seconds 60; anything else raises ValueError."""
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if clock[4]:
        hour = hour % 12 + MERIDIEM[clock[4][0].lower()] if hour <= 12 else hour  # noqa: PLR2004 - on a dial
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):  # noqa: PLR2004 - a clock's
        raise ValueError("no time of day")
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59))


def _zone(rest: str, *, beside_clock: bool) -> timezone | ZoneInfo | None:
    """The zone that ``rest`` (date and time taken out) names; an offset outweighs a name beside it."""
    if area := _AREA.search(rest):
        try:
            return ZoneInfo(area[0])
        except (KeyError, ValueError, OSError):
            return None
    if beside_clock and (offset := _OFFSET.search(rest)):
        minutes = int(offset[2]) * 60 + int(offset[3])
        if minutes > _LONGEST_OFFSET_MINUTES or int(offset[3]) > 59:  # noqa: PLR2004 - minutes
            raise ValueError("no offset that exists")
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    names = [word[0].upper() for word in _WORD.finditer(rest)]
    known = next((ZONE_MINUTES[name] for name in names if name in ZONE_MINUTES), None)
    return None if known is None else timezone(timedelta(minutes=known))


def _from_numbers(numbers: Sequence[int]) -> datetime | None:
    try:
        year, month, day, hour, minute, second = numbers[:6]
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (ValueError, OverflowError, TypeError):
        return None


def _in_utc(moment: datetime) -> datetime | None:
    """None at the very edges of the calendar, where the zone would lead outside it."""
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
