"""A watch as its tables tell it, for pages: they have no configuration. Nothing is decided with it."""

import json

from sqlite_utils import Database

from monitor.model import Form, Role, Seed, Term, Watch
from monitor.store.changes import changes
from monitor.store.rows import select
from monitor.store.story_outline import watch_head
from monitor.watch.changes import ChangeKind


def stored_watch(db: Database, slug: str) -> Watch:
    """Title, terms and threshold of the file as it was last loaded; ``NotFoundError`` where there is no such watch.

    Phrases muted and words vetoed are known from rows only, those that a file has taken in included; what a person
    wrote into the file by hand is not stored.
    """
    head = watch_head(db, slug)
    rows = [row for row in changes(db, slug) if row.withdrawn_at is None]
    return Watch(
        slug=head.slug,
        title=head.title,
        seed=Seed(origin="", title=head.seed_title, text=""),
        terms=tuple(
            Term(
                name=row["name"],
                role=Role(row["role"]),
                weight=row["weight"],
                forms=tuple(Form(**form) for form in json.loads(row["forms"])),
            )
            for row in select(db, "select * from terms where watch_id = ? order by id", (head.watch_id,))
        ),
        threshold=head.threshold,
        mute=tuple(row.text for row in rows if row.kind is ChangeKind.MUTE),
        veto=tuple(row.text for row in rows if row.kind is ChangeKind.VETO),
        revision=head.revision,
    )
