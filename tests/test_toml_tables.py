"""Reading tables of TOML: stand-ins for wrong values, so that every mistake of a file is told."""

from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest

from monitor.errors import ConfigurationError, UnusableStoreError
from monitor.toml_tables import Table, read_table, read_text, write_text


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def table(text: str) -> Table:
    return read_table(text, file="a.toml")


def told(root: Table) -> list[str]:
    return [str(mistake) for mistake in root.mistakes.found]


def test_values_come_as_they_are() -> None:
    root = table('a = "x"\nb = 2\nc = true\nd = 2023-11-21\ne = "blue"\nf = ["x", "y"]\n')
    assert root.text("a") == "x"
    assert root.number("b", 1.0, most=5) == 2.0
    assert root.flag("c", default=False) is True
    assert root.day("d") == date(2023, 11, 21)
    assert root.choice("e", Colour.RED) is Colour.BLUE
    assert root.texts("f") == ("x", "y")
    root.finish()
    assert told(root) == []


def test_what_is_missing_has_a_default() -> None:
    root = table("")
    assert (root.text("a", "x"), root.number("b", 1.5, most=5), root.flag("c", default=True)) == (
        "x",
        1.5,
        True,
    )
    assert (root.day("d"), root.choice("e", Colour.RED), root.texts("f")) == (None, Colour.RED, ())
    assert told(root) == []


WRONG = {
    "text": ("a = 1", "a.toml:1: k.a: has to be a string, not a number"),
    "number": ("a = []", "a.toml:1: k.a: has to be a number, not a list"),
    "day": (
        "a = 07:00:00",
        "a.toml:1: k.a: has to be a date such as 2023-11-21 (without quotes), not a time",
    ),
    "texts": ("a = 1979-05-27", "a.toml:1: k.a: has to be a list of strings, not a date"),
    "table": ("a = 1.5", "a.toml:1: k.a: has to be a table [a], not a number"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_wrong_kinds_are_told_and_reading_goes_on(kind: str) -> None:
    text, problem = WRONG[kind]
    root = table(f"k.{text}\n")
    inner = root.table("k")
    if kind == "number":
        inner.number("a", 1.0, most=2)
    else:
        getattr(inner, kind)("a")
    inner.finish()
    assert [line.replace("a.toml:1: k.a", "a.toml:1: k.a") for line in told(root)] == [problem]


def test_a_date_with_a_time_counts_as_its_day() -> None:
    assert table("d = 2023-11-21T08:00:00Z\n").day("d") == date(2023, 11, 21)


def test_mistakes_are_raised_in_the_order_of_their_lines() -> None:
    root = table("b = 1\na = 1\n")
    root.text("a")
    root.text("b")
    with pytest.raises(ConfigurationError) as refused:
        root.mistakes.raise_any()
    assert [mistake.key for mistake in refused.value.mistakes] == ["b", "a"]


SYNTAX = {
    "in the middle": ("a = 1\nb = = 2\n", 2),
    "at the end": ('a = 1\nb = "x', 2),
    "a key given twice": ("a = 1\na = 2\n", 2),
}


@pytest.mark.parametrize("case", SYNTAX, ids=str)
def test_bad_syntax_names_its_line(case: str) -> None:
    text, line = SYNTAX[case]
    with pytest.raises(ConfigurationError) as refused:
        table(text)
    (mistake,) = refused.value.mistakes
    assert mistake.line == line
    assert mistake.problem.startswith("this is no valid TOML: ")


def test_a_folder_for_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="it cannot be read"):
        read_text(tmp_path)


def test_a_file_is_replaced_at_once_and_keeps_its_permissions(tmp_path: Path) -> None:
    path, link = tmp_path / "feeds.toml", tmp_path / "link.toml"
    path.write_text("# old\n", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    write_text(link, "a = 1\n")
    assert path.read_text(encoding="utf-8") == "a = 1\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(tmp_path.iterdir()) == [path, link]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableStoreError, match="nowhere"):
        write_text(tmp_path / "nowhere/feeds.toml", "a = 1\n")
