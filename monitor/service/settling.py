"""What was settled about a feed, besides its own row: gaps, changes of health, and lines for the next digest."""

import logging
from datetime import timedelta

from sqlite_utils import Database

from monitor.outcome import Document, Failed
from monitor.poll.overlap import Gap
from monitor.poll.politeness import manners_after
from monitor.poll.settle import Findings, Settlement
from monitor.service.visit import Visit
from monitor.store.documents import StoredDocument
from monitor.store.feed_history import record_health
from monitor.store.feed_hosts import manners, record_manners
from monitor.store.gaps import gaps_of, record_gap
from monitor.store.notices import add_notice
from monitor.text.links import host_of, redacted

log = logging.getLogger(__name__)


TOLD_EVERY = timedelta(hours=24)
"""A feed that loses entries at every visit is told of once a day; each gap has its row."""


def findings_of(document: Document, kept: StoredDocument) -> Findings:
    """What the store found in ``document`` while it kept it, as the rules of polling take it."""
    return Findings(
        entries=kept.entries,
        new=kept.new,
        changed=kept.changed,
        known=kept.known,
        overlap=kept.overlap,
        flood=kept.flood,
        links_tell=kept.links_tell,
        dates=kept.dates,
        hosts=tuple(host_of(entry.link) for entry in document.items if entry.link),
        notes=kept.notes,
    )


def record_settlement(db: Database, visit: Visit, settled: Settlement) -> None:
    """Write it inside the caller's transaction."""
    feed, now = visit.feed, visit.ended
    before, after = feed.memory.condition.health, settled.memory.condition.health
    if before is not after:
        reason = visit.outcome.reason if isinstance(visit.outcome, Failed) else ""
        record_health(db, feed.feed_id, before, after, reason, now)
    if settled.gap is not None:
        _record_gap(db, visit, settled.gap)
    for kind, line in settled.notices:
        add_notice(db, kind, line, now, feed_id=feed.feed_id)
    for note in settled.notes:
        log.info("%s: %s", redacted(feed.url), note)


def learn_manners(db: Database, visit: Visit) -> None:
    """What the visit taught about its host, written where it is anything new (rule H2)."""
    before = manners(db, visit.feed.host)
    after = manners_after(
        before,
        visit.outcome,
        url=visit.feed.url,
        started=visit.started,
        now=visit.ended,
        private=visit.outcome.private,
    )
    if after != before:
        record_manners(db, after)


def _record_gap(db: Database, visit: Visit, gap: Gap) -> None:
    feed, now = visit.feed, visit.ended
    last = next(iter(gaps_of(db, feed.feed_id, limit=1)), None)
    record_gap(db, feed.feed_id, since=gap.since, until=gap.until, entries=gap.entries, now=now)
    if last is None or now - last.made_at >= TOLD_EVERY:
        add_notice(db, "gap", gap.line(feed.name), now, feed_id=feed.feed_id)
