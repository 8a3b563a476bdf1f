"""Strings and lists as TOML that a person likes to read; any text comes back as it went in."""

import re
from collections.abc import Sequence

WIDTH = 100
"""Columns that lines are kept to."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u0085\u2028\u2029]")
_ALL_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")
_QUOTES = re.compile(r'"{3,}|"+\Z')
_BREAK = re.compile(r"(?<=\S) (?=\S)")
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def quoted(text: str) -> str:
    """A basic string on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_ALL_CONTROL.sub(_escape, escaped)}"'


def key(name: str) -> str:
    """A key, in quotes where it has more than letters, digits, ``-`` and ``_``."""
    return name if _BARE_KEY.fullmatch(name) else quoted(name)


def array(texts: Sequence[str]) -> str:
    """A list on one line where it fits, else as many strings a line as fit."""
    pieces = [quoted(text) for text in texts]
    line = ", ".join(pieces)
    if len(line) <= WIDTH - 16:
        return f"[{line}]"
    lines = [""]
    for piece in pieces:
        if lines[-1] and len(lines[-1]) + len(piece) > WIDTH - 8:
            lines.append("")
        lines[-1] += f"{' ' if lines[-1] else ''}{piece},"
    return "[\n    " + "\n    ".join(lines) + "\n]"


def block(text: str) -> str:
    """A multi-line string; long lines are folded with a backslash, which TOML takes out again."""
    escaped = _CONTROL.sub(_escape, text.replace("\\", "\\\\"))
    escaped = _QUOTES.sub(lambda found: '\\"' * len(found.group()), escaped)
    return '"""\n' + "\n".join(_folded(line) for line in escaped.split("\n")) + '"""'


def _folded(line: str) -> str:
    """Break only at single blanks between words: the backslash swallows all white space after it."""
    lines = [""]
    for word in _BREAK.split(line):
        if lines[-1] and len(lines[-1]) + len(word) >= WIDTH:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return " \\\n".join(lines)


def comment(text: str) -> str:
    """``text`` as comment lines."""
    lines = [""]
    for word in _ALL_CONTROL.sub(" ", text).split():
        if lines[-1] and len(lines[-1]) + len(word) >= WIDTH:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(f"# {line}".rstrip() for line in lines)


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _SHORT.get(character, f"\\u{ord(character):04x}")
