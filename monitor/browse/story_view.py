"""A timeline as a reader sees it: counted, grouped by day, and cut where it is too long to be read. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Final, Protocol

from monitor.browse.chart import ChartDay, every_day
from monitor.browse.languages import language_name
from monitor.browse.story_steps import EDITS_SHOWN, brief, edited, step, words
from monitor.browse.story_values import Counts, Share, Shares, Step, Story, StoryDay, Words
from monitor.story.rhythm import rhythm
from monitor.story.timeline import Timeline, TimelineDevelopment, TimelineEdit, TimelineReport
from monitor.text.wording import cut, shown

STEPS_SHOWN: Final = 100
"""Developments shown in full, the newest; one page has to stay readable."""
OLDER_SHOWN: Final = 400
"""Developments before those, listed by headline."""
ROWS_SHOWN: Final = 40
"""Rows of the table of sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is listed; what is left out is always counted."""

    steps: int = STEPS_SHOWN
    older: int = OLDER_SHOWN
    rows: int = ROWS_SHOWN


USUAL: Final = Limits()


def story(timeline: Timeline, *, since: datetime | None = None, limits: Limits = USUAL) -> Story:
    """All that a page or a terminal shows of ``timeline``, which was read ``since`` then."""
    newest_first = timeline.developments[::-1]
    told, older = newest_first[: limits.steps], newest_first[limits.steps :]
    reports = [report for development in timeline.developments for report in development.reports]
    edits, loose = _edits(timeline.edits, told)
    return Story(
        slug=shown(timeline.slug),
        title=words(timeline.title),
        seed=words(timeline.seed_title) if timeline.seed_title.strip() else Words(text=""),
        state=shown(timeline.state),
        since=since,
        first=min((report.first_seen for report in reports), default=None),
        last=max((report.first_seen for report in reports), default=None),
        counts=counts(timeline),
        days=report_days(reports),
        timeline=by_day(
            (step(development, edits.get(development.number, [])) for development in told),
            Counter(day_of(development.first_seen) for development in timeline.developments),
        ),
        steps_shown=len(told),
        older=tuple(map(brief, older[: limits.older])),
        older_count=len(older),
        loose_edits=tuple(map(edited, loose[:EDITS_SHOWN])),
        loose_count=len(loose),
        sources=_sources(timeline, reports, limits.rows),
        languages=_languages(timeline, reports, limits.rows),
    )


class Counted(Protocol):
    """What is needed of a report to count it by day."""

    @property
    def first_seen(self) -> datetime:
        """When."""
        ...

    @property
    def copies(self) -> int:
        """Number of its copy group."""
        ...


def report_days(reports: Sequence[Counted]) -> tuple[ChartDay, ...]:
    """Reports by day of first sight (UTC), days without any filled in, spikes as the story's rhythm tells them.

    A spike is counted in different texts: one report that forty papers print is no wave.
    """
    texts: dict[int, datetime] = {}
    for report in reports:
        texts[report.copies] = min(report.first_seen, texts.get(report.copies, report.first_seen))
    if not texts:
        return ()
    first, last = min(texts.values()), max(report.first_seen for report in reports)
    told = rhythm(texts.values(), now=last, zone=UTC, started=first)
    spikes = {spike.day for spike in told.spikes}
    found = Counter(day_of(report.first_seen) for report in reports)
    news = Counter(map(day_of, texts.values()))
    return every_day(
        [
            ChartDay(day=day, count=number, texts=news[day], spike=day in spikes)
            for day, number in found.items()
        ]
    )


def day_of(moment: datetime) -> date:
    """The day, UTC."""
    return moment.astimezone(UTC).date()


def _edits(
    edits: Sequence[TimelineEdit], told: Sequence[TimelineDevelopment]
) -> tuple[Mapping[int, list[TimelineEdit]], list[TimelineEdit]]:
    """The edits of each development that is told, and those with news of any other, the latest first."""
    numbers = {development.number for development in told}
    found: dict[int, list[TimelineEdit]] = defaultdict(list)
    for edit in edits:
        if edit.development in numbers:
            found[edit.development].append(edit)
    return found, [edit for edit in edits[::-1] if edit.development not in numbers and edit.news]


def by_day(steps: Iterable[Step], totals: Mapping[date, int]) -> tuple[StoryDay, ...]:
    """``steps`` (newest first) under the day they began on, of which there are ``totals``."""
    return tuple(
        StoryDay(day=day, steps=tuple(among), step_count=totals[day])
        for day, among in groupby(steps, lambda step: day_of(step.seen))
    )


def counts(timeline: Timeline) -> Counts:
    """How large the story is; en and en-US are one language."""
    reports = [report for development in timeline.developments for report in development.reports]
    return Counts(
        developments=len(timeline.developments),
        reports=len(reports),
        texts=len({report.copies for report in reports}),
        sources=len({report.source for report in reports}),
        languages=len({language_name(report.language) for report in reports if report.language}),
    )


def _sources(timeline: Timeline, reports: Sequence[TimelineReport], limit: int) -> Shares:
    return shares(
        Counter(report.source for report in reports),
        Counter(development.reports[0].source for development in timeline.developments),
        limit,
    )


def _languages(timeline: Timeline, reports: Sequence[TimelineReport], limit: int) -> Shares:
    return shares(
        Counter(language_name(report.language) for report in reports),
        Counter(language_name(development.reports[0].language) for development in timeline.developments),
        limit,
    )


def shares(reports: Mapping[str, int], firsts: Mapping[str, int], limit: int) -> Shares:
    """The first ``limit`` rows: most reports first; among equals, those that were first more often."""
    total = sum(reports.values())
    order = sorted(reports, key=lambda name: (-reports[name], -firsts.get(name, 0), name))
    rows = tuple(
        Share(
            name=cut(shown(name).strip(), 80) or "(no name)",
            reports=reports[name],
            firsts=firsts.get(name, 0),
            share=reports[name] / total,
        )
        for name in order[:limit]
    )
    return Shares(rows=rows, total=len(order))
