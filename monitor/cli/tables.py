"""Rows for people or for programs: a table on the terminal, or JSON with ``--json``."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

import click
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

SMALL = 0.001
"""Below it three places would show nothing."""

NARROW = 100
"""Columns of a terminal below which a table has to do without what can be spared."""

SHARE_OF_WHOLE = 0.6
"""Of the width of a terminal, for columns that are never broken; the rest is for those that may be."""

FRAME = 3
"""What a column takes besides its cells: a line and a blank on each side."""

NO_COLOURS: Mapping[str, Mapping[str, str]] = {}

F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    """The ``--json`` flag of every command that prints a table."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")(command)


def console() -> Console:
    """Where tables go; wide enough for a pipe, where there is no terminal to ask."""
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=140, soft_wrap=False)


def show_objects(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print ``rows``, of any depth, as JSON."""
    click.echo(json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=2, default=str))


def show(
    title: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    as_json: bool,
    empty: str = "nothing",
    colours: Mapping[str, Mapping[str, str]] = NO_COLOURS,
    spare: Collection[str] = (),
) -> None:
    """Print ``rows`` (each with the same keys) under ``title``; ``empty`` where there are none.

    A table leaves out columns that hold nothing, and on a narrow terminal those of ``spare``; JSON has them all.
    ``colours``: column → value → rich style, for terminals.
    """
    if as_json:
        show_objects(rows)
        return
    if not rows:
        click.echo(empty)
        return
    out = console()
    table = Table(title=title, title_justify="left", header_style="bold", show_lines=False)
    names = _columns(rows, spare if out.width < NARROW else ())
    whole = _whole(rows, names, out.width * SHARE_OF_WHOLE)
    for name in names:
        numeric = all(isinstance(row[name], int | float) for row in rows)
        table.add_column(
            name.replace("_", " "),
            justify="right" if numeric else "left",
            overflow="fold",
            no_wrap=name in whole,
        )
    for row in rows:
        styles = {name: shades.get(str(row[name]), "") for name, shades in colours.items()}
        table.add_row(*(Text(_cell(row[name]), style=styles.get(name, "")) for name in names))
    out.print(table)


def _columns(rows: Sequence[Mapping[str, Any]], spared: Collection[str]) -> list[str]:
    """The columns that hold something in any of ``rows``, without ``spared``."""
    return [name for name in rows[0] if name not in spared and any(_cell(row[name]) for row in rows)]


def _whole(rows: Sequence[Mapping[str, Any]], names: Sequence[str], room: float) -> set[str]:
    """The narrowest columns, as many as fit into ``room``: numbers, dates and names read badly when broken."""
    whole: set[str] = set()
    widths = {
        name: max(cell_len(line) for row in rows for line in [name, *_cell(row[name]).splitlines()])
        for name in names
    }
    for name in sorted(names, key=widths.__getitem__):
        room -= widths[name] + FRAME
        if room < 0:
            break
        whole.add(name)
    return whole


def count(number: int, thing: str) -> str:
    """``1 feed``, ``2 feeds``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _cell(value: object) -> str:
    """One value as text; control characters from a feed must not reach the terminal."""
    text = _number(value) if isinstance(value, float) else "" if value is None else str(value)
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)


def _number(value: float) -> str:
    """Two places from 1 on, three below, and small shares such as Pfa as they are."""
    if value == 0 or abs(value) >= 1:
        return f"{value:.2f}"
    return f"{value:.3f}" if abs(value) >= SMALL else f"{value:.1e}"
