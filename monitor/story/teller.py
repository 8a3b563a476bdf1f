"""The teller: hits of all watches in the order of their numbers go in, what is told of each comes out.

Memory holds the active window of each watch only, and is rebuilt from what is stored: ``remember`` in the same order
gives the same state as having told.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from monitor.story.copies import Copies
from monitor.story.developments import WINDOW, Developments
from monitor.story.reading import Reading, read
from monitor.story.stance import stance_of
from monitor.story.values import Novelty, Report, Told

COPIES_WINDOW: Final = timedelta(days=21)
"""How long a text is looked for among later ones. It is shorter than the window of developments: a group that is
found is one whose development is known."""


__all__ = ["WINDOW", "Teller"]


class _Story:
    """One watch."""

    def __init__(self) -> None:
        self.copies = Copies()
        self.developments = Developments()

    def add(self, reading: Reading, told: Told) -> None:
        self.copies.add(reading, told.copies)
        self.developments.add(reading, told)

    def forget(self, now: datetime) -> None:
        """Drop what left the window, by the clock of the reports: the same reports give the same memory."""
        self.copies.forget(now - COPIES_WINDOW)


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
        if told.novelty is not Novelty.COPY:
            stance, words = stance_of(report.title, report.text, report.language)
            told = replace(told, stance=stance, stance_words=words)
        story.add(reading, told)
        return told

    def remember(self, watch: str, report: Report, told: Told) -> None:
        """Take in what was told before."""
        self._story(watch, report).add(read(report), told)

    def _story(self, watch: str, report: Report) -> _Story:
        story = self._stories.setdefault(watch, _Story())
        story.forget(report.first_seen)
        return story
