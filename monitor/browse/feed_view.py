"""A feed as its page shows it. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from monitor.browse.small_chart import days_until, small_chart
from monitor.browse.story_steps import words
from monitor.browse.story_values import Words
from monitor.store.feed_reads import FeedItem, WholeFeed
from monitor.text.links import safe_link
from monitor.text.wording import cut, shown

DAYS: Final = 60
LINE: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """An entry."""

    row: FeedItem
    headline: Words
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """What is cleaned for the page; the rest is read from the feed itself."""

    name: str
    link: str
    site: str
    address: str
    """As text."""
    effective: str
    error: str
    chart: Markup
    items: tuple[ItemLine, ...]


def feed_view(feed: WholeFeed, today: date) -> FeedView:
    """``feed`` with its texts cleaned and its new items of the last ``DAYS`` days charted."""
    return FeedView(
        name=line(feed.name) or "(no name)",
        link=safe_link(feed.url),
        site=safe_link(feed.site_link),
        address=line(feed.url),
        effective=line(feed.effective_url),
        error=line(feed.last_error),
        chart=small_chart(dict(feed.days), days_until(today, DAYS), "new item"),
        items=tuple(
            ItemLine(row=one, headline=words(one.title, feed.language), link=safe_link(one.link))
            for one in feed.items
        ),
    )


def line(text: str) -> str:
    """A text of a feed or server as one clean line."""
    return cut(shown(text).strip(), LINE)
