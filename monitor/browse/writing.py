"""The one thing that pages write: request rows, in one short transaction on a connection of its own."""

from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from monitor.browse.wishes import PageWish
from monitor.store.connection import open_store
from monitor.store.requests import make_request
from monitor.store.transactions import transaction
from monitor.store.watches import watch_id


def leave_requests(path: Path, wishes: Sequence[PageWish], by: str, now: datetime) -> tuple[int, ...]:
    """Write ``wishes`` down for the service, all or none; their numbers.

    Raises ``NotFoundError`` for an unknown watch, ``DatabaseBusyError`` where another program keeps the database
    locked beyond the busy timeout, ``UnusableStoreError`` where it cannot be written.
    """
    # Looked at first for reading only: a page never changes the layout of a database.
    open_store(path, read_only=True).close()
    with closing(open_store(path)) as db:
        for wish in wishes:
            watch_id(db, str(wish.payload["watch"]))
        with transaction(db):
            return tuple(make_request(db, wish.kind, wish.payload, by, now) for wish in wishes)
