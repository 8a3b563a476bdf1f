import csv
import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.browse.csv_cells import SafeCells

CELLS = {
    "a formula": ('=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'),
    "a command": ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
    "an address": ("@SUM(1)", "'@SUM(1)"),
    "a minus before words": ("-2+3+cmd|x", "'-2+3+cmd|x"),
    "a tab": ("\t=1", "'\t=1"),
    "an end of line": ("\r\n=1", "'\r\n=1"),
    "a full-width sign": ("＝1+1", "'＝1+1"),
    "a negative number": ("-1.5", "-1.5"),
    "a number with exponent": ("+1e-3", "+1e-3"),
    "words": ("Wagner = Pantsir", "Wagner = Pantsir"),
    "quotes and commas": ('a "b", =c', 'a "b", =c'),
    "nothing": ("", ""),
}
ROWS = st.lists(
    st.lists(st.text(st.sampled_from('=+-@\t\r\n,"ab1é'), max_size=6), min_size=2, max_size=3), max_size=4
)


def written(rows: list[list[str]]) -> bytes:
    sheet = io.StringIO()
    csv.writer(sheet).writerows(rows)
    return sheet.getvalue().encode()


def read(sheet: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sheet.decode(), newline="")))


@pytest.mark.parametrize(("cell", "expected"), CELLS.values(), ids=CELLS.keys())
def test_cell(cell: str, expected: str) -> None:
    safe = SafeCells().feed(written([["first", cell], [cell, "last"]]), last=True)
    assert read(safe) == [["first", expected], [expected, "last"]]


@given(ROWS)
def test_only_an_apostrophe_is_ever_added(rows: list[list[str]]) -> None:
    safe = read(SafeCells().feed(written(rows), last=True))
    assert [[cell.removeprefix("'") for cell in row] for row in safe] == rows
    assert not any(cell.startswith(("=", "@", "\t", "\r", "\n")) for row in safe for cell in row)


@given(ROWS, st.lists(st.integers(0, 120), max_size=5))
def test_where_the_pieces_are_cut_does_not_matter(rows: list[list[str]], cuts: list[int]) -> None:
    sheet = written(rows)
    places = sorted({min(cut, len(sheet)) for cut in cuts} | {0})
    cells = SafeCells()
    pieces = [cells.feed(sheet[start:end], last=False) for start, end in itertools.pairwise(places)]
    whole = b"".join(pieces) + cells.feed(sheet[places[-1] :], last=True)
    assert whole == SafeCells().feed(sheet, last=True)
