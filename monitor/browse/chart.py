"""Coverage by day as a bar chart in SVG: made here, without a script, readable without colours. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import ceil
from typing import Final

from markupsafe import escape

from monitor.text.wording import count, listed, month_day

DAYS_AT_MOST: Final = 120
"""Longer stories are shown in weeks."""
WIDTH: Final = 720
NARROW: Final = 340
HEIGHT: Final = 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 8, 30, 40
_WIDEST_BAR: Final = 56
_GAP: Final = 0.22
"""Share of a bar's place that stays free."""
_LETTER: Final = 6.6
"""Width of a letter of a label, in units of the drawing."""
_FEW: Final = 14
"""As many bars have their number above them, each."""
_NAMED: Final = 5
"""Spikes named in the description."""
_STEPS: Final = (1, 2, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartDay:
    """How much was written on one day; ``spike`` where that was far more than usual."""

    day: date
    count: int
    """Reports."""
    texts: int = 0
    """Different texts among them that nobody had before."""
    spike: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    """A day, or the week that begins on it."""

    start: date
    count: int
    spikes: tuple[ChartDay, ...]
    week: bool

    @property
    def told(self) -> str:
        when = f"week of {month_day(self.start)}" if self.week else month_day(self.start)
        spike = "" if not self.spikes else ", spike"
        if self.spikes and self.week:
            spike = f", spike on {listed([month_day(one.day) for one in self.spikes])}"
        return f"{when} {self.start.year}: {count(self.count, 'report')}{spike}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Where things lie in the drawing."""

    width: int
    bars: int
    top: int
    """The number at the upper end of the scale."""

    @property
    def step(self) -> float:
        return (self.width - _LEFT - _RIGHT) / self.bars

    @property
    def bar(self) -> float:
        return min(self.step * (1 - _GAP), _WIDEST_BAR)

    def middle(self, place: int) -> float:
        return _LEFT + (place + 0.5) * self.step

    def height(self, number: int) -> float:
        return number / self.top * (HEIGHT - _TOP - _BOTTOM)

    def level(self, number: int) -> float:
        return HEIGHT - _BOTTOM - self.height(number)


def every_day(days: Sequence[ChartDay]) -> tuple[ChartDay, ...]:
    """``days`` in order, those between that have nothing filled in."""
    known = {one.day: one for one in days}
    if not known:
        return ()
    first, last = min(known), max(known)
    between = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(known.get(day) or ChartDay(day=day, count=0) for day in between)


def coverage_chart(days: Sequence[ChartDay], *, name: str, width: int = WIDTH) -> str:
    """An ``<svg>`` of ``days`` (any order, gaps count as 0), ``""`` where there are none.

    ``name`` begins the ids inside, so that a page can hold several. Classes ``bar``, ``spike``, ``grid``, ``axis``
    are for a style sheet; without one everything has the colour of the text around.
    """
    filled = every_day(days)
    if not filled:
        return ""
    bars = _bars(filled)
    frame = _Frame(width=width, bars=len(bars), top=_ticks(max(bar.count for bar in bars))[-1])
    parts = (*_scale(frame, bars), *_columns(frame, bars), *_labels(frame, bars))
    unit = "week" if bars[0].week else "day"
    ids = f"{escape(name)}-title", f"{escape(name)}-desc"
    return (
        f'<svg class="chart" role="img" aria-labelledby="{ids[0]} {ids[1]}" viewBox="0 0 {width} {HEIGHT}"'
        f' width="{width}" height="{HEIGHT}" font-size="12" fill="currentColor">'
        f'<title id="{ids[0]}">Reports by {unit}</title><desc id="{ids[1]}">{escape(described(filled))}</desc>'
        f"{''.join(parts)}</svg>"
    )


def in_weeks(days: Sequence[ChartDay]) -> bool:
    """Whether a chart of ``days`` has a bar for each week instead of each day."""
    return len(every_day(days)) > DAYS_AT_MOST


def described(days: Sequence[ChartDay]) -> str:
    """What the chart shows, in a sentence or two."""
    most = max(days, key=lambda one: one.count)
    span = _dated(days[0].day)
    if len(days) > 1:
        span = f"From {span} to {_dated(days[-1].day)}"
    told = f"{span}: {count(sum(one.count for one in days), 'report')}"
    if len(days) > 1:
        told += f"; most on {_dated(most.day)}, {most.count:,}"
    spikes = sorted((one for one in days if one.spike), key=lambda one: -one.count)
    if not spikes:
        return f"{told}."
    more = f" and {len(spikes) - _NAMED} more" if len(spikes) > _NAMED else ""
    named = sorted(spikes[:_NAMED], key=lambda one: one.day)
    return f"{told}. Spikes: {', '.join(f'{_dated(one.day)} ({one.count:,})' for one in named)}{more}."


def _dated(day: date) -> str:
    return f"{month_day(day)} {day.year}"


def _bars(days: Sequence[ChartDay]) -> tuple[_Bar, ...]:
    week = in_weeks(days)
    found = []
    for start, among in groupby(
        days, lambda one: one.day - timedelta(days=one.day.weekday()) if week else one.day
    ):
        within = tuple(among)
        spikes = tuple(one for one in within if one.spike)
        found.append(_Bar(start=start, count=sum(one.count for one in within), spikes=spikes, week=week))
    return tuple(found)


def _ticks(most: int) -> list[int]:
    """Round numbers from 0 to at least ``most``, at most five steps of them."""
    size = 1
    while True:
        for step in _STEPS:
            if step * size * 5 >= most:
                top = -(-max(most, 1) // (step * size))
                return [number * step * size for number in range(top + 1)]
        size *= 10


def _scale(frame: _Frame, bars: Sequence[_Bar]) -> list[str]:
    parts = []
    for number in _ticks(max(bar.count for bar in bars)):
        level = frame.level(number)
        kind = "grid" if number else "axis"
        opacity = "0.15" if number else "0.6"
        parts.append(
            f'<line class="{kind}" x1="{_LEFT}" x2="{frame.width - _RIGHT}" y1="{level:.1f}" y2="{level:.1f}"'
            f' stroke="currentColor" stroke-opacity="{opacity}"/>'
            f'<text x="{_LEFT - 6}" y="{level + 4:.1f}" text-anchor="end">{number:,}</text>'
        )
    if any(bar.spikes for bar in bars):
        parts.append(
            f'<text class="spike" x="{frame.width - _RIGHT}" y="12" text-anchor="end">▲ spike</text>'
        )
    return parts


def _columns(frame: _Frame, bars: Sequence[_Bar]) -> list[str]:
    """The bars, and numbers above them: where they are few above each, else above spikes as far as there is room."""
    parts = []
    numbered = _numbered(frame, bars)
    for place, bar in enumerate(bars):
        if not bar.count:
            continue
        middle, level = frame.middle(place), frame.level(bar.count)
        kind = "spike" if bar.spikes else "bar"
        parts.append(
            f'<rect class="{kind}" x="{middle - frame.bar / 2:.1f}" y="{level:.1f}" width="{frame.bar:.1f}"'
            f' height="{frame.height(bar.count):.1f}"><title>{escape(bar.told)}</title></rect>'
        )
        if text := _above(bar, numbered=place in numbered):
            parts.append(
                f'<text class="{kind}" x="{middle:.1f}" y="{level - 5:.1f}" text-anchor="middle">{text}</text>'
            )
    return parts


def _above(bar: _Bar, *, numbered: bool) -> str:
    number = f"{bar.count:,}" if numbered else ""
    return f"▲ {number}".rstrip() if bar.spikes else number


def _numbered(frame: _Frame, bars: Sequence[_Bar]) -> set[int]:
    """Places of the bars that get their number, the highest first: it touches neither another nor a higher bar."""
    wanted = [place for place, bar in enumerate(bars) if bar.count and (bar.spikes or len(bars) <= _FEW)]
    found: dict[int, float] = {}
    for place in sorted(wanted, key=lambda place: -bars[place].count):
        reach = len(_above(bars[place], numbered=True)) * _LETTER / 2
        near = int((reach + frame.bar / 2) / frame.step)
        around = bars[max(place - near, 0) : place + near + 1]
        free = all(abs(other - place) * frame.step >= reach + width for other, width in found.items())
        if free and all(bar.count <= bars[place].count for bar in around):
            found[place] = reach
    return set(found)


def _labels(frame: _Frame, bars: Sequence[_Bar]) -> list[str]:
    """Days under the bars, as many as can be read; the year under the first and where it changes."""
    room = len("20 Nov  ") * _LETTER
    every = ceil(room / frame.step)
    parts = []
    year, last = 0, -room
    for place in range(0, len(bars), every):
        day, middle = bars[place].start, frame.middle(place)
        middle = min(max(middle, room / 2), frame.width - room / 2)
        if middle - last < room - _LETTER / 2:
            continue
        last = middle
        parts.append(
            f'<text x="{middle:.1f}" y="{HEIGHT - _BOTTOM + 16}" text-anchor="middle">{month_day(day)}</text>'
        )
        if day.year != year:
            year = day.year
            parts.append(
                f'<text x="{middle:.1f}" y="{HEIGHT - _BOTTOM + 31}" text-anchor="middle">{year}</text>'
            )
    return parts
