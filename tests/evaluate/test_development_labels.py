"""Labels of developments: what a file must hold."""

import json
from pathlib import Path

import pytest

from monitor.errors import ConfigurationError
from monitor.evaluate.development_labels import ItemClass, read_development_labels

GOOD = {
    "T1": {
        "developments": [
            {"id": "d1", "note": "ferry sinks", "first": "a1", "items": ["a1", "a2"]},
            {"id": "d2", "note": "captain held", "first": "a3", "items": ["a3"], "first_en": "a2"},
        ],
        "classes": {"a1": "new", "a2": "repeat", "a3": "new"},
    }
}
BUNDLED = Path(__file__).parents[2] / "benchmarks" / "labels" / "2023-11.developments.json"


def written(folder: Path, content: object) -> Path:
    path = folder / "labels.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_a_story_is_read(tmp_path: Path) -> None:
    (story,) = read_development_labels(written(tmp_path, GOOD))
    assert story.name == "T1"
    assert [(each.name, each.items, each.first_en) for each in story.developments] == [
        ("d1", ("a1", "a2"), ""),
        ("d2", ("a3",), "a2"),
    ]
    assert story.classes["a2"] is ItemClass.REPEAT


BAD = {
    "no JSON": "{",
    "no object": [],
    "no classes": {"T1": {"developments": []}},
    "a class that is none": {"T1": {"developments": [], "classes": {"a1": "old"}}},
    "an item without a class": {
        "T1": {"developments": [{"id": "d1", "first": "a9", "items": ["a9"]}], "classes": {}}
    },
    "a development without items": {
        "T1": {"developments": [{"id": "d1", "first": "a1", "items": []}], "classes": {"a1": "new"}}
    },
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_a_malformed_file_is_named(tmp_path: Path, content: object) -> None:
    with pytest.raises(ConfigurationError) as raised:
        read_development_labels(written(tmp_path, content))
    assert "labels.json" in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        read_development_labels(tmp_path / "none.json")


def test_the_bundled_labels_are_whole() -> None:
    stories = read_development_labels(BUNDLED)
    assert (len(stories), sum(len(story.developments) for story in stories)) == (16, 165)
    for story in stories:
        placed = {key for development in story.developments for key in development.items}
        assert placed <= story.classes.keys()
        assert all(story.classes[each.first] is ItemClass.NEW for each in story.developments)
