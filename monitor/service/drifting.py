"""Watch whether a watch drifts: once it has learned more than it was given, the next digest says so."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from monitor.store.drift import drifting_since, learned_mass, note_drift
from monitor.store.lessons import LearnedWord, learned_words
from monitor.store.notices import add_notice
from monitor.track.drift import WINDOW, Mass, crossing

WORDS_TOLD = 3


def look_for_drift(db: Database, slugs: Iterable[str], now: datetime) -> None:
    """Look at the watches that have new hits, inside the caller's transaction; a notice for each that crosses over."""
    for slug in sorted(slugs):
        mass = learned_mass(db, slug, now - WINDOW)
        stands = crossing(mass, drifting_since(db, slug), now)
        note_drift(db, slug, stands.since, mass.share, now)
        if stands.to_tell:
            add_notice(db, "drift", drift_line(slug, mass, learned_words(db, slug, WORDS_TOLD)), now)


def drift_line(slug: str, mass: Mass, words: Iterable[LearnedWord]) -> str:
    """The notice: how much, the heaviest words with an item that taught each, and what to do."""
    told = ", ".join(f"“{word.token}” (item {word.teachers[0].item_id})" for word in words)
    return (
        f"{slug}: learned words give {mass.share:.0%} of the points of its last {mass.hits} hits, more than "
        f"seed and terms; heaviest: {told}. Astray? newswake watch veto {slug} WORD, "
        f"feedback ITEM irrelevant, watch suggest {slug}"
    )
