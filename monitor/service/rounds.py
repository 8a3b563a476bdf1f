"""What the running service does again and again."""

import logging
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.service.digest_round import DigestReport
from monitor.store import decisions, polls
from monitor.store.retention import prune
from monitor.store.transactions import transaction

log = logging.getLogger(__name__)

POLLS_KEPT = timedelta(days=30)
"""How long visits to feeds are kept (design rule E5)."""


def tell_digests(report: DigestReport) -> None:
    """What came of a digest round, in the log."""
    for made in report.made:
        log.info("digest %s made: %s", made.public_key, made.state.value)
    for failure in report.failed:
        log.error("a digest could not be made: %s\n%s", failure.problem, failure.traceback)
    for attempt in report.attempts:
        level = logging.INFO if attempt.state.value == "sent" else logging.WARNING
        log.log(level, "digest %s is %s: %s", attempt.digest_key, attempt.state.value, attempt.reply)


def throw_away_old(db: Database, now: datetime) -> None:
    """Delete decisions, polls and items whose time is over; hits stay for ever. On the writer's thread only."""
    with transaction(db):
        gone_decisions = decisions.drop_expired(db, now)
        gone_polls = polls.drop_polls(db, now - POLLS_KEPT)
    log.info("threw away %d old decisions and %d old polls", gone_decisions, gone_polls)
    for pruned in prune(db, now):
        log.debug("threw away %d items that left their feeds long ago", pruned.items)
