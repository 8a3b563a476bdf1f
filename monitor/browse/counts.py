"""How many rows the tables have, without those that nobody looks at.

Datasette counts every table for the page of a database. The one in which the full-text index keeps its data takes
longer to count than all others together, and SQLite cannot be stopped while it counts.
"""

from collections.abc import Mapping

from datasette.database import Database, QueryInterrupted


def count_shown_only(database: Database) -> None:
    """Have the tables that are hidden counted no more, for as long as the database is open."""

    async def table_counts(limit: int = 10) -> Mapping[str, int | None]:
        hidden = set(await database.hidden_table_names())
        names = await database.table_names()
        return {name: None if name in hidden else await _count(database, name, limit) for name in names}

    database.table_counts = table_counts


async def _count(database: Database, table: str, limit_ms: int) -> int | None:
    """None where it takes too long."""
    try:
        counted = await database.execute(f"select count(*) from [{table}]", custom_time_limit=limit_ms)
    except QueryInterrupted:
        return None
    return int(counted.rows[0][0])
