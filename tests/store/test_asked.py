"""What pages show of the requests about a watch."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from monitor.store.asked import asked
from monitor.store.connection import open_store
from tests.browse import varnhem

PAYLOADS = (
    {"watch": "varnhem-leak", "text": "irrelevant", "item": 2, "undo": False},
    {"watch": "varnhem-leak", "text": "relevant", "item": 4, "undo": True},
    {"watch": "varnhem-leak", "text": "football"},
    {"watch": "another", "text": "football"},
    {"url": "https://feed.example/"},
    ["a list"],
)
CASES = {
    "a watch, newest first": ({"slug": "varnhem-leak"}, ["football", "relevant", "irrelevant"]),
    "one of its items, and what is about none": (
        {"slug": "varnhem-leak", "item_id": 2},
        ["football", "irrelevant"],
    ),
    "as many as wanted": ({"slug": "varnhem-leak", "limit": 1}, ["football"]),
    "no such watch": ({"slug": "nothing"}, []),
}


@pytest.mark.parametrize(("how", "texts"), CASES.values(), ids=CASES.keys())
def test_requests(tmp_path: Path, how: dict[str, str | int], texts: list[str]) -> None:
    row = {"made_at": varnhem.moment(1), "made_by": "Ann", "kind": "feedback", "result": ""}
    rows = dict(varnhem.story()) | {"requests": [row | {"payload": json.dumps(one)} for one in PAYLOADS]}
    rows["requests"] = [*rows["requests"], row | {"payload": "no JSON"}]
    with closing(open_store(varnhem.written(tmp_path / "news.db", rows))) as db:
        found = asked(db, **how)  # type: ignore[arg-type]
    assert [one.text for one in found] == texts
    assert all(one.applied_at is None for one in found)
