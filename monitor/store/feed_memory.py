"""What is remembered of a feed from poll to poll, as one row: a column a field, lists as JSON.

How the feed is and since when (``Condition.health``, ``Condition.since``) stand with the feed itself, where
people look for them.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from monitor.feed_memory import Caching, Condition, FeedMemory, Health, Moving, Pace
from monitor.store.storable import storable, strings, to_json
from monitor.store.times import optional_text, optional_time

_QUICK = (
    *("rate_week", "rate_hours", "peak_rate", "peak_at", "measured_at", "window", "gap_factor", "light"),
    *("last_new_at", "fresh_s", "ttl_s", "rush", "unmodified", "unmodified_since", "plain_until"),
)
"""What most polls change, in the order of ``_quick``."""

_SLOW = (
    *("waits_h", "hours", "days", "skip_hours", "skip_days"),
    *("move_target", "move_since", "move_polls", "moved_at", "moved_failures", "refused_targets"),
    *("failing_since", "gone_at", "unresolved_since", "known_title", "known_hosts", "links_tell"),
    *("throttled", "throttled_since"),
)
"""What few polls change, in the order of ``_slow``: lists, and what belongs to feeds in trouble."""

COLUMNS = (*_QUICK, *_SLOW)
"""The columns of ``feed_memory`` after ``feed_id``."""

SELECTED = ", ".join(f'feed_memory."{name}"' for name in COLUMNS)
"""What ``memory_of`` reads: the last columns of a query that joins the table and brings ``health``, too."""

_WRITE = f"""
insert into feed_memory (feed_id, {", ".join(f'"{name}"' for name in COLUMNS)})
values (?{", ?" * len(COLUMNS)})
on conflict (feed_id) do update set {", ".join(f'"{name}" = excluded."{name}"' for name in COLUMNS)}
"""
_WRITE_QUICK = f"""
update feed_memory set {", ".join(f'"{name}" = ?' for name in _QUICK)} where feed_id = ?
"""


def write_memory(db: Database, feed_id: int, memory: FeedMemory, before: FeedMemory | None = None) -> None:
    """Put the row of a feed in place of the one that stood, if one did.

    ``before`` is what stands there as far as the caller knows: then only what differs is written.
    """
    if before is not None and memory == before:
        return
    if before is not None and _slow_part(memory) == _slow_part(before):
        written = db.conn.execute(_WRITE_QUICK, (*_quick(memory), feed_id)).rowcount
        if written:
            return
    db.conn.execute(_WRITE, (feed_id, *_quick(memory), *_slow(memory)))


def memory_of(row: sqlite3.Row) -> FeedMemory:
    """Read back from a row that ends in ``SELECTED`` and has ``health`` and ``health_since``."""
    condition = Condition(health=Health(row["health"]), since=optional_time(row["health_since"]))
    # One look at a name in a row goes through all names before it.
    found = dict(zip(COLUMNS, row[-len(COLUMNS) :], strict=True))
    if found["links_tell"] is None:  # the feed has no row in the table
        return FeedMemory(condition=condition)
    return FeedMemory(
        pace=_pace(found),
        caching=Caching(
            unmodified=found["unmodified"],
            unmodified_since=optional_time(found["unmodified_since"]),
            plain_until=optional_time(found["plain_until"]),
        ),
        moving=Moving(
            target=found["move_target"],
            since=optional_time(found["move_since"]),
            polls=found["move_polls"],
            adopted_at=optional_time(found["moved_at"]),
            failures=found["moved_failures"],
            refused=strings(found["refused_targets"]),
        ),
        condition=replace(
            condition,
            failing_since=optional_time(found["failing_since"]),
            gone_at=optional_time(found["gone_at"]),
            unresolved_since=optional_time(found["unresolved_since"]),
            title=found["known_title"],
            hosts=strings(found["known_hosts"]),
            throttled=found["throttled"],
            throttled_since=optional_time(found["throttled_since"]),
        ),
        links_tell=bool(found["links_tell"]),
    )


def _pace(found: Mapping[str, Any]) -> Pace:
    return Pace(
        rate_week=found["rate_week"],
        rate_hours=found["rate_hours"],
        peak_rate=found["peak_rate"],
        peak_at=optional_time(found["peak_at"]),
        measured_at=optional_time(found["measured_at"]),
        window=found["window"],
        gap_factor=found["gap_factor"],
        light=bool(found["light"]),
        last_new_at=optional_time(found["last_new_at"]),
        waits_h=_numbers(found["waits_h"]),
        hours=_numbers(found["hours"]),
        days=_numbers(found["days"]),
        fresh_s=found["fresh_s"],
        ttl_s=found["ttl_s"],
        skip_hours=_numbers(found["skip_hours"]),
        skip_days=_numbers(found["skip_days"]),
        rush=bool(found["rush"]),
    )


def _slow_part(memory: FeedMemory) -> tuple[object, ...]:
    """What ``_SLOW`` is made of, for a comparison."""
    pace = memory.pace
    lists = (pace.waits_h, pace.hours, pace.days, pace.skip_hours, pace.skip_days)
    return (*lists, memory.moving, memory.condition, memory.links_tell)


def _quick(memory: FeedMemory) -> tuple[object, ...]:
    pace, caching = memory.pace, memory.caching
    return (
        pace.rate_week,
        pace.rate_hours,
        pace.peak_rate,
        optional_text(pace.peak_at),
        optional_text(pace.measured_at),
        pace.window,
        pace.gap_factor,
        int(pace.light),
        optional_text(pace.last_new_at),
        pace.fresh_s,
        pace.ttl_s,
        int(pace.rush),
        caching.unmodified,
        optional_text(caching.unmodified_since),
        optional_text(caching.plain_until),
    )


def _slow(memory: FeedMemory) -> tuple[object, ...]:
    pace, moving, condition = memory.pace, memory.moving, memory.condition
    return (
        to_json(pace.waits_h),
        to_json(pace.hours),
        to_json(pace.days),
        to_json(pace.skip_hours),
        to_json(pace.skip_days),
        storable(moving.target),
        optional_text(moving.since),
        moving.polls,
        optional_text(moving.adopted_at),
        moving.failures,
        to_json(moving.refused),
        optional_text(condition.failing_since),
        optional_text(condition.gone_at),
        optional_text(condition.unresolved_since),
        storable(condition.title),
        to_json(condition.hosts),
        int(memory.links_tell),
        condition.throttled,
        optional_text(condition.throttled_since),
    )


def _numbers(text: str) -> tuple[Any, ...]:
    """A JSON list of numbers; most are empty."""
    return () if text == "[]" else tuple(json.loads(text))
