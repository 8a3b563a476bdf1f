"""The article in an HTML page, taken out by trafilatura, which is never given anything it could fetch."""

import re
from datetime import date

from lxml.etree import LxmlError
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from monitor.errors import SeedError
from monitor.model import Seed
from monitor.watch.markdown import paragraphs

_SHORTEST_ARTICLE = 40
"""Words; a page with less running text is a menu, an error page or a wall."""
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")


def read_html(name: str, content: bytes) -> Seed:
    """Title, text, date and language of the page; ``SeedError`` where it holds no article."""
    try:
        # A parsed tree goes in, so that no string can be taken for an address.
        page = load_html(content)
        document = (
            None
            if page is None
            else bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True)
        )
    except (LxmlError, ValueError, RecursionError) as error:
        raise SeedError(name, "this page cannot be read as HTML") from error
    if not isinstance(document, Document) or len((document.text or "").split()) < _SHORTEST_ARTICLE:
        raise SeedError(name, "no article was found in this page")
    title = document.title or ""
    text = paragraphs((document.text or "").replace("\n", "\n\n"))
    return Seed(
        origin=name,
        title=title,
        text=text.removeprefix(f"{title}\n\n") if title else text,  # the page repeats it as its heading
        language=_language(page, document),
        published=_day(document.date),
        source=document.sitename or "",
    )


def _language(page: object, document: Document) -> str:
    attributes = getattr(page, "attrib", {})
    stated = str(attributes.get("lang", "") or document.language or "")
    return stated if _LANGUAGE.fullmatch(stated) else ""


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
