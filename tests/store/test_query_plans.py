"""What is asked often must find its rows by an index, however large the tables grow."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from sqlite_utils import Database

from monitor.feed_memory import FeedMemory
from monitor.model import Decision
from monitor.store import (
    counts,
    decisions,
    feed_history,
    feeds,
    gaps,
    hits,
    items,
    notices,
    requests,
    subscriptions,
)
from monitor.store.connection import transaction
from monitor.store.feed_change import FeedChange
from monitor.store.items import StoredItem


def _record_poll(db: Database, now: datetime, **changes: object) -> None:
    change = FeedChange(polled_at=now, next_due=now, failures=0, succeeded=True)
    feeds.record_feed(db, 1, replace(change, **changes))  # type: ignore[arg-type]


QUESTIONS: dict[str, Callable[[Database, datetime], object]] = {
    "claiming what is due": lambda db, now: feeds.due(db, now, 10),
    "when the next feed is due": lambda db, _: feeds.next_due_at(db),
    "a feed by its address": lambda db, _: feeds.feed(db, "https://wire.example/rss"),
    "a feed by its number": lambda db, _: feeds.state(db, 1),
    "what a poll changed": lambda db, now: _record_poll(db, now, memory=FeedMemory()),
    "an address taken over": lambda db, now: _record_poll(db, now, effective_url="https://new.example/"),
    "failures taken back": lambda db, now: feeds.pardon(db, [(1, 0)], now),
    "a feed begun anew": lambda db, now: feeds.revive(db, 1, now),
    "how a feed fared": lambda db, _: feed_history.history(db, 1),
    "the gaps of a feed": lambda db, _: gaps.gaps_of(db, 1),
    "a subscription by its callback": lambda db, _: subscriptions.by_callback(db, "c"),
    "an item by its number": lambda db, _: items.item(db, 1),
    "an item by its link": lambda db, _: items.item(db, "https://wire.example/one"),
    "an item by its identity": lambda db, _: items.item(db, "no-such-identity"),
    "items in the order they were seen": lambda db, now: list(items.seen_items(db, now)),
    "the newest items": lambda db, _: items.newest_unrelated(db, 5),
    "the items that hit a watch": lambda db, _: hits.hit_items(db, "convoy"),
    "the hits of a watch": lambda db, _: hits.hits(db, watch="convoy"),
    "the latest hits": lambda db, _: hits.hits(db, limit=5),
    "hits since": lambda db, now: hits.hits(db, since=now),
    "hits of a watch since": lambda db, now: hits.hits(db, watch="convoy", since=now),
    "a decision kept": lambda db, _: decisions.stored_decision(db, 1, "convoy"),
    "what a watch learned": lambda db, _: decisions.learned(db, "convoy"),
    "decisions that expired": decisions.drop_expired,
    "adding counts": lambda db, _: counts.add_counts(db, 1, {"port": 1}),
    "requests that wait": lambda db, _: requests.pending(db),
    "notices not told": lambda db, _: notices.untold(db),
}


_PLANNED = re.compile(r"\s*(select|with|update|delete|insert)", re.IGNORECASE)


def _plan_of(db: Database, ask: Callable[[], object]) -> list[str]:
    """The plan of every statement that ``ask`` runs."""
    statements: list[str] = []
    db.conn.set_trace_callback(statements.append)
    ask()
    db.conn.set_trace_callback(None)
    planned = [text for text in statements if _PLANNED.match(text)]
    assert planned
    return [str(row[3]) for text in planned for row in db.conn.execute(f"explain query plan {text}")]


def _scans(plan: list[str], tables: list[str]) -> list[str]:
    """Steps that read a whole table; a covering index read for its first row only, or one row of a virtual table, is none."""
    whole = re.compile(rf"SCAN ({'|'.join(tables)})( |$)")
    return [
        step
        for step in plan
        if whole.match(step) and not any(word in step for word in ("USING INDEX", "COVERING", "INDEX 0:="))
    ]


@pytest.mark.usefixtures("followed")
@pytest.mark.parametrize("name", QUESTIONS)
def test_no_table_is_read_whole_for(
    name: str,
    db: Database,
    keep: Callable[..., StoredItem],
    decide: Callable[..., Decision],
    now: datetime,
) -> None:
    stored = keep("one")
    with transaction(db):
        decisions.record_decisions(
            db, stored, [decide()], now=now, backlog=False, replayed=False, via_edit=False
        )
    plan = _plan_of(db, lambda: QUESTIONS[name](db, now))
    assert _scans(plan, db.table_names()) == []


@pytest.mark.usefixtures("followed")
def test_storing_and_deciding_reads_no_table_whole(
    db: Database, keep: Callable[..., StoredItem], decide: Callable[..., Decision], now: datetime
) -> None:
    def edit() -> None:
        keep("one", "hash-1")
        stored = keep("one", "hash-2")
        with transaction(db):
            decisions.record_decisions(
                db, stored, [decide()], now=now, backlog=False, replayed=False, via_edit=True
            )

    assert _scans(_plan_of(db, edit), db.table_names()) == []


def test_a_claim_looks_at_feeds_that_are_due_only(db: Database, now: datetime) -> None:
    plan = _plan_of(db, lambda: feeds.due(db, now, 16))
    assert "SEARCH feeds USING INDEX idx_feeds_due (next_due<?)" in plan
    assert "SEARCH feeds USING COVERING INDEX idx_feeds_claimed (lease_until>?)" in plan


def test_every_foreign_key_has_an_index(db: Database) -> None:
    missing = [
        (table.name, key.column)
        for table in db.tables
        for key in table.foreign_keys
        if key.column != table.pks[0] and not any(index.columns[0] == key.column for index in table.indexes)
    ]
    assert missing == []


def test_a_whole_read_would_be_noticed(db: Database) -> None:
    plan = _plan_of(db, lambda: db.conn.execute("select * from items where author = 'x'").fetchall())
    assert _scans(plan, db.table_names()) == ["SCAN items"]
