"""No question reads a large table whole, however much is stored."""

import itertools
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.browse.canned import CannedQuery, canned_queries
from monitor.browse.functions import register

LARGE = (
    "items",
    "item_versions",
    "hits",
    "hit_reasons",
    "hit_novelty",
    "decisions",
    "polls",
    "profile_tokens",
)
ALIAS = re.compile(r"\b(?:from|join)\s+(\w+)(?:\s+as)?\s+(\w+)", re.IGNORECASE)
FILLED = {
    "watch": "air-defence",
    "since": "2026-11-01",
    "until": "2026-11-30",
    "search": "wagner",
    "least": "0.8",
}
FILLED |= {"language": "en", "feed": "1", "hits": "yes", "days": "3", "trouble": "1", "silent": "1"}


@pytest.fixture
def connection(database: Path) -> Iterator[sqlite3.Connection]:
    connected = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    register(connected)
    yield connected
    connected.close()


def whole_reads(connection: sqlite3.Connection, sql: str, asked: dict[str, str]) -> list[str]:
    """Steps of the plan that read a large table from end to end, by an index or not."""
    large = {alias for table, alias in ALIAS.findall(sql) if table in LARGE} | set(LARGE)
    plan = [str(row[3]) for row in connection.execute(f"explain query plan {sql}", asked)]
    scans = [
        (step, step.split()[1]) for step in plan if step.startswith("SCAN ") and "VIRTUAL TABLE" not in step
    ]
    unsought = [
        step
        for step in plan
        if "VIRTUAL TABLE" in step and re.search(r"INDEX 0:$", step) and "json" not in step
    ]
    return [step for step, name in scans if name in large] + unsought


def askings(query: CannedQuery) -> Iterator[dict[str, str]]:
    """Everything left empty, everything filled in, and each field alone."""
    names = [parameter.name for parameter in query.parameters]
    for filled in itertools.chain([(), tuple(names)], ((name,) for name in names)):
        yield {name: FILLED[name] if name in filled else "" for name in names}


@pytest.mark.parametrize("query", canned_queries(), ids=lambda query: query.name)
def test_no_question_reads_a_large_table_whole(connection: sqlite3.Connection, query: CannedQuery) -> None:
    for asked in askings(query):
        assert whole_reads(connection, query.sql, asked) == []


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from items as i where i.author = :a",
        "select * from hits as h order by h.points",
        "with x as (select * from hit_novelty as n) select count(*) from x where novelty = :a",
        "select rowid from items_fts as f",
    ],
)
def test_a_whole_read_would_be_noticed(connection: sqlite3.Connection, sql: str) -> None:
    assert len(whole_reads(connection, sql, {"a": "b"})) == 1
