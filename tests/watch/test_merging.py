"""Folding rows into a watch file, as a person would."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.errors import ConfigurationError
from monitor.model import Form, Role, Term
from monitor.watch.changes import ChangeKind, WatchChange, in_force
from monitor.watch.file import load, parse_watch
from monitor.watch.merging import merge, merged_text

TEXT = """\
schema = 1
# My notes stay.
[watch]
title = "A ship"   # so does this one
mute = ["opera"]    # phrases

# ── Objects ──

[term.ship]
role = "object"
weight = 3.0
forms.en = ["Galaxy Leader"]

# ── The seed ──

[seed]
title = "A ship is seized"
"""
NOW = datetime(2026, 11, 23, tzinfo=UTC)
TERM = Term(
    name='Ansar "Allah"', role=Role.ACTOR, weight=2.0, forms=(Form(text="Ansar Allah"),), origin="accepted"
)


def row(number: int, kind: ChangeKind, text: str, term: Term | None = None) -> WatchChange:
    return WatchChange(change_id=number, kind=kind, text=text, made_at=NOW, made_by="ann", term=term)


ROWS = (
    row(1, ChangeKind.MUTE, "ballet"),
    row(2, ChangeKind.VETO, "weather"),
    row(3, ChangeKind.TERM, TERM.name, TERM),
)


def test_the_file_then_says_what_was_in_force_and_keeps_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "ship.toml"
    path.write_text(TEXT, encoding="utf-8")
    wanted = in_force(load(path), ROWS)
    merged = merge(path, ROWS)
    assert replace(merged, revision="") == replace(wanted, revision="")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in TEXT.splitlines() if line not in lines] == ['mute = ["opera"]    # phrases']
    assert "phrases" in next(line for line in lines if line.startswith("mute"))
    place = [number for number, line in enumerate(lines) if "Ansar" in line or "The seed" in line]
    assert place == sorted(place)
    assert "The seed" in lines[place[-1]], "a new term stands with the others"


def test_a_file_is_replaced_where_it_lies(tmp_path: Path) -> None:
    path, link = tmp_path / "ship.toml", tmp_path / "link.toml"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    merge(link, ROWS)
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") != TEXT
    assert path.stat().st_mode & 0o777 == 0o640


def test_merging_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ship.toml"
    path.write_text(TEXT, encoding="utf-8")
    merge(path, ROWS)
    before = path.read_bytes()
    merge(path, ROWS)
    assert path.read_bytes() == before


ODD = {
    "terms behind the seed": TEXT.replace("[term.ship]", "[seed]\ntitle = 'x'\n[term.ship]").rpartition(
        "[seed]"
    )[0],
    "no terms": TEXT.partition("[term.ship]")[0] + "[seed]\ntitle = 'x'\n",
    "no line end": TEXT.rstrip("\n"),
    "windows lines": TEXT.replace("\n", "\r\n"),
    "no mute": TEXT.replace('mute = ["opera"]    # phrases\n', ""),
    "a header in a text": TEXT.replace(
        'title = "A ship is seized"', 'title = "A"\ntext = """\n[term.x]\n[seed]\n"""'
    ),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_files_written_otherwise(text: str) -> None:
    wanted = in_force(parse_watch(text, slug="ship", file="f"), ROWS)
    found = parse_watch(merged_text(text, ROWS, slug="ship", file="f"), slug="ship", file="f")
    assert replace(found, revision="") == replace(wanted, revision="")


def test_a_file_with_mistakes_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ship.toml"
    path.write_text(TEXT.replace("weight", "wieght"), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(ConfigurationError, match="wieght"):
        merge(path, ROWS)
    assert path.read_bytes() == before
