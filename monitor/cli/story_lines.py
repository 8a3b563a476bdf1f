"""A story on a terminal: as wide as that is, and readable without colours."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from rich.console import Console
from rich.text import Text

from monitor.browse.chart import ChartDay
from monitor.browse.story_values import Edited, Step, Story, StoryDay
from monitor.story.differences import Piece, PieceKind
from monitor.story.sparkline import sparkline
from monitor.text.wording import count, listed, long_day, month_day

DAYS: Final = 30
"""Of the line that shows how much was written."""
_INDENT: Final = 7
"""``14:32`` and two blanks."""
_BLANK: Final = Text(" " * _INDENT)
_NONE: Final = Text()


def print_story(out: Console, story: Story) -> None:
    """Print ``story``, the oldest development first."""
    for line in _head(story):
        _put(out, line, _NONE)
    for day in story.timeline[::-1]:
        out.print()
        _put(out, _day_line(day), _NONE)
        for step in day.steps[::-1]:
            _print_step(out, step)
    if story.loose_edits:
        out.print()
        _put(out, Text("Changes to reports of developments not shown here", style="bold"), _NONE)
        for edit in story.loose_edits[::-1]:
            for line in _edit_lines(edit):
                _put(out, line)
        for line in _rest(len(story.loose_edits), story.loose_count, "edit"):
            _put(out, line)


def _head(story: Story) -> Iterator[Text]:
    yield Text(story.title.text, style="bold")
    if story.seed.text not in {"", story.title.text}:
        yield Text(f"followed from: {story.seed.text}", style="dim")
    if story.first is None or story.last is None:
        when = f" since {_moment(story.since)}" if story.since else " yet"
        yield Text(f"no report was found{when}")
        return
    counts = story.counts
    yield Text(
        f"{count(counts.developments, 'development')} in {count(counts.reports, 'report')} "
        f"({count(counts.texts, 'different text')}) from {count(counts.sources, 'source')}"
        + (f" in {count(counts.languages, 'language')}" if counts.languages else "")
    )
    since = f", read from {_moment(story.since)} on" if story.since else ""
    yield Text(f"{_moment(story.first)} to {_moment(story.last)} UTC{since}")
    yield Text(_coverage(story.days))
    if story.older_count:
        shown = f"showing the newest {story.steps_shown} of {count(counts.developments, 'development')}"
        yield Text(f"{shown}; --since, --html and --json show others", style="dim")


def _coverage(days: Sequence[ChartDay]) -> str:
    """The last ``DAYS`` days as a line of blocks, the day of the newest report at its end."""
    last = days[-1].day
    numbers = {day.day: day.count for day in days}
    span = [last - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    counts = [numbers.get(day, 0) for day in span]
    most = max(counts)
    spikes = [month_day(day.day) for day in days if day.spike and day.day >= span[0]]
    told = f"{sparkline(counts)}  {month_day(span[0])} to {month_day(last)}, at most {count(most, 'report')} a day"
    return told + (f"; spike on {listed(spikes)}" if spikes else "")


def _day_line(day: StoryDay) -> Text:
    shown = f"showing {len(day.steps)} of " if len(day.steps) < day.step_count else ""
    return Text.assemble(
        (long_day(day.day), "bold underline"), f"  {shown}{count(day.step_count, 'development')}"
    )


def _print_step(out: Console, step: Step) -> None:
    lead = Text(f"{step.seen.astimezone(UTC):%H:%M}".ljust(_INDENT), style="bold")
    for line in _step_lines(step):
        _put(out, line, lead)
        lead = _BLANK


def _put(out: Console, line: Text, lead: Text = _BLANK) -> None:
    """``line`` in as many rows as it needs, all of them behind ``lead``; no blanks at their ends."""
    for row in line.wrap(out, max(out.width - len(lead), _INDENT)):
        row.rstrip()
        out.print(Text.assemble(lead, row), overflow="ignore", no_wrap=True)
        lead = Text(" " * len(lead))


def _step_lines(step: Step) -> Iterator[Text]:
    yield Text(step.headline.text, style="bold")
    yield Text(_told_by(step), style="dim")
    if step.because:
        yield Text(f"new: {_some(step.because, step.because_count)}")
    for change in step.changes:
        yield Text(f"{change.before} → {change.after} {change.what} ({change.source})", style="yellow")
    yield from _rest(len(step.changes), step.change_count, "number change")
    for said in step.said:
        words = f": “{said.words}”" if said.words else ""
        yield Text(f"{said.kind} in {said.source.name}{words}", style="red")
    yield from _rest(len(step.said), step.said_count, "denial or correction", "denials and corrections")
    for edit in step.edits:
        yield from _edit_lines(edit)
    yield from _rest(len(step.edits), step.edit_count, "edit")


def _told_by(step: Step) -> str:
    """``Harbour Wire (5 reports, 2 copies, 4 sources; English, Polish)``."""
    parts = [count(step.report_count, "report")]
    if step.copy_count:
        parts.append(count(step.copy_count, "copy", "copies"))
    parts.append(count(step.source_count, "source"))
    languages = f"; {', '.join(step.languages)}" if step.languages else ""
    return f"{step.source.name} ({', '.join(parts)}{languages})"


def _edit_lines(edit: Edited) -> Iterator[Text]:
    yield Text(f"edited by {edit.source}, seen {_moment(edit.seen)}:")
    for parts in filter(None, (edit.title, edit.text)):
        yield Text(f"− {_side(parts, PieceKind.ADDED)}", style="red")
        yield Text(f"+ {_side(parts, PieceKind.REMOVED)}", style="green")
    if edit.text_more:
        yield Text(f"and {count(edit.text_more, 'more change')} of the text", style="dim")


def _side(parts: Sequence[Piece], without: PieceKind) -> str:
    return "".join(part.text for part in parts if part.kind is not without).strip()


def _some(texts: Sequence[str], total: int) -> str:
    more = f" and {total - len(texts)} more" if total > len(texts) else ""
    return ", ".join(texts) + more


def _rest(shown: int, total: int, what: str, plural: str = "") -> Iterator[Text]:
    if shown < total:
        yield Text(f"showing {shown} of {count(total, what, plural)}", style="dim")


def _moment(moment: datetime) -> str:
    local = moment.astimezone(UTC)
    return f"{_dated(local.date())} {local:%H:%M}"


def _dated(day: date) -> str:
    return f"{month_day(day)} {day.year}"
