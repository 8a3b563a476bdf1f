"""What the publisher wishes: freshness from HTTP, ``ttl`` and skipped hours and days from the document (rule S4)."""

from datetime import datetime, timedelta
from typing import Final

from monitor.feed_memory import Pace
from monitor.outcome import Response
from monitor.poll.retry_after import http_date

FRESH_LONGEST_S: Final = 6 * 3600.0
"""Freshness is heeded up to six hours: servers send years with documents that change daily."""
TTL_LONGEST_S: Final = 3600.0
"""The document's own wish up to an hour: most were set once, by a default, and never looked at again."""
RARELY: Final = 0.05
"""A skipped hour or day is believed while at most this share of the feed's items was ever seen in it."""
SKIP_LONGEST_S: Final = 24 * 3600.0
"""However much is to be skipped, a day later we look."""

_HOURS_A_DAY: Final = 24
_DAYS_A_WEEK: Final = 7


def fresh_s(response: Response, now: datetime) -> float:
    """F_http: seconds for which ``response`` calls itself fresh, 0 to ``FRESH_LONGEST_S`` (RFC 9111 §4.2.1).

    ``max-age`` less ``Age``, else ``Expires`` less ``Date`` (``now`` where there is none). Nothing, if the
    answer is not to be stored or not to be used unasked; nothing, if what it says cannot be read.
    """
    directives = _directives(response)
    if "no-cache" in directives or "no-store" in directives:
        return 0.0
    if not directives and "no-cache" in (response.header("pragma") or "").lower():
        return 0.0
    if "max-age" in directives:
        seconds = _seconds(directives["max-age"]) - _seconds(response.header("age") or "")
    else:
        seconds = _until_expiry_s(response, now)
    return min(max(seconds, 0.0), FRESH_LONGEST_S)


def wish_s(pace: Pace) -> float:
    """Seconds that HTTP and the document want between polls, the longer of the two; 0 where neither says so."""
    return max(min(pace.fresh_s, FRESH_LONGEST_S), min(pace.ttl_s, TTL_LONGEST_S), 0.0)


def open_at(pace: Pace, due: datetime) -> datetime:
    """``due``, or the end of the hours and days after it in which the publisher wants no visits.

    An hour or a day in which the feed has brought more than ``RARELY`` of its items is not skipped. At most
    ``SKIP_LONGEST_S`` later; ``due`` itself where nothing would be left open.
    """
    if not pace.skip_hours and not pace.skip_days:
        return due
    hour = due
    while _closed(pace, hour) and hour - due < timedelta(seconds=SKIP_LONGEST_S):
        hour = hour.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    if len(set(pace.skip_hours)) >= _HOURS_A_DAY or len(set(pace.skip_days)) >= _DAYS_A_WEEK:
        return due
    return min(hour, due + timedelta(seconds=SKIP_LONGEST_S))


def _closed(pace: Pace, moment: datetime) -> bool:
    hour, day = moment.hour, moment.weekday()
    return (hour in pace.skip_hours and _share(pace.hours, hour) <= RARELY) or (
        day in pace.skip_days and _share(pace.days, day) <= RARELY
    )


def _share(counts: tuple[float, ...], place: int) -> float:
    total = sum(counts)
    return counts[place] / total if total > 0 else 0.0


def _directives(response: Response) -> dict[str, str]:
    """Cache-Control, of all its lines; of a directive that stands twice the first counts."""
    found: dict[str, str] = {}
    for name, value in response.headers:
        if name == "cache-control":
            for part in value.split(","):
                directive, _, argument = part.partition("=")
                found.setdefault(directive.strip().lower(), argument.strip().strip('"'))
    found.pop("", None)
    return found


def _seconds(text: str) -> float:
    """Whole seconds, however many digits; 0 for anything else (RFC 9111 §4.2.1: then it is stale)."""
    text = text.strip()
    return float(text) if text.isascii() and text.isdecimal() else 0.0


def _until_expiry_s(response: Response, now: datetime) -> float:
    expires = http_date(response.header("expires") or "")
    if expires is None:
        return 0.0
    return (expires - (http_date(response.header("date") or "") or now)).total_seconds()
