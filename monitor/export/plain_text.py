"""Text as a file format can carry it: what no reader can do with, and XML forbids, is left out."""

import re
from typing import Final

_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Controls other than tab and ends of line, surrogates, and characters that are none."""
_BLANKS: Final = re.compile(r"\s+")


def carried(text: str) -> str:
    """``text`` without what cannot be carried; tabs and ends of line stay as they are."""
    # Nothing that is to go is printable, and asking is cheaper than searching.
    return text if text.isprintable() else _CONTROLS.sub("", text)


def one_line(text: str) -> str:
    """``text`` on one line: runs of blanks are one blank."""
    return _BLANKS.sub(" ", carried(text)).strip()


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters of ``text``; what was cut ends in ``…``."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
