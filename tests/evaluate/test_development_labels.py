"""Labels of developments: what a file must hold."""

import json
import re
from pathlib import Path

import pytest

from monitor.errors import ConfigurationError
from monitor.evaluate.development_labels import ItemClass, LabelledStory, read_development_labels
from monitor.evaluate.labels import read_labels
from monitor.evaluate.stream import read_stream

GOOD = {
    "T1": {
        "developments": [
            {"id": "d1", "note": "ferry sinks", "first": "a1", "items": ["a1", "a2"]},
            {"id": "d2", "note": "captain held", "first": "a3", "items": ["a3"], "first_en": "a2"},
        ],
        "classes": {"a1": "new", "a2": "repeat", "a3": "new"},
    }
}
ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT / "benchmarks" / "labels"
SHARED = ROOT.parent / "shared" / "eval"
BUNDLED = {"2023-10": (12, 369, 112), "2023-11": (16, 677, 165)}
"""Month → stories, items, developments."""
LONGEST_NOTE = 5


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


def bundled(month: str) -> tuple[LabelledStory, ...]:
    return read_development_labels(LABELS / f"{month}.developments.json")


@pytest.mark.parametrize("month", BUNDLED)
def test_the_bundled_labels_are_whole(month: str) -> None:
    stories = bundled(month)
    keys = {key for story in stories for key in story.classes}
    assert (len(stories), len(keys), sum(len(story.developments) for story in stories)) == BUNDLED[month]
    for story in stories:
        placed = {key for development in story.developments for key in development.items}
        assert placed == story.classes.keys()


@pytest.mark.parametrize("month", BUNDLED)
def test_new_is_what_opens_a_development(month: str) -> None:
    for story in bundled(month):
        new = {key for key, label in story.classes.items() if label is ItemClass.NEW}
        assert {each.first for each in story.developments} == new
        for development in story.developments:
            assert development.items[0] == development.first
            assert development.first_en in {"", *development.items[1:]}


@pytest.mark.parametrize("month", BUNDLED)
def test_the_bundled_labels_hold_keys_and_short_notes_only(month: str) -> None:
    content = json.loads((LABELS / f"{month}.developments.json").read_text(encoding="utf-8"))
    for entry in content.values():
        assert set(entry) == {"developments", "classes"}
        assert all(re.fullmatch("[0-9a-f]{16}", key) for key in entry["classes"])
        for number, development in enumerate(entry["developments"], start=1):
            assert set(development) <= {"id", "note", "first", "items", "first_en"}
            assert development["id"] == f"d{number}"
            assert 0 < len(development["note"].split()) <= LONGEST_NOTE


def test_october_classes_all_that_belongs_to_a_story() -> None:
    wanted = {story.name: story for story in read_labels(LABELS / "2023-10.labels.json")}
    for story in bundled("2023-10"):
        whole = wanted[story.name]
        assert story.classes.keys() == {whole.seed, *(whole.positives or ())}
        assert story.developments[0].first == whole.seed


@pytest.mark.parametrize("month", BUNDLED)
def test_the_labels_follow_the_stream(month: str) -> None:
    path = SHARED / f"{month}.jsonl.xz"
    if not path.is_file():
        pytest.skip(f"{path} is not beside the checkout")
    place: dict[str, int] = {}
    english: set[str] = set()
    for number, item in enumerate(read_stream(path)):
        place[item.key] = number
        if item.lang.lower().startswith("en"):
            english.add(item.key)
    for story in bundled(month):
        assert story.classes.keys() <= place.keys()
        firsts = [place[development.first] for development in story.developments]
        assert firsts == sorted(firsts)
        for development in story.developments:
            places = [place[key] for key in development.items]
            assert places == sorted(places)
            first_english = next((key for key in development.items if key in english), "")
            assert (development.first_en or development.first) == (first_english or development.first)
