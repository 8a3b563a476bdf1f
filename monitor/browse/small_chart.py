"""Counts by day as a strip of bars in SVG, small enough for a list: made here, read aloud by its label. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from markupsafe import Markup

from monitor.text.wording import count, month_day

_BAR: Final = 6
_GAP: Final = 2
HEIGHT: Final = 36
_LEAST: Final = 2
"""Height of a bar for one among many."""


def days_until(last: date, number: int) -> tuple[date, ...]:
    """``number`` days, the last of them ``last``."""
    return tuple(last - timedelta(days=back) for back in range(number - 1, -1, -1))


def small_chart(counts: Mapping[str, int], days: Sequence[date], noun: str) -> Markup:
    """An ``<svg>`` of ``counts`` (by ``2026-11-23``) over ``days``, oldest first; ``""`` where there are none."""
    numbers = [counts.get(day.isoformat(), 0) for day in days]
    highest = max(numbers, default=0)
    if not highest:
        return Markup()
    label = (
        f"{count(sum(numbers), noun)} from {month_day(days[0])} to {month_day(days[-1])} {days[-1].year}; "
        f"most on {month_day(days[numbers.index(highest)])}, {highest:,}"
    )
    width = len(days) * (_BAR + _GAP) - _GAP
    bars = "".join(
        f"M{place * (_BAR + _GAP)} {HEIGHT}v-{max(round(number / highest * HEIGHT), _LEAST)}h{_BAR}V{HEIGHT}z"
        for place, number in enumerate(numbers)
        if number
    )
    return Markup(
        '<svg class="small-chart" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}"'
        ' fill="currentColor"><path class="bar" d="{}"/><path class="base" d="M0 {}h{}v1h-{}z"/></svg>'
    ).format(label, width, HEIGHT + 1, width, HEIGHT + 1, bars, HEIGHT, width, width)
