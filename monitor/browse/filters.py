"""What the templates of the pages do with moments and numbers: written out in words. Pure."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

from markupsafe import Markup

from monitor.browse.story_values import Counts
from monitor.text.wording import count, long_day, month_day


def iso(moment: datetime) -> str:
    """For a ``datetime`` attribute."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def hour(moment: datetime) -> str:
    """``14:32``, UTC."""
    return f"{moment.astimezone(UTC):%H:%M}"


def day_and_hour(moment: datetime) -> str:
    """``21 Nov 2023, 14:32``, UTC."""
    local = moment.astimezone(UTC)
    return f"{month_day(local.date())} {local.year}, {local:%H:%M}"


def day(moment: datetime) -> str:
    """``21 Nov 2023``, UTC."""
    local = moment.astimezone(UTC).date()
    return f"{month_day(local)} {local.year}"


def beside(moment: datetime, other: datetime) -> Markup:
    """``moment`` as a ``<time>``: the hour alone where it is of the day of ``other``."""
    same = moment.astimezone(UTC).date() == other.astimezone(UTC).date()
    told = hour(moment) if same else day_and_hour(moment)
    return Markup('<time datetime="{}">{}</time>').format(iso(moment), told)


def percent(share: float) -> str:
    """``4 %``; small shares are not rounded to nothing."""
    return "under 1 %" if 0 < share < 0.01 else f"{share * 100:.0f} %"  # noqa: PLR2004 - one in a hundred


def counted(counts: Counts) -> Sequence[tuple[int, str]]:
    """The numbers at the head of the page and what they count."""
    named = (
        (counts.developments, "development"),
        (counts.reports, "report"),
        (counts.texts, "different text"),
        (counts.sources, "source"),
        (counts.languages, "language"),
    )
    return [(number, name if number == 1 else f"{name}s") for number, name in named]


def duration(seconds: float) -> str:
    """``25 min``, ``3 h``, ``2 days``: an interval as a person says it."""
    for size, name in ((86_400, "day"), (3_600, "h"), (60, "min")):
        if seconds >= size * (1 if name != "day" else 2):
            number = round(seconds / size)
            return count(number, name) if name == "day" else f"{number} {name}"
    return f"{round(seconds)} s"


FILTERS: Final[Mapping[str, Callable[..., Any]]] = MappingProxyType(
    {
        # Not ``count``: that is Jinja's own, and other templates of a Datasette may use it.
        "amount": count,
        "beside": beside,
        "counted": counted,
        "day": day,
        "day_and_hour": day_and_hour,
        "duration": duration,
        "hour": hour,
        "iso": iso,
        "long_day": long_day,
        "percent": percent,
    }
)
"""Name in a template → function."""
