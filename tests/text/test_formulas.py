"""Which cells a spreadsheet would run."""

import pytest

from monitor.text.formulas import is_formula, without_formula

FORMULAS = [
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(A1)",
    "-", "+49 30 1234", '=HYPERLINK("http://evil.example")', "-1e", "--1", "+1,5",
]  # fmt: skip
PLAIN = ["", "Wagner", " =1", "a=1", "12", "-12", "+3.5", "-1.5e3", "'=1", "«=1»", "٣"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_what_begins_like_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert is_formula(cell)
    assert without_formula(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", PLAIN)
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert without_formula(cell) == cell
