"""Datetimes as the store writes them: UTC text to the millisecond, ``2026-11-23T23:45:00.123Z``.

Texts of this one form sort as their times do, so that SQL compares and orders them as they stand.
"""

from datetime import UTC, date, datetime


def to_text(moment: datetime) -> str:
    """The stored form of an aware datetime; finer parts than milliseconds are cut. Naive: ``ValueError``."""
    if moment.tzinfo is None:
        raise ValueError(f"a datetime without a zone cannot be stored: {moment!r}")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def from_text(text: str) -> datetime:
    """The aware UTC datetime of a stored text; ``ValueError`` where it is none."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"a stored time must end in Z: {text!r}")
    return moment.astimezone(UTC)


def stored(moment: datetime) -> datetime:
    """The datetime as it will read back, so that live decisions see what later ones will see."""
    return from_text(to_text(moment))


def optional_text(moment: datetime | None) -> str | None:
    """As ``to_text``; None stays None."""
    return None if moment is None else to_text(moment)


def optional_time(text: str | None) -> datetime | None:
    """As ``from_text``; None stays None."""
    return None if text is None else from_text(text)


def optional_date(day: date | None) -> str | None:
    """A date as ``2026-11-23``; None stays None."""
    return None if day is None else day.isoformat()


def optional_day(text: str | None) -> date | None:
    """The date of ``2026-11-23``; None stays None."""
    return None if text is None else date.fromisoformat(text)
