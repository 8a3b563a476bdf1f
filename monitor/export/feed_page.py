"""A feed that we publish, as a value: what Atom and JSON Feed both say.

Identities are tag URIs (RFC 4151) made of the slug of a watch and a number that never comes back within a database.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote

from monitor.export.plain_text import carried, one_line
from monitor.text.links import safe_link

AUTHORITY: Final = "newswake.invalid,2026"
"""Who names the identities: nobody's domain (RFC 2606), since each installation makes its own."""

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def tag_uri(slug: str, kind: str, number: int | None = None) -> str:
    """``tag:newswake.invalid,2026:SLUG/hit/12``; without a number that of the list, ``…:SLUG/hits``."""
    place = f"{kind}s" if number is None else f"{kind}/{number}"
    return f"tag:{AUTHORITY}:{quote(slug, safe='')}/{place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """Another report of the same."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One hit or development."""

    identity: str
    title: str
    updated: datetime
    published: datetime | None = None
    link: str = ""
    """http or https, else it is left out."""
    summary: str = ""
    """Plain text; ends of line part paragraphs."""
    author: str = ""
    source: str = ""
    """Name of the feed it was found in."""
    language: str = ""
    terms: tuple[str, ...] = ()
    related: tuple[FeedLink, ...] = ()
    numbers: tuple[tuple[str, int | float | str], ...] = ()
    """What a program may want besides: score, novelty, numbers of hit and item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """The feed of a watch, the newest entry first."""

    identity: str
    title: str
    subtitle: str
    updated: datetime
    entries: tuple[FeedEntry, ...]
    generator: str
    """Version of the program."""
    address: str = ""
    """Where the feed itself is found."""


def harmless(entry: FeedEntry) -> FeedEntry:
    """``entry`` with its texts fit for XML and JSON, its links http or https, its language a tag or nothing."""
    return FeedEntry(
        identity=entry.identity,
        title=one_line(entry.title) or "(no headline)",
        updated=entry.updated,
        published=entry.published,
        link=safe_link(entry.link),
        summary=carried(entry.summary).replace("\r\n", "\n").replace("\r", "\n").strip(),
        author=one_line(entry.author),
        source=one_line(entry.source),
        language=entry.language if _LANGUAGE.fullmatch(entry.language) else "",
        terms=tuple(dict.fromkeys(filter(None, map(one_line, entry.terms)))),
        related=tuple(
            FeedLink(url=url, title=one_line(link.title))
            for link in entry.related
            if (url := safe_link(link.url))
        ),
        numbers=entry.numbers,
    )
