"""Tell what each hit is to its story, after it was decided and before anybody reads it.

Whatever made a hit (a poll, a replay, deciding again, a person's word), it has a number higher than all before it, and
is told of in that order. What was told of one before is never changed.
"""

from sqlite_utils import Database

from monitor.store import hit_edits, telling
from monitor.store.hit_edits import LaterVersion, RecordedEdit
from monitor.store.telling import StoredReport
from monitor.story.meaning import meaning_changed
from monitor.story.teller import WINDOW, Teller


class Storyteller:
    """Keeps a teller in step with the store; made of what is stored when the first hit comes."""

    def __init__(self, db: Database) -> None:
        """``db`` is the writer's."""
        self._db = db
        self._teller: Teller | None = None
        self._told = 0

    def catch_up(self) -> None:
        """Tell of all hits and edits that nothing is told of yet, inside the caller's transaction.

        Where the transaction comes to nothing, memory is ahead of the store; that is seen, and it is made anew.
        """
        for stored in telling.untold(self._db):
            self._tell(stored)
        found = hit_edits.unread_versions(self._db)
        hit_edits.record_edits(self._db, [_edit(version) for version in found])

    def _tell(self, stored: StoredReport) -> None:
        told = self._ready().tell(stored.watch, stored.report)
        telling.record_told(self._db, stored, told)
        self._told = told.hit_id

    def _ready(self) -> Teller:
        last = telling.last_told(self._db)
        if self._teller is None or self._told != last:
            self._teller, self._told = Teller(), last
            for stored, told in telling.told_since(self._db, WINDOW):
                self._teller.remember(stored.watch, stored.report, told)
        return self._teller


def _edit(later: LaterVersion) -> RecordedEdit:
    meaning = meaning_changed(
        later.title_before, later.text_before, later.title, later.text, hit_id=later.hit_id
    )
    return RecordedEdit(
        hit_id=later.hit_id,
        version=later.version,
        seen_at=later.seen_at,
        news=meaning.is_news,
        added=meaning.added,
        removed=meaning.removed,
        changes=meaning.numbers,
    )
