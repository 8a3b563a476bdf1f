"""Watch whether a watch drifts: once it has learned more than it was given, the next digest says so."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from monitor.model import Watch
from monitor.store.drift import drifting_since, note_drift, scored_by
from monitor.store.lessons import LearnedWord, learned_words
from monitor.store.notices import add_notice
from monitor.track.drift import WINDOW, Mass, crossing, mass, seed_words
from monitor.track.lessons import vetoed

WORDS_TOLD = 3


def look_for_drift(db: Database, watches: Iterable[Watch], now: datetime) -> None:
    """Look at watches that have new hits, inside the caller's transaction; a notice for each that crosses over."""
    for watch in watches:
        found = mass(watch, *scored_by(db, watch.slug, now - WINDOW))
        stands = crossing(found, drifting_since(db, watch.slug), now)
        note_drift(db, watch.slug, stands.since, found.share, now)
        if stands.to_tell:
            add_notice(db, "drift", drift_line(watch.slug, found, _heaviest(db, watch)), now)


def _heaviest(db: Database, watch: Watch) -> list[LearnedWord]:
    known = seed_words(watch) | vetoed(watch)
    return [word for word in learned_words(db, watch.slug) if word.token not in known][:WORDS_TOLD]


def drift_line(slug: str, found: Mass, words: Iterable[LearnedWord]) -> str:
    """The notice: how much, the heaviest words with an item that taught each, and what to do."""
    told = ", ".join(f"“{word.token}” (item {word.teachers[0].item_id})" for word in words)
    return (
        f"{slug}: words that only its hits brought in give {found.share:.0%} of the points of its last "
        f"{found.hits} hits, more than seed and terms; heaviest: {told}. Astray? newswake watch veto {slug} WORD, "
        f"feedback ITEM irrelevant, watch suggest {slug}"
    )
