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
        self._groups: dict[int, tuple[int, datetime]] = {}
        """Copy group → its development, and when its latest report was first seen."""
        self._read: tuple[Reading, Facts] | None = None

    def place(self, reading: Reading, copy_of: int | None) -> Told:
        """What is told of a report that was not added yet. Changes no later decision.

        ``KeyError`` where no report of the copy group ``copy_of`` was added within the window.
        """
        hit = reading.report.hit_id
        if copy_of is not None:
            development, _ = self._groups[copy_of]
            return Told(hit_id=hit, novelty=Novelty.COPY, copies=copy_of, development=development)
        facts = self._facts(reading)
        near = nearest(reading, facts, self._memory)
        if near.like is None:
            because = reasons(facts, self._memory)
            return Told(hit_id=hit, novelty=Novelty.NEW, copies=hit, development=hit, because=because)
        changes = changes_of(facts, self._memory)
        evidence = evidence_of(reading, facts, self._memory, near)
        novelty = novelty_of(evidence, near.covered, self._new_from)
        because = () if novelty is Novelty.REPEAT else reasons(facts, self._memory)
        if len(because) < (DETAIL_REASONS if novelty is Novelty.DETAIL else 1):
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
        evidence = evidence_of(reading, facts, self._memory, near)
        return evidence, points(evidence)

    def add(self, reading: Reading, told: Told) -> None:
        """Remember ``reading`` and what was told of it, and forget what left the window.

        A copy tells nothing that its group has not told: of it only the group is remembered.
        """
        report = reading.report
        # Taken out first: the groups stand in the order in which they were last added to.
        self._groups.pop(told.copies, None)
        self._groups[told.copies] = (told.development, report.first_seen)
        if told.novelty is not Novelty.COPY:
            self._memory.add(Entry(report.hit_id, report.first_seen, self._facts(reading), told))
        self._read = None
        self.forget(report.first_seen - WINDOW)

    def forget(self, before: datetime) -> None:
        """Drop all reports first seen before that moment; a copy group lasts as long as its latest report."""
        self._read = None
        while self._groups:
            group = next(iter(self._groups))
            if self._groups[group][1] >= before:
                break
            del self._groups[group]
        self._memory.forget(before)

    def _facts(self, reading: Reading) -> Facts:
        """Read once for ``place`` and ``add``."""
        if self._read is None or self._read[0] is not reading:
            self._read = (reading, aligned(facts_of(reading), self._memory))
        return self._read[1]
