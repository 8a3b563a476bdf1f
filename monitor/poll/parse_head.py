"""What a document says about its feed, for every format: the wishes, the hub, where older entries are."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from monitor.outcome import FeedHead
from monitor.poll.drafts import Words, language_tag, title_text
from monitor.poll.json_feed import text
from monitor.poll.parse_entry import dicts, string, words
from monitor.text.links import safe_link
from monitor.text.plain import clean

MINUTE_S: Final = 60.0
LONGEST_S: Final = 366 * 86_400.0
"""A wish beyond a year is taken for a year; what is made of it lies in ``hints``."""
GENERATOR_LIMIT: Final = 200

_PERIODS_S: Final = {
    "hourly": 3600.0,
    "daily": 86_400.0,
    "weekly": 7 * 86_400.0,
    "monthly": 30 * 86_400.0,
    "yearly": 365 * 86_400.0,
}
"""The ``sy`` module's periods (https://web.resource.org/rss/1.0/modules/syndication/)."""
_EDGE: Final = 64 * 1024
"""Bytes looked at for skipped hours and days, before the first entry and after the last."""
_BLOCK: Final = 4096
_FIRST_ENTRY: Final = re.compile(rb"<(?:[\w.-]{1,32}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_LAST_ENTRY: Final = re.compile(rb"</(?:[\w.-]{1,32}:)?(?:item|entry)\s*>", re.IGNORECASE)
_HOUR: Final = re.compile(rb"<hour>\s*([0-9]{1,2})\s*</hour>", re.IGNORECASE)
_DAY: Final = re.compile(rb"<day>\s*(mon|tues|wednes|thurs|fri|satur|sun)day\s*</day>", re.IGNORECASE)
_DAYS: Final = (b"mon", b"tues", b"wednes", b"thurs", b"fri", b"satur", b"sun")
_LAST_HOUR: Final = 24
"""RSS 0.91 counts from 1 to 24, RSS 2.0 from 0 to 23."""


def head_from(head: Mapping[str, Any], document: bytes, url: str, version: str) -> FeedHead:
    """The head as feedparser left it in ``head``; ``document`` is what it read.

    Of skipped hours and days feedparser keeps the last only, so they are read here.
    """
    atom = version.startswith("atom")
    hours, days = skipped(document)
    return FeedHead(
        title=title_text(words(head, "title", atom=atom)),
        link=safe_link(string(head, "link"), url),
        language=language_tag(string(head, "language")),
        version=version,
        ttl_s=_ttl_s(head),
        skip_hours=hours,
        skip_days=days,
        hub=_related(head, "hub", url),
        self_link=_related(head, "self", url),
        older=_related(head, "prev-archive", url) or _related(head, "next", url),
        generator=clean(string(head, "generator"), GENERATOR_LIMIT),
    )


def json_head(head: dict[str, object], url: str) -> FeedHead:
    """The head of a JSON Feed."""
    return FeedHead(
        title=title_text(Words(value=text(head, "title"), kind="plain")),
        link=safe_link(text(head, "home_page_url"), url),
        language=language_tag(text(head, "language")),
        version="json1",
        hub=next(_json_hubs(head, url), ""),
        self_link=safe_link(text(head, "feed_url"), url),
        older=safe_link(text(head, "next_url"), url),
    )


def skipped(document: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """(hours, days) of ``skipHours`` and ``skipDays``, in order; hours from 0 to 23, Monday is 0."""
    head = _around_entries(document)
    hours = {int(hour) for hour in _HOUR.findall(_block(head, b"skiphours"))}
    days = {_DAYS.index(day.lower()) for day in _DAY.findall(_block(head, b"skipdays"))}
    return tuple(sorted({hour % 24 for hour in hours if hour <= _LAST_HOUR})), tuple(sorted(days))


def _around_entries(document: bytes) -> bytes:
    first = _FIRST_ENTRY.search(document)
    if not first:
        return document[:_EDGE]
    end = document[max(first.end(), len(document) - _EDGE) :]
    behind = max((found.end() for found in _LAST_ENTRY.finditer(end)), default=len(end))
    return document[: min(first.start(), _EDGE)] + end[behind:]


def _block(head: bytes, name: bytes) -> bytes:
    """What stands in the first element of that name, given in lower case."""
    lower = head.lower()
    first = lower.find(b"<" + name)
    behind = lower.find(b"</" + name, first)
    return head[first : min(behind, first + _BLOCK)] if 0 <= first < behind else b""


def _ttl_s(head: Mapping[str, Any]) -> float:
    """RSS ``ttl`` in minutes, else the period of the ``sy`` module parted by its frequency."""
    if ttl := _whole(string(head, "ttl")):
        return min(ttl * MINUTE_S, LONGEST_S)
    period = _PERIODS_S.get(string(head, "sy_updateperiod").strip().lower(), 0.0)
    return period / (_whole(string(head, "sy_updatefrequency")) or 1)


def _whole(digits: str) -> int:
    digits = digits.strip()
    return int(digits[:9]) if digits.isascii() and digits.isdecimal() else 0


def _related(head: Mapping[str, Any], relation: str, url: str) -> str:
    """The first link of the feed with that relation, absolute."""
    return next(
        filter(
            None,
            (
                safe_link(string(link, "href"), url)
                for link in dicts(head, "links")
                if relation in string(link, "rel").lower().split()
            ),
        ),
        "",
    )


def _json_hubs(head: dict[str, object], url: str) -> Iterator[str]:
    listed = head.get("hubs")
    for hub in listed if isinstance(listed, list) else []:
        if isinstance(hub, dict) and text(hub, "type").lower() == "websub":
            yield from filter(None, [safe_link(text(hub, "url"), url)])
