"""Tables for people: nothing empty, and readable on a terminal of 80 columns."""

import io
import json

import pytest
from rich.console import Console

from monitor.cli import tables

ROWS = [
    {
        "seen": "2026-11-25",
        "watch": "a-watch-with-a-long-name",
        "title": "The harbour of Varnhem is closed after a leak of ammonia at the terminal",
        "because": "Varnhem, ammonia, harbour, terminal, Lindqvist Shipping, Norrgas, Halloran",
        "note": "",
        "score": 1.25,
    }
]


def printed(monkeypatch: pytest.MonkeyPatch, width: int, *spare: str) -> str:
    out = io.StringIO()
    monkeypatch.setattr(tables, "console", lambda: Console(file=out, width=width))
    tables.show("Hits", ROWS, as_json=False, spare=spare)
    return out.getvalue()


def test_a_column_that_holds_nothing_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    table = printed(monkeypatch, 140)
    assert "note" not in table
    assert "because" in table


def test_a_narrow_terminal_does_without_what_can_be_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "because" in printed(monkeypatch, 140, "because")
    table = printed(monkeypatch, 80, "because")
    assert "because" not in table
    assert max(map(len, table.splitlines())) <= 80


@pytest.mark.parametrize("width", [40, 60, 80])
def test_dates_and_numbers_are_not_broken(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    table = printed(monkeypatch, width, "because", "watch")
    assert "2026-11-25" in table
    assert "1.25" in table


def test_json_has_every_column(capsys: pytest.CaptureFixture[str]) -> None:
    tables.show("Hits", ROWS, as_json=True, spare=("because",))
    assert json.loads(capsys.readouterr().out) == ROWS
