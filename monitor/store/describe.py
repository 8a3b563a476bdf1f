"""The tables in words, as ``docs/data.md`` has them; ``layout`` asks a database for the types."""

from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from monitor.store.rows import select
from monitor.store.schema import Table

HEAD = """\
# The data

Everything Newswake knows stands in one SQLite file, by default `data/newswake.db`. Recipients and mails lie
in a second file of their own and are not described here. This page is made from `monitor/store/schema.py`; a
test compares the two.

- Times are UTC text to the millisecond, such as `2026-11-23T23:45:00.123Z`; they sort as they stand.
- Lists and objects are JSON text. Yes and no are 1 and 0.
- `first_seen` is the only clock of digests and windows; publishers' dates are kept, and trusted for nothing.
- A column may be null only where its description says so.
"""

_SQLITES_OWN = 1
"""``hidden`` of the columns that a virtual table adds by itself; 2 marks generated ones."""

Types = Mapping[str, Mapping[str, str]]
"""Table → column → type as SQLite has it."""


def describe(tables: Sequence[Table], types: Types) -> str:
    """Markdown of all tables: a list of them, then each with its columns and their types."""
    overview = [f"| [{table.name}](#{table.name}) | {table.comment} |" for table in tables]
    parts = [HEAD, "| table | holds |\n| --- | --- |\n" + "\n".join(overview) + "\n"]
    parts += [_section(table, types[table.name]) for table in tables]
    return "\n".join(parts)


def layout(db: Database) -> Types:
    """The columns of every table of our own in ``db``, in their order, with their types."""
    return {name: _columns(db, name) for name in db.table_names() if _is_ours(name)}


def _columns(db: Database, table: str) -> Mapping[str, str]:
    """Those reckoned from others included, those that SQLite keeps for itself not."""
    rows = select(db, "select name, type, hidden from pragma_table_xinfo(?)", (table,))
    return {row["name"]: row["type"].lower() for row in rows if row["hidden"] != _SQLITES_OWN}


def _is_ours(name: str) -> bool:
    """Neither SQLite's or sqlite-utils' own, nor one of those in which a full-text index keeps its data."""
    return not name.startswith(("sqlite_", "_sqlite_", "items_fts_", "items_pairs_"))


def _section(table: Table, types: Mapping[str, str]) -> str:
    rows = [f"| `{name}` | {types[name] or 'text'} | {comment} |" for name, comment in table.columns.items()]
    lines = [
        f"## {table.name}",
        "",
        table.comment,
        "",
        "| column | type | holds |",
        "| --- | --- | --- |",
        *rows,
    ]
    return "\n".join(lines) + "\n"
