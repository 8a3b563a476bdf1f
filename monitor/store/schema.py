"""What each table and column is for. ``docs/data.md`` and the Datasette pages are made from this.

Types, keys and indexes are those of the database itself (``layout_first`` and later migrations);
a test checks that every table and column stands here, and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.store import schema_items, schema_news, schema_service, schema_stories


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table and its comments."""

    name: str
    comment: str
    columns: Mapping[str, str]
    """Column name → what it holds, in the order of the table."""


def tables() -> tuple[Table, ...]:
    """All tables a reader may meet, in the order of the data's way: feeds first, digests last."""
    parts = (schema_news.COMMENTS, schema_items.COMMENTS, schema_stories.COMMENTS, schema_service.COMMENTS)
    return tuple(
        Table(name=name, comment=comment, columns=columns)
        for part in parts
        for name, (comment, columns) in part.items()
    )


def table(name: str) -> Table:
    """The table of that name; ``KeyError`` where there is none."""
    return {each.name: each for each in tables()}[name]
