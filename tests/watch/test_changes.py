"""The watch in force is its file with the rows that count laid over it."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from monitor.model import Form, Role, Seed, Term, Watch
from monitor.watch.changes import ChangeKind, WatchChange, in_force, term_of_row, term_row

NOW = datetime(2026, 11, 23, tzinfo=UTC)
TERM = Term(name="Ansar", role=Role.ACTOR, weight=2.0, forms=(Form(text="Ansar"),), origin="accepted")
WATCH = Watch(
    slug="w",
    title="W",
    seed=Seed(origin="-", title="A ship is seized", text=""),
    terms=(replace(TERM, name="ship", origin="person"),),
    mute=("opera",),
    revision="abc",
)


def row(number: int, kind: ChangeKind, text: str, **more: object) -> WatchChange:
    made = WatchChange(change_id=number, kind=kind, text=text, made_at=NOW, made_by="ann")
    return replace(made, **more)  # type: ignore[arg-type]


def test_rows_add_to_what_the_file_says_and_the_revision_tells_the_newest() -> None:
    rows = [
        row(4, ChangeKind.TERM, "Ansar", term=TERM),
        row(2, ChangeKind.VETO, "weather"),
        row(3, ChangeKind.MUTE, "ballet"),
        row(9, ChangeKind.FEEDBACK, "irrelevant", item_id=1),
    ]
    now = in_force(WATCH, rows)
    assert (now.mute, now.veto, now.revision) == (("opera", "ballet"), ("weather",), "abc+4")
    assert now.terms == (*WATCH.terms, TERM)


def test_what_is_withdrawn_or_merged_does_not_count() -> None:
    gone = [
        row(1, ChangeKind.MUTE, "ballet", withdrawn_at=NOW),
        row(2, ChangeKind.VETO, "weather", merged_at=NOW),
    ]
    assert in_force(WATCH, gone) is WATCH
    assert [one.state for one in gone] == ["withdrawn", "merged into the file"]


def test_the_file_wins_and_nothing_stands_twice() -> None:
    rows = [
        row(1, ChangeKind.MUTE, "OPERA"),
        row(2, ChangeKind.TERM, "Ship", term=replace(TERM, name="Ship", weight=9.0)),
        row(3, ChangeKind.VETO, "weather"),
        row(4, ChangeKind.VETO, "Weather"),
    ]
    now = in_force(WATCH, rows)
    assert (now.mute, now.veto, now.terms) == (("opera",), ("weather",), WATCH.terms)


def test_a_term_survives_json() -> None:
    assert term_of_row(json.loads(json.dumps(term_row(TERM)))) == TERM
