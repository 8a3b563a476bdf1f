"""The labels that go with the project point at items and tell nothing of their text."""

import json
import re
from pathlib import Path

import pytest

from monitor.evaluate.labels import read_labels

FILES = sorted((Path(__file__).parents[2] / "benchmarks" / "labels").glob("*.labels.json"))
FIELDS = {"name", "seed", "positives", "ignore", "look_alikes", "lang_note"}
LONGEST_NOTE = 120


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_labels_hold_keys_and_short_names_only(path: Path) -> None:
    for entry in json.loads(path.read_text(encoding="utf-8")).values():
        keys = [entry["seed"], *entry["positives"], *entry["ignore"]]
        assert set(entry) <= FIELDS
        assert all(re.fullmatch("[0-9a-f]{16}", key) for key in keys)
        assert len(entry["name"]) <= LONGEST_NOTE
        assert len(entry.get("lang_note", "")) <= LONGEST_NOTE


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_item_is_wanted_and_left_out_at_once(path: Path) -> None:
    stories = read_labels(path)
    assert len({story.seed for story in stories}) == len(stories) >= 15
    assert all(not (story.positives or frozenset()) & story.ignore for story in stories)


def test_all_files_are_there() -> None:
    assert [path.name for path in FILES] == [
        "2023-10.labels.json",
        "2023-11-more.labels.json",
        "2023-11-sealed.labels.json",
    ]
