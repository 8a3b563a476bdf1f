"""Which line of a TOML text a key stands on, so that a mistake can be shown where it was made.

``tomllib`` and pydantic know keys but no lines. This map reads the text once, line by line: table headers
(``[a.b]``, ``[[a.b]]``) and ``key =`` at the start of a line. It never judges the text; tomllib does that.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]#]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(
    r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*="""
)
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
_FENCES = ('"""', "'''")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLines:
    """Lines (from 1) of the keys of one text; array tables are counted from 0 in a path."""

    lines: dict[Path, int]

    def line(self, path: Sequence[str | int]) -> int:
        """The line of ``path``, or of the nearest table around it; 0 where nothing of it is there."""
        wanted = tuple(path)
        while wanted:
            if wanted in self.lines:
                return self.lines[wanted]
            wanted = wanted[:-1]
        return 0


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(name))


def _header_path(name: str, counts: dict[Path, int], *, array: bool) -> Path:
    """The path of a table header; inside an array of tables it goes through the newest entry."""
    path: Path = ()
    parts = _parts(name)
    for place, part in enumerate(parts):
        path = (*path, part)
        last = place == len(parts) - 1
        if last and array:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _without_fence(line: str, fence: str) -> tuple[str, str]:
    """What of ``line`` lies outside multi-line strings, and the fence still open after it ("" for none)."""
    outside = ""
    while True:
        if fence:
            end = line.find(fence)
            if end < 0:
                return outside, fence
            line, fence = line[end + len(fence) :], ""
        starts = [(line.find(mark), mark) for mark in _FENCES if mark in line]
        if not starts:
            return outside + line, ""
        start, fence = min(starts)
        outside += line[:start]
        line = line[start + len(fence) :]


def key_lines(text: str) -> KeyLines:
    """The map of ``text``; never raises, whatever the text is."""
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    fence = ""
    for number, raw in enumerate(text.splitlines(), start=1):
        was_open = bool(fence)
        line, fence = _without_fence(raw, fence)
        if was_open:
            continue
        if header := _HEADER.match(line):
            table = _header_path(header[2], counts, array=header[1] == "[[")
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, *_parts(key[1])), number)
    return KeyLines(lines=lines)
