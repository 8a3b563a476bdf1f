"""A page of a story: the whole counted and charted from its outline, a few developments told in full. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from monitor.browse.languages import language_name
from monitor.browse.story_steps import step, words
from monitor.browse.story_values import Counts, Step, Story, Words
from monitor.browse.story_view import ROWS_SHOWN, by_day, day_of, report_days, shares
from monitor.store.story_outline import Mark, Outline
from monitor.story.timeline import TimelineDevelopment, TimelineEdit
from monitor.text.wording import shown

STEPS_A_PAGE: Final = 25
REPORTS_READ: Final = 40
"""Reports of a development that are read, the first ones; all of them are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What of a story stands on a page."""

    page: int
    """From 1, the newest developments."""
    pages: int
    hit_ids: tuple[int, ...]
    """Reports to be read for it."""


def chosen(outline: Outline, page: int = 1, *, at: int | None = None) -> Chosen:
    """The reports to read for ``page``, or for that with the development ``at``.

    A page that is not there is the nearest that is.
    """
    groups = _groups(outline.marks)
    pages = max(1, ceil(len(groups) / STEPS_A_PAGE))
    newest_first = sorted(groups, key=lambda number: (groups[number][0].first_seen, number), reverse=True)
    if at is not None and at in groups:
        page = newest_first.index(at) // STEPS_A_PAGE + 1
    page = min(max(page, 1), pages)
    on_page = newest_first[(page - 1) * STEPS_A_PAGE : page * STEPS_A_PAGE]
    ids = tuple(mark.hit_id for number in on_page for mark in groups[number][:REPORTS_READ])
    return Chosen(page=page, pages=pages, hit_ids=ids)


def story_part(
    outline: Outline, developments: Sequence[TimelineDevelopment], edits: Sequence[TimelineEdit]
) -> Story:
    """The story as that page shows it; ``developments`` and ``edits`` are those of the reports chosen."""
    marks, groups = outline.marks, _groups(outline.marks)
    changed: dict[int, list[TimelineEdit]] = defaultdict(list)
    for edit in edits:
        changed[edit.hit_id].append(edit)
    steps = tuple(
        _counted(step(one, [edit for report in one.reports for edit in changed[report.hit_id]]), groups)
        for one in sorted(developments, key=lambda one: (one.first_seen, one.number), reverse=True)
    )
    watch = outline.watch
    return Story(
        slug=shown(watch.slug),
        title=words(watch.title),
        seed=words(watch.seed_title) if watch.seed_title.strip() else Words(text=""),
        state=shown(watch.state),
        since=None,
        first=marks[0].first_seen if marks else None,
        last=marks[-1].first_seen if marks else None,
        counts=_counts(marks),
        days=report_days(marks),
        timeline=by_day(steps, Counter(day_of(group[0].first_seen) for group in groups.values())),
        steps_shown=len(steps),
        older=(),
        older_count=0,
        loose_edits=(),
        loose_count=0,
        sources=shares(
            Counter(mark.source for mark in marks),
            Counter(group[0].source for group in groups.values()),
            ROWS_SHOWN,
        ),
        languages=shares(
            Counter(language_name(mark.language) for mark in marks),
            Counter(language_name(group[0].language) for group in groups.values()),
            ROWS_SHOWN,
        ),
    )


def _groups(marks: Sequence[Mark]) -> Mapping[int, list[Mark]]:
    """The reports of each development, the first first."""
    groups: dict[int, list[Mark]] = {}
    for mark in marks:
        groups.setdefault(mark.step, []).append(mark)
    return groups


def _counted(told: Step, groups: Mapping[int, list[Mark]]) -> Step:
    """``told`` with the numbers of all its reports, also of those that were not read."""
    marks = groups[told.number]
    if len(marks) <= REPORTS_READ:
        return told
    return replace(
        told,
        report_count=len(marks),
        text_count=len({mark.copies for mark in marks}),
        source_count=len({mark.source for mark in marks}),
    )


def _counts(marks: Sequence[Mark]) -> Counts:
    return Counts(
        developments=len({mark.step for mark in marks}),
        reports=len(marks),
        texts=len({mark.copies for mark in marks}),
        sources=len({mark.source for mark in marks}),
        languages=len({language_name(mark.language) for mark in marks if mark.language}),
    )
