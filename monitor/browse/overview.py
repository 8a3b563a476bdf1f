"""What the front page says of the database: the watches with their hits, and how much is stored."""

from collections.abc import Mapping
from typing import Any, Protocol

WATCHES = """
select
    w.slug, w.title, w.state,
    count(h.id) as hits,
    coalesce(sum(h.first_seen >= strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 day')), 0) as hits_today,
    max(h.first_seen) as latest
from watches as w
left join hits as h on h.watch_id = w.id
where w.retired_at is null
group by w.id
order by w.state, latest desc, w.slug
limit 100
"""
COUNTS = """
select
    (select count(*) from items) as items,
    (select count(*) from hits) as hits,
    (select count(*) from feeds where kind = 'live' and retired_at is null) as feeds,
    (select count(*) from feeds where kind = 'live' and retired_at is null and failures > 0) as failing,
    (select max(last_polled) from feeds) as last_polled
"""


class Rows(Protocol):
    """What Datasette answers a statement with."""

    rows: list[Mapping[str, Any]]


class Readable(Protocol):
    """What we use of Datasette's databases."""

    async def table_exists(self, table: str) -> bool:
        """Whether there is a table of that name."""
        ...

    async def execute(self, sql: str) -> Rows:
        """Run a statement, within the time limit."""
        ...


async def overview(database: Readable) -> dict[str, Any]:
    """Watches and counts for the templates; empty where the database is not one of ours."""
    if not await database.table_exists("watches"):
        return {"watches": [], "counts": None}
    watches = (await database.execute(WATCHES)).rows
    counts = (await database.execute(COUNTS)).rows[0]
    return {"watches": [dict(row) for row in watches], "counts": dict(counts)}
