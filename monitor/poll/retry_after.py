"""The Retry-After header (RFC 9110 §10.2.3): seconds, or a date."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST_S: Final = 24 * 3600.0
"""A publisher's wish is heeded up to a day; then we look again."""


def retry_after_s(value: str | None, *, date: str | None, now: datetime) -> float | None:
    """Seconds to wait, at most ``LONGEST_S``; None where there is no header or nothing sensible in it.

    A date counts from the server's own ``date`` header, so that a wrong clock there does no harm, else
    from ``now``.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdecimal():
        # float, not int: thousands of digits are no reason to fail.
        return min(float(text), LONGEST_S)
    until = http_date(text)
    if until is None:
        return None
    seconds = (until - (http_date(date or "") or now)).total_seconds()
    return min(seconds, LONGEST_S) if seconds >= 0 else None


def http_date(text: str) -> datetime | None:
    """The moment that a date header names, in UTC where it names no zone; None where it names none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
