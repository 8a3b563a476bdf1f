import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.errors import ConfigurationError
from monitor.evaluate.copy_pairs import CopyPair, counted, read_copy_pairs, readings_of, same_titles
from monitor.evaluate.stream import StreamItem, read_stream
from monitor.story.copies import are_copies

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT / "benchmarks" / "labels" / "2023-11.copy-pairs.json"
STREAM = ROOT.parent / "shared" / "eval" / "2023-11.jsonl.xz"


def pair(*, copy: bool, kind: str = "edited", first: str = "a", second: str = "b") -> CopyPair:
    return CopyPair(first=first, second=second, copy=copy, kind=kind, hard=False)


def item(key: str, title: str, source: str) -> StreamItem:
    return StreamItem(
        key=key,
        date=datetime(2023, 11, 1, tzinfo=UTC),
        lang="en",
        source=source,
        title=title,
        summary="",
        link="",
    )


def test_the_labels_are_read() -> None:
    pairs = read_copy_pairs(LABELS)
    assert len(pairs) == 781
    assert sum(one.copy for one in pairs) == 354
    assert {one.half for one in pairs} == {1, 2}
    assert len({key for one in pairs for key in (one.first, one.second)}) == 2 * len(pairs)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[]", "an object with “pairs” is expected"),
        ("{", "an object with “pairs” is expected"),
        ('{"pairs": {}}', "a list is expected"),
        ('{"pairs": [{"a": "x"}]}', "pairs[0]"),
        ('{"pairs": [7]}', "an object is expected"),
        ('{"pairs": [{"a": "x", "b": "y", "copy": 1, "kind": "edited", "hard": false}]}', "true or false"),
    ],
)
def test_a_file_that_is_wrong_is_told_with_its_place(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "pairs.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="pairs") as raised:
        read_copy_pairs(path)
    assert told in str(raised.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        read_copy_pairs(tmp_path / "nowhere.json")


def test_what_is_right_and_wrong_is_counted_without_translations() -> None:
    counts = counted(
        [
            (pair(copy=True), True),
            (pair(copy=True), False),
            (pair(copy=False, kind="updated"), True),
            (pair(copy=False, kind="related"), False),
            (pair(copy=False, kind="translation"), True),
        ]
    )
    assert (counts.hits, counts.alarms, counts.positives, counts.others) == (1, 1, 2, 2)


def test_a_pair_is_always_in_the_same_half() -> None:
    halves = [pair(copy=True, first=f"{n}").half for n in range(50)]
    assert halves == [pair(copy=False, first=f"{n}").half for n in range(50)]
    assert set(halves) == {1, 2}


def test_equal_titles_of_two_sources_are_found_each_pair_once() -> None:
    items = [
        item("1", "Ferry aground: all safe", "x"),
        item("2", "Ferry aground – all SAFE", "y"),
        item("3", "Ferry aground, all safe!", "x"),
        item("4", "", "x"),
        item("5", "", "y"),
    ]
    assert sorted(same_titles(dict(readings_of(items)))) == [("1", "2"), ("2", "3")]


def test_readings_are_numbered_as_hits() -> None:
    readings = list(readings_of([item("k", "Ferry", "x"), item("l", "Reef", "y")]))
    assert [(key, reading.report.hit_id) for key, reading in readings] == [("k", 1), ("l", 2)]


@pytest.mark.skipif(not STREAM.is_file(), reason="the evaluation stream is not beside the checkout")
def test_labelled_pairs_are_told_apart() -> None:
    pairs = read_copy_pairs(LABELS)
    wanted = {key for one in pairs for key in (one.first, one.second)}
    readings = dict(readings_of(one for one in read_stream(STREAM) if one.key in wanted))
    counts = counted((one, are_copies(readings[one.first], readings[one.second])) for one in pairs)
    assert counts.precision >= 0.92, json.dumps({"P": counts.precision, "R": counts.recall})
    assert counts.recall >= 0.89
