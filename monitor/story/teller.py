"""The teller: hits of all watches in the order of their numbers go in, what is told of each comes out.

Memory holds the active window of each watch only, and is rebuilt from what is stored: ``remember`` in the same order
gives the same state as having told.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from monitor.story.copies import Copies
from monitor.story.developments import Developments
from monitor.story.reading import Reading, read
from monitor.story.stance import stance_of
from monitor.story.values import Report, Told

WINDOW: Final = timedelta(days=45)
"""How long a report is compared with later ones; a development not told of for so long is opened anew."""
TIDY_EVERY: Final = timedelta(days=1)
"""How often what is older than the window is dropped from memory."""


class _Story:
    """One watch."""

    def __init__(self) -> None:
        self.copies = Copies()
        self.developments = Developments()
        self._tidied: datetime | None = None

    def add(self, reading: Reading, told: Told) -> None:
        self.copies.add(reading, told.copies)
        self.developments.add(reading, told)

    def tidy(self, now: datetime) -> None:
        """Drop what is over; by the clock of the reports, so that the same reports give the same memory."""
        if self._tidied is None:
            self._tidied = now
        elif now - self._tidied >= TIDY_EVERY:
            self._tidied = now
            self.copies.forget(now - WINDOW)
            self.developments.forget(now - WINDOW)


class Teller:
    """All watches together."""

    def __init__(self) -> None:
        """Start with nothing told."""
        self._stories: dict[str, _Story] = {}

    def tell(self, watch: str, report: Report) -> Told:
        """What ``report`` is to a reader who knows the hits of ``watch`` before it; it is remembered."""
        reading = read(report)
        story = self._story(watch, report)
        told = story.developments.place(reading, story.copies.find(reading))
        stance, words = stance_of(report.title, report.text, report.language)
        told = replace(told, stance=stance, stance_words=words)
        story.add(reading, told)
        return told

    def remember(self, watch: str, report: Report, told: Told) -> None:
        """Take in what was told before."""
        self._story(watch, report).add(read(report), told)

    def _story(self, watch: str, report: Report) -> _Story:
        story = self._stories.setdefault(watch, _Story())
        story.tidy(report.first_seen)
        return story
