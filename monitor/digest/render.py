"""A composed digest as text and as HTML.

Everything from a feed reaches the HTML as escaped text; no HTML of a feed is shown. Same digest, same bytes.
"""

import textwrap
from dataclasses import dataclass

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from monitor.digest import phrases
from monitor.digest.values import Development, Digest, Why
from monitor.store.digest_material import HeldBack
from monitor.text.wording import count, listed

HTML_LIMIT = 80_000
"""Bytes; Gmail cuts a message off at about 102 KB, counted in ways that are not published."""

WIDTH = 72
"""Columns of the text part."""

INDENT = "    "
_FILLER = "\u00a0\u200c" * 60
"""After the preview text, so that mail programs do not fill the line with the first words of the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """Both parts, and the digest as it is shown: shortened where the HTML would have been too long."""

    digest: Digest
    text: str
    html: str


class Renderer:
    """Holds the templates; built once, used for every digest."""

    def __init__(self, *, html_limit: int = HTML_LIMIT) -> None:
        """Load the templates; HTML longer than ``html_limit`` bytes loses developments from its end."""
        self._html_limit = html_limit
        self._environment = Environment(
            loader=PackageLoader("monitor.digest", "templates"),
            autoescape=select_autoescape(["html"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters |= {
            "also_how_many": phrases.also_how_many,
            "bars_told": phrases.bars_told,
            "byline": byline,
            "further_told": phrases.further_told,
            "further_title": phrases.further_title,
            "held_back": held_back,
            "numbered": numbered,
            "points": points,
            "rewritten_told": phrases.rewritten_told,
            "section_counts": phrases.section_counts,
            "trouble_title": trouble_title,
            "underlined": underlined,
            "what_is_new": phrases.what_is_new,
            "why_line": why_line,
            "wrapped": wrapped,
        }
        self._inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)

    def render(self, digest: Digest) -> Rendered:
        """Both parts of ``digest``, with as many developments as fit."""
        html = self._html(digest)
        while len(html.encode()) > self._html_limit and digest.shown_count > 0:
            share = self._html_limit / len(html.encode())
            digest = digest.shortened(min(int(digest.shown_count * share), digest.shown_count - 1))
            html = self._html(digest)
        text = self._environment.get_template("digest.txt").render(digest=digest, indent=INDENT)
        return Rendered(digest=digest, text=text, html=html)

    def _html(self, digest: Digest) -> str:
        page = self._environment.get_template("digest.html").render(digest=digest, filler=_FILLER)
        return self._inliner.inline(page)


# ── words that both parts share ─────────────────────────────────────────────────────────────


def points(why: Why) -> str:
    """``(title, 3.0)``, or ``(learned, 0.4)``."""
    told = ", ".join(part for part in (why.place, "learned" if why.learned else "") if part)
    return f"({told}, {why.points:.1f})" if told else f"({why.points:.1f})"


def held_back(held: HeldBack) -> str:
    """How many hits are stored but no news, and why."""
    kinds = (
        (held.backlog, "old already when first seen", "old already when first seen"),
        (held.flood, "come with far more at once than usual", "come with far more at once than usual"),
        (held.replayed, "replayed from an archive", "replayed from an archive"),
        (held.rematched, "found by deciding again", "found by deciding again"),
    )
    told = [f"{number:,} {one if number == 1 else many}" for number, one, many in kinds if number]
    return f"Stored, but not shown as news: {listed(told)}."


def trouble_title(digest: Digest) -> str:
    """``3 of 61 feeds do not answer as they should``."""
    failing = len(digest.troubles) + digest.troubles_more
    verb = "does not answer as it should" if failing == 1 else "do not answer as they should"
    return f"{failing} of {count(digest.feed_count, 'feed')} {verb}"


# ── the text part ───────────────────────────────────────────────────────────────────────────


def wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    """``text`` in lines of at most ``WIDTH`` columns where its words allow; links are never broken."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def underlined(title: str) -> str:
    """A rule as long as the (wrapped) title above it."""
    return "=" * max(map(len, wrapped(title).splitlines()), default=1)


def numbered(title: str, number: int) -> str:
    """``1.  The headline``, hanging."""
    return wrapped(title, INDENT, f"{number}.".ljust(len(INDENT)))


def byline(development: Development) -> str:
    """Source, host, time, and who else has it."""
    at_once = "sent to you at once" if development.alerted else ""
    parts = (development.source, development.host, development.when, development.stance, at_once)
    told = " · ".join(part for part in parts if part)
    names = ", ".join(copy.source for copy in development.also)
    more = f" (+{development.also_more})" if development.also_more else ""
    return f"{told} · {phrases.also_how_many(development)}: {names}{more}" if names else told


def why_line(development: Development) -> str:
    """What matched, with points, the score and the number for feedback."""
    told = ", ".join(f"{why.term} {points(why)}" for why in development.why)
    more = f" and {development.why_more} more" if development.why_more else ""
    return f"why: {told}{more} · score {development.score:.1f} · item {development.item_id}"
