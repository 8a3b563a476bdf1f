"""A story in a real database, decided item by item, for tests of what a person says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from monitor.model import Item, Watch
from monitor.poll.identity import content_hash
from monitor.service.applying import Answer, Desk
from monitor.service.deciding import Circumstances, decide_and_record
from monitor.service.tracking import build_tracker
from monitor.store import feeds, items, watches
from monitor.store.hits import HitRow, hits
from monitor.store.requests import make_request
from monitor.store.transactions import transaction
from monitor.watch.file import parse_watch

START = datetime(2026, 11, 20, 8, tzinfo=UTC)
LATER = START + timedelta(days=1)
WATCH = """\
schema = 1
[watch]
title = "The ferry"
[term.aurelia]
role = "object"
weight = 7.0
forms = ["Aurelia"]
[seed]
title = "Ferry Aurelia runs aground off Kintarra"
text = "The ferry Aurelia ran aground on the Kintarra reef; the coastguard rescued all passengers."
"""
STORY = "Tugs pull the Aurelia off the reef"
ASTRAY = "Aurelia wins the tulip prize of the gardeners"
COPY = "Tugs pull the Aurelia off the reef"
OTHER = "Tulip gardeners meet in Baltrex"
RAIN = "Rain is expected over the hills"


def ferry(slug: str = "ferry", text: str = WATCH) -> Watch:
    return parse_watch(text, slug=slug, file=f"{slug}.toml")


@dataclass
class Told:
    """The database of a story and the watches that follow it."""

    db: Database
    watches: tuple[Watch, ...]

    def follow(self) -> None:
        with transaction(self.db):
            watches.sync_watches(self.db, self.watches, START)

    def edit(self, title: str) -> list[int]:
        """Decide the item of that title again, with another text."""
        return self.bring(title, text="It was edited.")

    def bring(
        self,
        *titles: str,
        feed: str = "https://a.example/feed",
        at: datetime = START,
        text: str = "So they said.",
    ) -> list[int]:
        """Store and decide an item a title; their numbers."""
        with transaction(self.db):
            feed_id = feeds.ensure_archive_feed(self.db, feed, START)
            entries = [Item(title=title, text=text) for title in titles]
            rows = [(f"{feed} {entry.title}", content_hash(entry), entry) for entry in entries]
            stored = items.store_items(self.db, feed_id, rows, now=at, backlog=False)
            tracker = build_tracker(self.db, self.watches)
            decide_and_record(self.db, tracker, stored, now=at, around=Circumstances())
        return [item.item_id for item in stored]

    def ask(self, kind: str, text: str, *, watch: str = "ferry", **more: object) -> Answer:
        """Ask for one thing and carry it out."""
        with transaction(self.db):
            make_request(self.db, kind, {"watch": watch, "text": text, **more}, "ann (test)", LATER)
            (answer,) = self.desk().apply_pending(LATER)
        return answer

    def desk(self) -> Desk:
        return Desk(db=self.db, watches=self.watches)

    def learned(self, token: str, watch: str = "ferry") -> bool:
        """Whether a tracker made of the store has learned ``token``."""
        entry = build_tracker(self.db, self.watches)._profiles.entry(watch, token)  # noqa: SLF001 - what counts is inside
        return entry is not None and entry.learned > 0

    def hits(self) -> Sequence[HitRow]:
        return sorted(hits(self.db), key=lambda hit: hit.hit_id)
