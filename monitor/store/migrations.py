"""The steps that bring a database to today's layout, each applied once and in order.

``PRAGMA user_version`` is the number of steps applied, so that an older program knows a newer database
without reading its tables. All steps of one start are one transaction; one that fails leaves the old layout.
"""

from collections.abc import Callable, Sequence

from sqlite_utils import Database, Migrations

from monitor.store.layout_changes import create_watch_changes
from monitor.store.layout_developments import add_developments
from monitor.store.layout_first import create_first_layout
from monitor.store.layout_pairs import add_pairs
from monitor.store.layout_reports import add_counted_columns, add_reports
from monitor.store.layout_second import create_second_layout
from monitor.store.layout_surroundings import add_surroundings
from monitor.store.layout_third import create_third_layout
from monitor.store.layout_tries import add_tries
from monitor.store.transactions import transaction

Step = Callable[[Database], None]

STEPS: tuple[tuple[str, Step], ...] = (
    ("first_layout", create_first_layout),
    ("second_layout", create_second_layout),
    ("third_layout", create_third_layout),
    ("tries", add_tries),
    ("surroundings", add_surroundings),
    ("watch_changes", create_watch_changes),
    ("developments", add_developments),
    ("reports", add_reports),
    ("pairs", add_pairs),
    ("counted_columns", add_counted_columns),
)
"""Name and function of each step. New ones go at the end; a released one is never changed."""


def version_of(db: Database) -> int:
    """How many steps the database has had; 0 where it is new."""
    return int(db.conn.execute("pragma user_version").fetchone()[0])


def migrate(db: Database, steps: Sequence[tuple[str, Step]] = STEPS) -> None:
    """Apply the steps that are missing, in one transaction of its own together with the record of them."""
    if version_of(db) >= len(steps):
        return
    with transaction(db):
        _registered(steps).apply(db)
        db.conn.execute(f"pragma user_version = {len(steps)}")


def _registered(steps: Sequence[tuple[str, Step]]) -> Migrations:
    migrations = Migrations("newswake")
    for name, step in steps:
        migrations(name=name)(step)
    return migrations
