"""CSV and JSON lines of hits."""

import csv
import io
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.export.hit_shapes import CELL_LIMIT, COLUMNS
from monitor.export.lines import csv_lines, json_lines
from monitor.store.export_reads import ExportedHit
from tests.handed import hit

ANY = st.text(st.characters(exclude_categories=["Cs"]))


def cells(*hits: ExportedHit, bom: bool = False) -> list[dict[str, str]]:
    text = b"".join(csv_lines(hits, bom=bom)).decode("utf-8-sig" if bom else "utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def objects(*hits: ExportedHit) -> list[dict[str, object]]:
    return [json.loads(line) for line in b"".join(json_lines(hits)).decode().splitlines()]


def test_a_hit_as_a_record() -> None:
    (row,) = cells(hit(7, title='Two\nlines, "quoted"'))
    assert row["title"] == 'Two\nlines, "quoted"'
    assert {
        name: row[name] for name in ("hit", "score", "why", "novelty", "development", "because", "feed")
    } == {
        "hit": "7",
        "score": "1.5",
        "why": "Wagner (title, +3)",
        "novelty": "new development",
        "development": "7",
        "because": "69",
        "feed": "https://one.example/feed?key=…",
    }


def test_the_header_stands_alone_where_there_is_no_hit() -> None:
    assert b"".join(csv_lines([])) == (",".join(COLUMNS) + "\r\n").encode()


def test_a_hit_that_nothing_is_told_of_has_empty_cells() -> None:
    (row,) = cells(hit(told=False))
    assert [
        row[name] for name in ("novelty", "development", "development_title", "copy_group", "because")
    ] == [""] * 5
    assert objects(hit(told=False))[0]["development"] is None


def test_a_mark_of_utf_8_only_where_it_is_wanted() -> None:
    assert next(csv_lines([], bom=True)) == b"\xef\xbb\xbf"
    assert cells(hit(title="حزب الله"), bom=True)[0]["title"] == cells(hit(title="حزب الله"))[0]["title"]


@pytest.mark.parametrize("field", ["title", "source_name", "text", "author", "language", "feedback"])
@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "\x00=", "\x1b@", "\ufffe="]
)
def test_no_text_of_a_feed_becomes_a_formula(field: str, start: str) -> None:
    fields: dict[str, object] = {field: f"{start}cmd|' /C calc'!A0"}
    (row,) = cells(hit(1, told=True, **fields))
    assert row[{"source_name": "source"}.get(field, field)].startswith("'")


def test_numbers_stay_numbers() -> None:
    (row,) = cells(hit(score=-0.25, points=-1.5))
    assert (row["score"], row["points"]) == ("-0.25", "-1.5")


@given(title=ANY, text=ANY, author=ANY)
def test_any_text_survives_and_none_runs(title: str, text: str, author: str) -> None:
    (row,) = cells(hit(title=title, text=text, author=author))
    (whole,) = objects(hit(title=title, text=text, author=author))
    assert list(row) == list(COLUMNS)
    for name in ("title", "author"):
        assert row[name].removeprefix("'") == str(whole[name]).removeprefix("'")
        assert not row[name].startswith(tuple("=@\t\r\n＝＋－＠"))
    assert len(row["text"]) <= CELL_LIMIT + 1


def test_json_lines_have_the_text_unchanged_and_whole() -> None:
    text = "=1+1\u2028" + "long " * 1000
    lines = b"".join(json_lines([hit(text=text)]))
    assert lines.count(b"\n") == 1
    assert json.loads(lines)["text"] == text


def test_the_shape_of_an_object_is_the_documented_one() -> None:
    (whole,) = objects(hit(3))
    assert list(whole) == [
        *("shape", "hit", "watch", "watch_title", "item", "item_version", "title", "link", "text", "author"),
        *(
            "source",
            "feed",
            "language",
            "published",
            "first_seen",
            "decided_at",
            "score",
            "points",
            "threshold",
        ),
        *("revision", "novelty", "development", "copy_group", "because", "stance", "stance_words", "changes"),
        *("feedback", "via_edit", "backlog", "replayed", "rematched", "reasons"),
    ]
    assert whole["first_seen"] == "2026-11-23T08:00:00.000Z"
    assert whole["development"] == {"number": 3, "title": "Report 3"}
    assert whole["changes"] == [{"before": "at least 37", "after": "69", "what": "dead", "hit_id": 1}]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "https://u:p@x.example/", "ftp://x.example"]
)
def test_only_links_that_can_be_followed(link: str) -> None:
    assert objects(hit(link=link))[0]["link"] == ""
    assert cells(hit(link=link))[0]["link"] == ""


def test_records_come_as_they_are_asked_for() -> None:
    asked: list[int] = []

    def endless() -> Iterator[ExportedHit]:
        number = 0
        while True:
            number += 1
            asked.append(number)
            yield hit(number)

    pieces = csv_lines(endless())
    next(pieces)
    assert asked == []
    next(pieces)
    assert asked == [1]
