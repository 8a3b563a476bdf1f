"""The gate: the default configuration over a small labelled stream of our own, against floors that only rise.

To raise a floor, write its new value into ``gate/floors.toml`` and into STRICTEST. To lower one, leave STRICTEST as it
is and own up to it in the table “Changes to the gate” of ``docs/tracking.md``. The failing test says the row.
"""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

from monitor.evaluate.report import summary_rows
from monitor.evaluate.run import Evaluation, evaluate_files
from tests.evaluate.gate_floors import Floors, entries, read_floors

GATE = Path(__file__).parent / "gate"
RECORD = (Path(__file__).parents[2] / "docs" / "tracking.md").read_text(encoding="utf-8")
FLOORS = read_floors(GATE / "floors.toml")
STRICTEST = {
    "English P": 0.95,
    "English R": 0.59,
    "English F1": 0.71,
    "other R": 0.57,
    "English minCdet": 0.185,
}
"""The most that each limit has ever asked for. A value here is only ever made stricter."""
FINGERPRINTS = {
    "stream.jsonl": "c55c6c9a84b38003",
    "labels.json": "c5db14612056c0b4",
    "floors.toml": "ffeb7b0ddefbb088",
}
"""The beginnings of the SHA-256 of the gate's files."""
SEALED = ("stream.jsonl", "labels.json")
"""The files whose every version has a row in the record."""


def fingerprint(name: str) -> str:
    return sha256((GATE / name).read_bytes()).hexdigest()[:16]


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate_files(GATE / "stream.jsonl", GATE / "labels.json", None, None)


@pytest.fixture(scope="module")
def measured(evaluation: Evaluation) -> dict[str, float]:
    return {
        f"{row['language']} {name}": value
        for row in summary_rows(evaluation)
        for name, value in row.items()
        if isinstance(value, float)
    }


def test_the_default_configuration_keeps_every_floor(measured: dict[str, float]) -> None:
    missed = FLOORS.missed(measured)
    assert not missed, (
        "tracking got worse on the gate's stream; mend it, or lower the floor in the open: "
        + "; ".join(missed)
    )


@pytest.mark.parametrize("name", FINGERPRINTS)
def test_the_gate_is_the_one_that_was_pinned(name: str) -> None:
    found = fingerprint(name)
    assert found == FINGERPRINTS[name], (
        f"gate/{name} was changed. If that is meant: measure before and after, set the floors anew, say why in "
        f"“Changes to the gate” of docs/tracking.md, and pin {found} in FINGERPRINTS of this file."
    )


@pytest.mark.parametrize("name", SEALED)
def test_the_record_has_the_stream_and_the_labels_that_are_measured(name: str) -> None:
    found = fingerprint(name)
    assert any((what, new) == (name, found) for what, _, new in entries(RECORD)), (
        f"docs/tracking.md, “Changes to the gate”, lacks the row "
        f"“| YYYY-MM-DD | {name} | old fingerprint | {found} | why |”."
    )


def test_no_floor_is_lowered_in_silence() -> None:
    silent = FLOORS.let_down(STRICTEST, RECORD)
    assert not silent, (
        "A floor may only go down with a row “| YYYY-MM-DD | name | old | new | why |” (values as below) in "
        "“Changes to the gate” of docs/tracking.md: " + "; ".join(silent)
    )


def test_a_raised_floor_is_kept_from_falling_back() -> None:
    raised = FLOORS.raised(STRICTEST)
    assert not raised, f"write what {raised} now ask for into STRICTEST"


def test_the_stream_is_what_it_says(evaluation: Evaluation) -> None:
    rows = [json.loads(line) for line in (GATE / "stream.jsonl").read_text(encoding="utf-8").splitlines()]
    labels = json.loads((GATE / "labels.json").read_text(encoding="utf-8"))
    keys = [row["key"] for row in rows]
    assert len(keys) == len(set(keys)) == 601
    assert len(labels) == 8
    assert keys == [sha256(row["link"].encode()).hexdigest()[:16] for row in rows]
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    assert all(re.match(r"https://[a-z-]+\.example/", row["link"]) for row in rows)
    assert evaluation.absent == 0


HELD = Floors(floor={"English F1": 0.6}, ceiling={"English minCdet": 0.2})
LOWERED = Floors(floor={"English F1": 0.5}, ceiling={"English minCdet": 0.3})
OWNED = (
    "| 2024-02-01 | English F1 | 0.6 | 0.5 | the weights were wrong |\n"
    "| 2024-02-01 | English minCdet | 0.2 | 0.3 | the same as above |\n"
)


def test_what_is_lowered_without_a_row_is_told() -> None:
    assert HELD.let_down(HELD.asked(), "") == []
    assert len(LOWERED.let_down(HELD.asked(), "")) == 2
    assert LOWERED.let_down(HELD.asked(), OWNED) == []
    assert len(Floors(floor={}, ceiling={}).let_down(HELD.asked(), OWNED)) == 2


@pytest.mark.parametrize(
    "row",
    [
        "| 2024-02-01 | English F1 | 0.6 | 0.5 | |",
        "| 2024-02-01 | English F1 | 0.6 | 0.4 | the weights were wrong |",
        "| 2024-02-01 | English F1 | 0.7 | 0.5 | the weights were wrong |",
        "| soon | English F1 | 0.6 | 0.5 | the weights were wrong |",
    ],
)
def test_a_row_must_name_the_floor_both_values_and_a_reason(row: str) -> None:
    only = Floors(floor={"English F1": 0.5}, ceiling={})
    assert len(only.let_down({"English F1": 0.6}, row)) == 1


def test_what_asks_more_is_no_let_down() -> None:
    stricter = Floors(floor={"English F1": 0.7}, ceiling={"English minCdet": 0.1})
    assert stricter.let_down(HELD.asked(), "") == []
    assert stricter.raised(HELD.asked()) == ["English F1", "English minCdet"]
    assert HELD.raised(HELD.asked()) == []
    assert LOWERED.raised(HELD.asked()) == []


def test_what_is_missed_is_told_with_both_numbers() -> None:
    assert HELD.missed({"English F1": 0.6, "English minCdet": 0.2}) == []
    assert HELD.missed({"English F1": 0.55, "English minCdet": 0.25}) == [
        "English F1 is 0.550, its floor 0.6",
        "English minCdet is 0.250, its ceiling 0.2",
    ]
