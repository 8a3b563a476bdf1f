"""What ``export`` hands on: which hits or developments, in which form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from sqlite_utils import Database

from monitor import __version__
from monitor.export.atom import atom
from monitor.export.feed_page import FeedPage
from monitor.export.json_feed import json_feed
from monitor.export.lines import csv_lines, json_lines
from monitor.export.pages import developments_page, hits_page
from monitor.store.copy_out import copy_out
from monitor.store.export_reads import ExportedHit, every_hit, newest_hits, wanted_count, watch_head
from monitor.store.story_reads import timeline
from monitor.whole_file import place_beside

Form = Literal["csv", "jsonl", "sqlite", "atom", "json-feed"]

SHOWN: Final = 100
"""Entries of a feed where nothing else is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be handed on."""

    form: Form
    watch: str | None = None
    """Slug; None for all, which feeds cannot be made of."""
    since: datetime | None = None
    developments: bool = False
    """For feeds: entries are developments, not hits."""
    limit: int = SHOWN
    bom: bool = False
    address: str = ""


class Counted:
    """Passes hits on and counts them."""

    def __init__(self, hits: Iterable[ExportedHit]) -> None:
        self._hits = hits
        self.number = 0

    def __iter__(self) -> Iterator[ExportedHit]:
        for hit in self._hits:
            self.number += 1
            yield hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The bytes, in pieces, each read when it is asked for; and what they hold, known once they are all read."""

    pieces: Iterator[bytes]
    said: Counted | str

    @property
    def summary(self) -> str:
        """``431 hits``, or what a feed says of itself."""
        if isinstance(self.said, str):
            return self.said
        return _hits(self.said.number)


def export(db: Database, wanted: Wanted) -> Export:
    """What is ``wanted``, as one state of the database; for every form but ``sqlite``.

    Raises ``NotFoundError`` for a watch that is not there.
    """
    if wanted.watch is not None:
        watch_head(db, wanted.watch)
    if wanted.form in {"atom", "json-feed"}:
        page = _page(db, wanted)
        made = atom(page) if wanted.form == "atom" else json_feed(page)
        return Export(pieces=iter((made,)), said=page.subtitle[0].lower() + page.subtitle[1:])
    counted = Counted(every_hit(db, watch=wanted.watch, since=wanted.since))
    pieces = csv_lines(counted, bom=wanted.bom) if wanted.form == "csv" else json_lines(counted)
    return Export(pieces=pieces, said=counted)


def export_to(db: Database, wanted: Wanted, path: Path) -> str:
    """Write what is ``wanted`` to ``path``, whole or not at all; gives what was written, in words.

    Raises ``NotFoundError`` for a watch that is not there, ``UnusableStoreError`` where it cannot be written.
    """
    if wanted.form == "sqlite" and wanted.watch is not None:
        watch_head(db, wanted.watch)
    with place_beside(path) as beside:
        if wanted.form == "sqlite":
            return f"the database with {_hits(copy_out(db, beside, watch=wanted.watch))}"
        made = export(db, wanted)
        with beside.open("xb") as file:
            file.writelines(made.pieces)
    return made.summary


def _page(db: Database, wanted: Wanted) -> FeedPage:
    slug = wanted.watch or ""
    head = watch_head(db, slug)
    if wanted.developments:
        told = timeline(db, slug, wanted.since)
        return developments_page(head, told, limit=wanted.limit, version=__version__, address=wanted.address)
    return hits_page(
        head,
        newest_hits(db, watch=slug, since=wanted.since, limit=wanted.limit),
        total=wanted_count(db, watch=slug, since=wanted.since),
        version=__version__,
        address=wanted.address,
    )


def _hits(number: int) -> str:
    return "1 hit" if number == 1 else f"{number} hits"
