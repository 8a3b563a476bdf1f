"""What both parts of a mail say in the same words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from monitor.digest.figures import Figures
from monitor.digest.values import Development, Digest, Further, Rewritten, Section, Why
from monitor.store.digest_material import HeldBack
from monitor.text.wording import listed

TITLES_SHOWN: Final = 40
"""Of stories that are named only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Phrases with numbers in them, for one way of writing these; each is a filter of the templates."""

    figures: Figures

    def section_counts(self, section: Section) -> str:
        """``7 new developments in 12 reports from 9 sources, most reported first``."""
        count = self.figures.count
        if not section.development_count:
            return "No new development"
        told = count(section.development_count, "new development")
        if section.news_reports > section.development_count:
            told += f" in {count(section.news_reports, 'report')}"
        told += f" from {count(section.source_count, 'source')}"
        return told + (", most reported first" if section.development_count > 1 else "")

    def further_title(self, section: Section) -> str:
        """``12 further reports of 3 developments told before``."""
        reports = self.figures.count(section.further_reports, "further report")
        return f"{reports} of {self.figures.count(section.further_count, 'development')} told before"

    def further_told(self, further: Further) -> str:
        """``3 reports; first seen Sun 22 Nov; adds Tartus, 12 launchers``."""
        adds = f"; adds {', '.join(further.details)}" if further.details else ""
        return f"{self.figures.count(further.reports, 'report')}; first seen {further.since}{adds}"

    def bars_told(self, section: Section) -> str:
        """The chart in words: ``texts a day, Tue 10 Nov to Mon 23 Nov; most on Wed 18 Nov: 12``."""
        if not section.bars:
            return ""
        most = max(section.bars, key=lambda bar: bar.texts)
        first, last = section.bars[0].day, section.bars[-1].day
        return f"texts a day, {first} to {last}; most on {most.day}: {self.figures.whole(most.texts)}"

    def also_how_many(self, development: Development) -> str:
        """``also in``, or ``also in (4 with the same text)``."""
        if not development.copies:
            return "also in"
        return f"also in ({self.figures.whole(development.copies)} with the same text)"

    def points(self, why: Why) -> str:
        """``3.0``, or ``0.4 (learned)``."""
        return self.figures.one_place(why.points) + (" (learned)" if why.learned else "")

    def held_back(self, held: HeldBack) -> str:
        """How many hits are stored but no news, and why."""
        kinds = (
            (held.backlog, "old already when first seen"),
            (held.flood, "come with far more at once than usual"),
            (held.replayed, "replayed from an archive"),
            (held.rematched, "found by deciding again"),
        )
        told = [f"{self.figures.whole(number)} {kind}" for number, kind in kinds if number]
        return f"Stored, but not shown as news: {listed(told)}."

    def trouble_title(self, digest: Digest) -> str:
        """``3 of 61 feeds do not answer as they should``."""
        failing = len(digest.troubles) + digest.troubles_more
        verb = "does not answer as it should" if failing == 1 else "do not answer as they should"
        return f"{self.figures.whole(failing)} of {self.figures.count(digest.feed_count, 'feed')} {verb}"

    def quiet_titles(self, digest: Digest) -> str:
        """Titles of watches with nothing new."""
        return self._titles(digest.quiet, digest.quiet_more)

    def more_titles(self, digest: Digest) -> str:
        """Titles of watches with news that found no room."""
        return self._titles(digest.more_sections[:TITLES_SHOWN], len(digest.more_sections) - TITLES_SHOWN)

    def _titles(self, titles: Sequence[str], more: int) -> str:
        return " · ".join((*titles, *([f"and {self.figures.whole(more)} more"] if more > 0 else [])))

    def byline(self, development: Development) -> str:
        """Source, host, time, and who else has it; for the text part."""
        at_once = "sent to you at once" if development.alerted else ""
        parts = (development.source, development.host, development.when, development.stance, at_once)
        told = " · ".join(part for part in parts if part)
        names = ", ".join(copy.source for copy in development.also)
        more = f" (+{self.figures.whole(development.also_more)})" if development.also_more else ""
        return f"{told} · {self.also_how_many(development)}: {names}{more}" if names else told

    def why_line(self, development: Development) -> str:
        """What matched, with points, the score and the number for feedback; for the text part."""
        told = ", ".join(f"{why.term} {self.points(why)}" for why in development.why)
        more = f" and {self.figures.whole(development.why_more)} more" if development.why_more else ""
        score = self.figures.one_place(development.score)
        return f"why: {told}{more} · score {score} · item {development.item_id}"


def what_is_new(development: Development) -> str:
    """``new here: Tartus, sanctions · at least 37 → at least 69 (dead)``."""
    parts = [f"new here: {', '.join(development.new)}"] if development.new else []
    parts += development.changes
    if development.languages:
        parts.append(f"told in {listed(development.languages)}")
    return " · ".join(parts)


def rewritten_told(one: Rewritten) -> str:
    """In plain text: what was taken out in brackets with a minus, what was put in with a plus."""
    marks = {"removed": ("[-", "-]"), "added": ("{+", "+}")}
    told = ""
    for piece in one.pieces:
        before, after = marks.get(piece.kind, ("", ""))
        told += f"{before}{piece.text}{after}"
    if one.words:
        told += f" (text: +{', '.join(one.words)})"
    if one.changes:
        told += f" ({'; '.join(one.changes)})"
    return f"{one.source}, {one.when}: {told}"
