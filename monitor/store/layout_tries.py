"""A later layout: what the try to fill a gap brought, and for how long a feed has been told to come less often."""

from sqlite_utils import Database


def add_tries(db: Database) -> None:
    """New columns of ``gaps`` and ``feed_memory``; what stands there was never tried and never counted."""
    db.execute("alter table gaps add column brought text not null default ''")
    db.execute("alter table feed_memory add column throttled integer not null default 0")
    db.execute("alter table feed_memory add column throttled_since text")
