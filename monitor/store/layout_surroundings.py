"""A later layout: what was measured around the seed of each watch when it was first followed."""

from sqlite_utils import Database


def add_surroundings(db: Database) -> None:
    """The table ``surroundings``; a watch without a row is measured when it is next followed."""
    db.table("surroundings").create(
        {
            "watch_id": int,
            "seed": str,
            "items": int,
            "similarity": float,
            "topic": str,
            "measured_at": str,
        },
        pk="watch_id",
        not_null={"seed", "items", "similarity", "topic", "measured_at"},
        foreign_keys=[("watch_id", "watches", "id")],
    )
