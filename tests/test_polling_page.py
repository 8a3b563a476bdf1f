"""The table of polling rules names functions and tests that are there."""

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs/polling.md").read_text(encoding="utf-8")
ROWS = re.findall(
    r"^\| ([A-Z]\d|–) \| .+? \| `(monitor[\w.]+)` \| `(tests/[\w/.:]+)` \|$", PAGE, re.MULTILINE
)


def test_the_table_is_read() -> None:
    assert len(ROWS) == sum(line.startswith("| ") for line in PAGE.splitlines()) - 1


@pytest.mark.parametrize(("rule", "function", "test"), ROWS)
def test_a_row_is_true(rule: str, function: str, test: str) -> None:
    path, _, name = test.partition("::")
    text = (ROOT / path).read_text(encoding="utf-8")
    assert not name or f"def {name}(" in text, rule
    parts = function.split(".")
    depth = next(
        depth
        for depth in range(len(parts), 0, -1)
        if (ROOT / "/".join(parts[:depth])).with_suffix(".py").exists()
    )
    thing: object = importlib.import_module(".".join(parts[:depth]))
    for part in parts[depth:]:
        thing = getattr(thing, part)
    assert callable(thing)
