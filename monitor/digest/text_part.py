"""Layout of the text part: lines that fit a terminal, hanging numbers, rules. Pure."""

import textwrap

WIDTH = 72
"""Columns of the text part."""

INDENT = "    "


def wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    """``text`` in lines of at most ``WIDTH`` columns where its words allow; links are never broken."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def underlined(title: str) -> str:
    """A rule as long as the (wrapped) title above it."""
    return "=" * max(map(len, wrapped(title).splitlines()), default=1)


def numbered(title: str, number: int) -> str:
    """``1.  The headline``, hanging."""
    return wrapped(title, INDENT, f"{number}.".ljust(len(INDENT)))
