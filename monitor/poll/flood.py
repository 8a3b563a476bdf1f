"""When a feed brings far more at once than it ever does: its archive, or all its entries under new names."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

NEWS_CAP: Final = 100
"""So many new items of one poll are news whatever the feed is used to."""
NEWS_TIMES: Final = 4.0
"""And so many times as many as were to be expected since the last poll: a day's outage is no flood."""


def flooded(published: Sequence[datetime | None], *, expected: float) -> tuple[bool, ...]:
    """For each new item of one poll, in document order, whether it is beyond what counts as news.

    ``expected`` is how many the feed's pace promised since its last poll. The newest by date stay news, then those
    without a date in the order of the document.
    """
    room = news_room(expected)
    if len(published) <= room:
        return (False,) * len(published)
    dated = [place for place, date in enumerate(published) if date is not None]
    dated.sort(key=lambda place: _age(published[place]), reverse=True)
    undated = [place for place, date in enumerate(published) if date is None]
    news = set((dated + undated)[:room])
    return tuple(place not in news for place in range(len(published)))


def news_room(expected: float) -> int:
    """How many new items of one poll count as news."""
    return max(NEWS_CAP, round(NEWS_TIMES * expected))


def flood_line(name: str, new: int, *, news: int) -> str:
    """What a person is told of a flood of ``new`` items, of which ``news`` count as news."""
    return (
        f"{name} brought {new} new entries at once, far more than usual; the newest {news} count as news, "
        f"the other {new - news} are stored and searched, but not mailed"
    )


def _age(date: datetime | None) -> float:
    return date.timestamp() if date is not None else 0.0
