"""One entry of feedparser's, as a draft of ours: the last place that knows its dictionaries."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from monitor.poll.drafts import Draft, Words

_NOT_PAGES: Final = frozenset(
    {"self", "enclosure", "edit", "replies", "hub", "next", "first", "last", "license"}
)
_KINDS: Final = {"text/plain": "plain", "text/html": "html", "application/xhtml+xml": "html"}
_DATES: Final = ("published", "updated", "created")


def draft_from(entry: Mapping[str, Any], base: str, *, atom: bool) -> Draft:
    """The strings of ``entry``; relative links are to be resolved against ``base``."""
    date = next((name for name in _DATES if string(entry, name)), "published")
    return Draft(
        guid=string(entry, "id"),
        links=tuple(_links(entry)),
        base=base,
        title=words(entry, "title", atom=atom),
        bodies=(*_contents(entry, atom=atom), words(entry, "summary", atom=atom, unknown="html")),
        author=string(entry, "author"),
        categories=tuple(_categories(entry)),
        language=_language(entry),
        published=string(entry, date),
        published_fallback=_numbers(_member(entry, f"{date}_parsed")),
    )


def string(table: Mapping[str, Any], name: str) -> str:
    """The member ``name`` where it is a string, else ``""``."""
    value = _member(table, name)
    return value if isinstance(value, str) else ""


def words(table: Mapping[str, Any], name: str, *, atom: bool, unknown: str = "unknown") -> Words:
    """Text with its kind; only Atom declares kinds, for other formats it is ``unknown``."""
    detail = _member(table, f"{name}_detail")
    return Words(value=string(table, name), kind=_kind(detail, atom=atom, unknown=unknown))


def dicts(table: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """The dictionaries among the member ``name``, where that is a list."""
    listed = _member(table, name)
    return (one for one in (listed if isinstance(listed, list) else []) if isinstance(one, dict))


def _member(table: Mapping[str, Any], name: str) -> object:
    """A member of the plain dict: feedparser's own look-up maps old names and warns about them."""
    return dict.get(table, name) if isinstance(table, dict) else None


def _kind(detail: object, *, atom: bool, unknown: str) -> str:
    declared = string(detail, "type") if atom and isinstance(detail, dict) else ""
    return _KINDS.get(declared, unknown)


def _contents(entry: Mapping[str, Any], *, atom: bool) -> Iterator[Words]:
    contents = _member(entry, "content")
    for content in contents if isinstance(contents, list) else []:
        if isinstance(content, dict):
            yield Words(value=string(content, "value"), kind=_kind(content, atom=atom, unknown="html"))


def _links(entry: Mapping[str, Any]) -> Iterator[str]:
    """Candidates for the address of the article, best first; only absolute ones where a guid stands in."""
    yield string(entry, "feedburner_origlink")
    guid = string(entry, "id")
    link = string(entry, "link")
    if link != guid:
        yield link
    links = _member(entry, "links")
    for other in links if isinstance(links, list) else []:
        if isinstance(other, dict) and string(other, "rel") not in _NOT_PAGES:
            yield string(other, "href")
    if guid.lower().startswith(("http://", "https://")):
        yield guid


def _categories(entry: Mapping[str, Any]) -> Iterator[str]:
    tags = _member(entry, "tags")
    for tag in tags if isinstance(tags, list) else []:
        if isinstance(tag, dict):
            yield string(tag, "label") or string(tag, "term")


def _language(entry: Mapping[str, Any]) -> str:
    """What ``xml:lang`` or ``dc:language`` says; feedparser hands it on with the texts."""
    details = (_member(entry, "title_detail"), _member(entry, "summary_detail"))
    declared = [string(detail, "language") for detail in details if isinstance(detail, dict)]
    return next(filter(None, [string(entry, "language"), *declared]), "")


def _numbers(moment: object) -> tuple[int, ...] | None:
    """Year to second of feedparser's time value."""
    return tuple(moment[:6]) if isinstance(moment, tuple) else None
