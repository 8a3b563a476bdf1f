"""One feed with its history, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.store.feed_history import HealthChange, history
from monitor.store.gaps import RecordedGap, gaps_of
from monitor.store.rows import select
from monitor.store.times import from_text, optional_time, to_text

POLLS_SHOWN: Final = 60
CHANGES_SHOWN: Final = 40
GAPS_SHOWN: Final = 20
NOTICES_SHOWN: Final = 20
ITEMS_SHOWN: Final = 12

_FEED = """
select feeds.*, feed_memory.rate_week, feed_memory.peak_rate, feed_memory.peak_at, feed_memory.window,
  feed_memory.last_new_at, (select state from subscriptions where feed_id = feeds.id) as hub
from feeds left join feed_memory on feed_memory.feed_id = feeds.id
where feeds.id = ?
"""
_POLLS = f"select * from polls where feed_id = ? order by started_at desc, id desc limit {POLLS_SHOWN}"
_DAYS = """
select substr(first_seen, 1, 10) as day, count(*) as items
from items where feed_id = ? and first_seen >= ? group by 1 order by 1
"""
_ITEMS = f"select id, title, link, first_seen from items where feed_id = ? order by first_seen desc limit {ITEMS_SHOWN}"
_NOTICES = f"select made_at, kind, text from notices where feed_id = ? order by id desc limit {NOTICES_SHOWN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRow:
    """One visit."""

    started_at: datetime
    outcome: str
    status: int | None
    reason: str
    elapsed_ms: float
    wire_bytes: int
    items_seen: int
    items_new: int
    items_changed: int
    hits_new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedNotice:
    """What a digest was to say of the feed."""

    made_at: datetime
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """An entry of the feed."""

    item_id: int
    title: str
    link: str
    first_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeFeed:
    """A feed."""

    feed_id: int
    name: str
    url: str
    effective_url: str
    site_link: str
    group: str
    language: str
    kind: str
    health: str
    health_since: datetime | None
    failures: int
    last_error: str
    added_at: datetime
    retired_at: datetime | None
    last_polled: datetime | None
    last_success: datetime | None
    next_due: datetime | None
    interval_s: float
    same_as: int | None
    hub: str
    """State of the subscription at its hub; empty where there is none."""
    rate_week: float | None
    """Items an hour over a week; None where that is not known."""
    peak_rate: float | None
    window: int | None
    """Entries of the last document."""
    last_new_at: datetime | None
    polls: tuple[PollRow, ...]
    changes: tuple[HealthChange, ...]
    gaps: tuple[RecordedGap, ...]
    notices: tuple[FeedNotice, ...]
    days: tuple[tuple[str, int], ...]
    """Day (``2026-11-23``) and how many new items it brought."""
    items: tuple[FeedItem, ...]


def whole_feed(db: Database, feed_id: int, since: datetime) -> WholeFeed:
    """The feed of that number, its items counted by day ``since`` then; ``NotFoundError`` where there is none."""
    found = select(db, _FEED, (feed_id,))
    if not found:
        raise NotFoundError(f"no feed has the number {feed_id}")
    row = found[0]
    return WholeFeed(
        feed_id=feed_id,
        name=row["name"] or row["title"] or row["host"],
        url=row["url"],
        effective_url=row["effective_url"] or "",
        site_link=row["site_link"],
        group=row["group_name"],
        language=row["language"],
        kind=row["kind"],
        health=row["health"],
        health_since=optional_time(row["health_since"]),
        failures=row["failures"],
        last_error=row["last_error"],
        added_at=from_text(row["added_at"]),
        retired_at=optional_time(row["retired_at"]),
        last_polled=optional_time(row["last_polled"]),
        last_success=optional_time(row["last_success"]),
        next_due=optional_time(row["next_due"]),
        interval_s=row["interval_s"],
        same_as=row["same_as"],
        hub=row["hub"] or "",
        rate_week=row["rate_week"],
        peak_rate=row["peak_rate"],
        window=row["window"],
        last_new_at=optional_time(row["last_new_at"]),
        polls=_polls(db, feed_id),
        changes=history(db, feed_id, limit=CHANGES_SHOWN),
        gaps=gaps_of(db, feed_id, limit=GAPS_SHOWN),
        notices=_notices(db, feed_id),
        days=tuple((day["day"], day["items"]) for day in select(db, _DAYS, (feed_id, to_text(since)))),
        items=_items(db, feed_id),
    )


def _polls(db: Database, feed_id: int) -> tuple[PollRow, ...]:
    same = ("outcome", "status", "reason", "elapsed_ms", "wire_bytes")
    counts = ("items_seen", "items_new", "items_changed", "hits_new")
    return tuple(
        PollRow(started_at=from_text(row["started_at"]), **{name: row[name] for name in (*same, *counts)})
        for row in select(db, _POLLS, (feed_id,))
    )


def _notices(db: Database, feed_id: int) -> tuple[FeedNotice, ...]:
    return tuple(
        FeedNotice(made_at=from_text(row["made_at"]), kind=row["kind"], text=row["text"])
        for row in select(db, _NOTICES, (feed_id,))
    )


def _items(db: Database, feed_id: int) -> tuple[FeedItem, ...]:
    return tuple(
        FeedItem(
            item_id=row["id"],
            title=row["title"],
            link=row["link"],
            first_seen=from_text(row["first_seen"]),
        )
        for row in select(db, _ITEMS, (feed_id,))
    )
