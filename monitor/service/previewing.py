"""Every decision that one visit would bring about, from reading the store alone (rules S1 to I5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from monitor.model import FeedSource, FeedState, SeenItem
from monitor.outcome import Fetched
from monitor.poll.interval import Bounds
from monitor.poll.politeness import HostManners, manners_after
from monitor.poll.settle import Findings, Settlement, expected_items, settle
from monitor.service.looking import Look
from monitor.service.settling import findings_of
from monitor.store import changes, hits
from monitor.store.documents import EntryFate, Fate, preview_document
from monitor.store.feed_address import host_key_of
from monitor.store.feed_hosts import manners
from monitor.store.feeds import feed as stored_feed
from monitor.text.links import host_of
from monitor.track.tracker import Tracker

MIDDLE = 0.5
"""Chance left out: an interval as it was reckoned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldHit:
    """A hit that would come."""

    watch: str
    score: float
    title: str
    link: str
    backlog: bool
    """It would be stored and shown, not mailed: the feed's first document, or a flood."""
    via_edit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One visit and all it would change."""

    look: Look
    followed: bool
    """The feed is in the database."""
    findings: Findings
    entries: tuple[EntryFate, ...]
    """Those that were parsed, in the order of the document."""
    settled: Settlement
    manners: HostManners
    """Those of the host as they are."""
    manners_after: HostManners
    hits: tuple[WouldHit, ...] = ()

    @property
    def backlog(self) -> bool:
        """It would be the first document of the feed."""
        return not self.look.feed.polled_before


class Previewer:
    """Previews with one reading connection; ``tracker`` learns in memory from hit to hit, as the service's would."""

    def __init__(self, db: Database, *, bounds: Bounds, tracker: Tracker | None) -> None:
        """``tracker``: None where hits are of no interest."""
        self._db = db
        self._bounds = bounds
        self._tracker = tracker

    def preview(self, look: Look, source: FeedSource | None = None) -> Preview:
        """What the visit ``look`` would change; ``source`` is what the list of feeds says of a feed not stored yet."""
        feed, now = look.feed, look.ended
        findings, entries = self._findings(feed, look, now)
        before = manners(self._db, feed.host)
        learned = manners_after(
            before,
            look.outcome,
            url=feed.url,
            started=look.started,
            now=now,
            private=look.outcome.private,
        )
        return Preview(
            look=look,
            followed=feed.feed_id > 0,
            findings=findings,
            entries=entries,
            settled=settle(feed, look.outcome, findings, now=now, bounds=self._bounds, jitter=MIDDLE),
            manners=before,
            manners_after=learned,
            hits=self._hits(entries, feed, source, now) if self._tracker else (),
        )

    def _findings(self, feed: FeedState, look: Look, now: datetime) -> tuple[Findings, tuple[EntryFate, ...]]:
        outcome = look.outcome
        if not isinstance(outcome, Fetched):
            return Findings(), ()
        found = preview_document(
            self._db,
            feed,
            outcome.document,
            now=now,
            backlog=not feed.polled_before,
            expected=expected_items(feed.memory.pace, now),
        )
        return findings_of(outcome.document, found.summary), found.entries

    def _hits(
        self, entries: Sequence[EntryFate], feed: FeedState, source: FeedSource | None, now: datetime
    ) -> tuple[WouldHit, ...]:
        tracker, found = self._tracker, []
        if tracker is None:
            return ()
        known = {watch.slug: hits.hit_items(self._db, watch.slug) for watch in tracker.watches}
        # A document lists the newest first; decisions are made in the order things happened.
        for entry in reversed(entries):
            if entry.fate not in {Fate.NEW, Fate.FLOOD, Fate.EDITED}:
                continue
            refused = changes.refusing(self._db, entry.item_id) if entry.item_id else frozenset()
            for verdict in tracker.decide(tracker.read(_seen(entry, feed, source, now))):
                if not verdict.hit or verdict.watch in refused or entry.item_id in known[verdict.watch]:
                    continue
                tracker.learn(verdict, 0, now)
                found.append(
                    WouldHit(
                        watch=verdict.watch,
                        score=verdict.score,
                        title=entry.item.title,
                        link=entry.item.link,
                        backlog=not feed.polled_before or entry.fate is Fate.FLOOD,
                        via_edit=entry.fate is Fate.EDITED,
                    )
                )
        return tuple(found)


def _seen(entry: EntryFate, feed: FeedState, source: FeedSource | None, now: datetime) -> SeenItem:
    item = entry.item
    group = (source.group,) if source and source.group else ()
    return SeenItem(
        title=item.title,
        text=item.text,
        first_seen=now,
        source=feed.configured_url or feed.url,
        language=item.language or (source.language if source else ""),
        link=item.link,
        tags=group + (source.tags if source else ()),
    )


def state_for(db: Database | None, url: str, source: FeedSource | None = None) -> FeedState:
    """The feed at ``url`` as it is stored, else as it would be on its first visit."""
    found = stored_feed(db, url) if db is not None else None
    if found is not None:
        return found if source is None else replace(found, name=source.name)
    name = source.name if source else host_of(url) or url
    return FeedState(feed_id=0, url=url, configured_url=url, name=name, host=host_key_of(url))
