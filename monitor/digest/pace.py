"""How much is written of a story, as a digest shows it: a chart, and a line where it peaks or comes back. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from monitor.digest.occasion import Occasion
from monitor.digest.values import Bar
from monitor.store.digest_material import WatchTitle
from monitor.story.rhythm import Rhythm, rhythm
from monitor.story.sparkline import sparkline

BARS: Final = 14
"""Days of the chart."""
HEIGHT: Final = 24
"""Pixels of the highest bar."""
LEAST_DAYS: Final = 3
LEAST_TEXTS: Final = 5
"""Below either a chart says less than the count does."""
EVENING: Final = 15
"""Hour from which a digest tells of a spike of its own date; an earlier one tells of the day before, which is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What a section says of how much is written."""

    told: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    sparkline: str = ""


def pace(watch: WatchTitle, occasion: Occasion) -> Pace:
    """Spikes, returns and the chart of the last ``BARS`` days, today included."""
    if not watch.coverage:
        return Pace()
    found = rhythm(watch.coverage, occasion.now, occasion.zone, watch.begun or watch.coverage[0])
    days = found.days[-BARS:]
    told = (*_spikes(found, occasion), *_backs(found, occasion))
    if len(days) < LEAST_DAYS or sum(day.count for day in days) < LEAST_TEXTS:
        return Pace(told=told)
    highest = max(day.count for day in days)
    peaks = {spike.day for spike in found.spikes}
    return Pace(
        told=told,
        bars=tuple(
            Bar(
                day=occasion.figures.short_day(day.date),
                texts=day.count,
                height=-(-HEIGHT * day.count // highest),
                spike=day.date in peaks,
            )
            for day in days
        ),
        sparkline=sparkline([day.count for day in days]),
    )


def silence(watch: WatchTitle, occasion: Occasion) -> str:
    """``no new text for 12 days`` where the story has gone quiet; empty where it is as usual."""
    if not watch.coverage:
        return ""
    found = rhythm(watch.coverage, occasion.now, occasion.zone, watch.begun or watch.coverage[0]).quiet
    return f"no new text for {occasion.figures.count(found.days, 'day')}" if found else ""


def _spikes(found: Rhythm, occasion: Occasion) -> list[str]:
    figures = occasion.figures
    today = occasion.recipient.local_time.hour >= EVENING
    day = occasion.local_date if today else occasion.local_date - timedelta(days=1)
    return [
        f"A spike: {figures.count(spike.count, 'different text')} on {figures.short_day(spike.day)},"
        f" usually {figures.one_place(spike.usual)} a day"
        for spike in found.spikes
        if spike.day == day
    ]


def _backs(found: Rhythm, occasion: Occasion) -> list[str]:
    since = occasion.now - timedelta(days=1 + len(occasion.covers))
    return [
        f"Back after {occasion.figures.count(back.after_days, 'day')} of silence"
        for back in found.backs
        if back.at > since
    ]
