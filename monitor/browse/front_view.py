"""The front page as it is shown: the watches with their charts, and what is new over all of them. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from markupsafe import Markup

from monitor.browse.languages import language_name
from monitor.browse.small_chart import days_until, small_chart
from monitor.browse.story_steps import words
from monitor.browse.story_values import Words
from monitor.store.front_reads import DAYS, NEW_WITHIN, Front, News, TroubledFeed, WatchGlance
from monitor.text.wording import cut, shown

NEWS_SHOWN: Final = 12
BEFORE_SHOWN: Final = 4
LATEST_SHOWN: Final = 2
"""Developments of a watch on its card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsLine:
    """A development in a line."""

    row: News
    slug: str
    watch: Words
    headline: Words
    source: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A watch."""

    glance: WatchGlance
    title: Words
    chart: Markup
    latest: tuple[NewsLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ill:
    """A feed in trouble."""

    row: TroubledFeed
    name: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontView:
    """All that is shown."""

    front: Front
    new: tuple[NewsLine, ...]
    """Developments of the last day, the newest first."""
    before: tuple[NewsLine, ...]
    """The latest ones before that."""
    new_count: int
    cards: tuple[Card, ...]
    trouble: tuple[Ill, ...]


def front_view(front: Front, now: datetime) -> FrontView:
    """``front`` cleaned and charted, as at ``now``."""
    cards = tuple(_card(glance) for glance in front.watches)
    lines = [_line(glance, one) for glance in front.watches for one in glance.news]
    lines.sort(key=lambda one: (one.row.first_seen, one.row.number), reverse=True)
    fresh = [one for one in lines if one.row.first_seen >= now - NEW_WITHIN]
    return FrontView(
        front=front,
        new=tuple(fresh[:NEWS_SHOWN]),
        before=tuple(lines[len(fresh) :][:BEFORE_SHOWN]),
        new_count=sum(glance.new_developments for glance in front.watches),
        cards=cards,
        trouble=tuple(
            Ill(row=one, name=_short(one.name), error=_cut(one.last_error)) for one in front.trouble
        ),
    )


def _card(glance: WatchGlance) -> Card:
    return Card(
        glance=glance,
        title=words(glance.title),
        chart=small_chart(glance.days, days_until(glance.until.astimezone(UTC).date(), DAYS), "report"),
        latest=tuple(_line(glance, one) for one in glance.news[:LATEST_SHOWN]),
    )


def _line(glance: WatchGlance, one: News) -> NewsLine:
    return NewsLine(
        row=one,
        slug=glance.slug,
        watch=words(glance.title),
        headline=words(one.title, one.language),
        source=_short(one.source),
        language=language_name(one.language),
    )


def _short(text: str) -> str:
    return _cut(text) or "(no name)"


def _cut(text: str) -> str:
    return cut(shown(text).strip(), 160)
