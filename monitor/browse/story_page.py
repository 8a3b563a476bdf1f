"""A story as one HTML file that needs nothing else: to be kept, printed, and sent on.

Everything from a feed reaches the page as escaped text; no HTML of a feed is shown. Same story, same bytes.
"""

import base64
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from monitor import __version__
from monitor.browse.chart import NARROW, coverage_chart, in_weeks
from monitor.browse.quote import QUOTE_LETTERS, QUOTE_WORDS
from monitor.browse.story_values import Counts, Story
from monitor.text.wording import count, long_day, month_day


class StoryPage:
    """Holds the template; built once, used for every story."""

    def __init__(self) -> None:
        """Load the template and its style sheet."""
        environment = Environment(
            loader=PackageLoader("monitor.browse", "templates"),
            autoescape=select_autoescape(["html"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters |= {
            "beside": beside,
            "count": count,
            "counted": counted,
            "day_and_hour": day_and_hour,
            "hour": hour,
            "iso": iso,
            "long_day": long_day,
            "percent": percent,
        }
        self._template = environment.get_template("story.html")
        self._style = environment.get_template("story.css").render()

    def render(self, story: Story) -> str:
        """The page; its policy lets a browser load nothing and run nothing, whatever the texts hold."""
        digest = base64.b64encode(hashlib.sha256(self._style.encode()).digest()).decode()
        return self._template.render(
            story=story,
            style=Markup(self._style),  # noqa: S704 - our own file
            style_hash=f"sha256-{digest}",
            chart=Markup(coverage_chart(story.days, name="wide")),  # noqa: S704 - made of numbers and days
            narrow_chart=Markup(coverage_chart(story.days, name="narrow", width=NARROW)),  # noqa: S704 - same
            chart_unit="week" if in_weeks(story.days) else "day",
            quote_words=QUOTE_WORDS,
            quote_letters=QUOTE_LETTERS,
            version=__version__,
        )


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
