"""The developments of one watch, found as its hits come in."""

from datetime import datetime, timedelta
from typing import Final

from monitor.story.evidence import Evidence, changes_of, evidence_of
from monitor.story.facts import Facts, facts_of
from monitor.story.languages import aligned
from monitor.story.memory import Entry, Memory
from monitor.story.nearest import nearest
from monitor.story.novelty import DETAIL_REASONS, NEW_FROM, novelty_of, points, reasons
from monitor.story.reading import Reading
from monitor.story.values import Novelty, Told

WINDOW: Final = timedelta(days=45)
"""How far back a report is compared. What was told before it is new again."""


class Developments:
    """Decides from the reports that were added, in the order of their hits, and from nothing else."""

    def __init__(self, new_from: float = NEW_FROM) -> None:
        self._new_from = new_from
        self._memory = Memory()
        self._read: tuple[Reading, Facts] | None = None

    def place(self, reading: Reading, copy_of: int | None) -> Told:
        """What is told of a report that was not added yet. Changes no later decision."""
        hit = reading.report.hit_id
        if copy_of is not None:
            copied = self._memory.by_hit.get(copy_of)
            development = copied.told.development if copied else copy_of
            return Told(hit_id=hit, novelty=Novelty.COPY, copies=copy_of, development=development)
        facts = self._facts(reading)
        near = nearest(reading, facts, self._memory)
        if near.like is None:
            because = reasons(reading, facts, self._memory)
            return Told(hit_id=hit, novelty=Novelty.NEW, copies=hit, development=hit, because=because)
        changes = changes_of(facts, self._memory)
        evidence = evidence_of(reading, facts, self._memory, near, grew=bool(changes))
        novelty = novelty_of(evidence, self._new_from)
        because = () if novelty is Novelty.REPEAT else reasons(reading, facts, self._memory)
        if novelty is Novelty.DETAIL and len(because) < DETAIL_REASONS:
            novelty, because = Novelty.REPEAT, ()
        return Told(
            hit_id=hit,
            novelty=novelty,
            copies=hit,
            development=hit if novelty is Novelty.NEW else near.like.told.development,
            because=because,
            changes=changes,
        )

    def weighed(self, reading: Reading) -> tuple[Evidence, float]:
        """The evidence for a report that was not added yet, and its points."""
        facts = self._facts(reading)
        near = nearest(reading, facts, self._memory)
        grew = bool(changes_of(facts, self._memory))
        evidence = evidence_of(reading, facts, self._memory, near, grew=grew)
        return evidence, points(evidence)

    def add(self, reading: Reading, told: Told) -> None:
        """Remember ``reading`` and what was told of it, and forget what left the window."""
        report = reading.report
        entry = Entry(report.hit_id, report.first_seen, self._facts(reading), told)
        self._memory.add(entry)
        self._read = None
        self.forget(report.first_seen - WINDOW)

    def forget(self, before: datetime) -> None:
        """Drop all reports first seen before that moment."""
        self._read = None
        self._memory.forget(before)

    def _facts(self, reading: Reading) -> Facts:
        """Read once for ``place`` and ``add``."""
        if self._read is None or self._read[0] is not reading:
            self._read = (reading, aligned(facts_of(reading), self._memory))
        return self._read[1]
