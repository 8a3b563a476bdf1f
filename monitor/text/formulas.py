"""Cells that a spreadsheet would run: they get an apostrophe in front, and are then shown as they stand.

The characters are those OWASP's page on CSV injection lists, full-width twins too. Numbers stay numbers.
"""

import re
from typing import Final

_STARTS: Final = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet might take ``cell`` for a formula."""
    return cell.startswith(_STARTS) and not _NUMBER.fullmatch(cell)


def without_formula(cell: str) -> str:
    """``cell``, or with an apostrophe in front where it begins like a formula."""
    return f"'{cell}" if is_formula(cell) else cell
