"""A story as one HTML file that needs nothing else: to be kept, printed, and sent on.

Everything from a feed reaches the page as escaped text; no HTML of a feed is shown. Same story, same bytes.
"""

import base64
import hashlib

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from monitor import __version__
from monitor.browse.chart import NARROW, coverage_chart, in_weeks
from monitor.browse.filters import FILTERS
from monitor.browse.quote import QUOTE_LETTERS, QUOTE_WORDS
from monitor.browse.story_values import Story


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
        environment.filters |= FILTERS
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
