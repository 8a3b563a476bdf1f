"""Lists of feeds as other programs keep them: OPML, read with all its mistakes, and written without.

http://opml.org/spec2.opml: an ``outline`` with ``xmlUrl`` is a feed, any other a folder.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any, Final

from lxml import etree

from monitor.model import FeedSource
from monitor.text.plain import clean

MAX_BYTES: Final = 10 * 1024 * 1024
"""A list of 10,000 feeds has about 2 MB."""
MAX_FEEDS: Final = 20_000

FAULTS: Final = 20
"""Broken lines that are told; more help nobody."""

_NAME_LIMIT: Final = 200
_NO_ADDRESS: Final = "has no xmlUrl, so it names no feed"
_ENTITIES: Final = "declares entities, which is refused: they can grow without end and read other files"
_BARE: Final = re.compile(rb"&(?!(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)")
"""An ampersand that begins no reference: the most frequent mistake, and in addresses one that would change them."""
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\x4c\x6f\xa7\x94")
_DECLARES: Final = re.compile(rb"<!\s*(?:ENTITY|ATTLIST|ELEMENT|NOTATION)", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")
_NO_WORD: Final = re.compile(r"[\W_]+")


class OpmlError(ValueError):
    """The whole file is refused; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One feed of the file, not yet judged by its address."""

    source: FeedSource
    line: int
    """Where it stands, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something in the file that a person should know of."""

    line: int
    what: str
    """Its name or address, as the file has it."""
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opml:
    """What the file holds, in its order."""

    feeds: tuple[Listed, ...] = ()
    refused: tuple[Remark, ...] = ()
    """What could not be read."""
    notes: tuple[Remark, ...] = ()
    """What was read, though it is written wrongly."""


def read_opml(content: bytes) -> Opml:
    """The feeds in ``content``; what is broken is told and left out, the rest is read.

    The outermost folder of a feed is its group, folders inside it are tags. Raises ``OpmlError`` for what is too
    large, declares entities, or is no OPML at all.
    """
    if len(content) > MAX_BYTES:
        raise OpmlError(f"is larger than {MAX_BYTES // 2**20} MiB; no list of feeds is")
    if not content.strip():
        raise OpmlError("is empty")
    plain, notes = _with_references(content)
    root, refused = _tree(plain)
    feeds: list[Listed] = []
    for outline, folders in _outlines(root):
        found = _feed(outline, folders)
        if isinstance(found, Listed) and len(feeds) >= MAX_FEEDS:
            problem = f"is beyond the first {MAX_FEEDS} feeds, which are all that is read"
            refused.append(Remark(line=found.line, what=found.source.name, problem=problem))
            break
        if isinstance(found, Listed):
            feeds.append(found)
        elif found is not None:
            refused.append(found)
    return Opml(feeds=tuple(feeds), refused=tuple(sorted(refused, key=lambda each: each.line)), notes=notes)


def _with_references(content: bytes) -> tuple[bytes, tuple[Remark, ...]]:
    """``content`` with ``&amp;`` for every bare ampersand, and where the first of them stands."""
    if content.startswith(_WIDE):
        return content, ()
    first = _BARE.search(content)
    if first is None:
        return content.lstrip(), ()
    mended, count = _BARE.subn(b"&amp;", content)
    where = "here" if count == 1 else f"here, and at {count - 1} other places"
    problem = f"'&' has to be written '&amp;' {where}; it was read as it is meant"
    line = content.count(b"\n", 0, first.start()) + 1
    return mended.lstrip(), (Remark(line=line, what="", problem=problem),)


def _tree(content: bytes) -> tuple[Any, list[Remark]]:
    """The root, and where the XML is broken. Raises ``OpmlError``."""
    if _DECLARES.search(content.replace(b"\0", b"") if content.startswith(_WIDE) else content):
        raise OpmlError(_ENTITIES)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise OpmlError(f"cannot be read as XML: {clean(str(error), 160)}") from error
    if root is None or _tag(root) != "opml":
        named = f": its outermost element is {_tag(root)!r}" if root is not None else " and no XML either"
        raise OpmlError(f"is no OPML{named}")
    declared = root.getroottree().docinfo.internalDTD
    # An encoding that hides the declaration from a search hides it from nobody here.
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise OpmlError(_ENTITIES)
    return root, list(_faults(parser))


def _faults(parser: Any) -> Iterator[Remark]:  # noqa: ANN401 - lxml ships no types
    """Each broken line once; a file cut off at its end says so in many words."""
    lines: dict[int, str] = {}
    for entry in parser.error_log:
        lines.setdefault(entry.line, clean(entry.message, 120))
    for line, message in list(lines.items())[:FAULTS]:
        yield Remark(line=line, what="", problem=f"broken XML: {message}; what could be read is taken")


def _outlines(root: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:  # noqa: ANN401 - lxml ships no types
    """Every outline of the document in its order, with the names of the folders around it, outermost first."""
    pending: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
    while pending:
        element, folders = pending.pop()
        inner = folders
        if _tag(element) == "outline":
            yield element, folders
            # A feed is no folder, though some programs put one inside the other.
            name = "" if _attribute(element, "xmlurl") else _name(element)
            inner = (*folders, name) if name else folders
        pending.extend((child, inner) for child in reversed(element) if isinstance(child.tag, str))


def _feed(outline: Any, folders: Sequence[str]) -> Listed | Remark | None:  # noqa: ANN401 - lxml ships no types
    url, name, line = _attribute(outline, "xmlurl"), _name(outline), _line(outline)
    if not url:
        return Remark(line=line, what=name, problem=_NO_ADDRESS) if _is_nothing(outline, folders) else None
    language = _attribute(outline, "language")
    source = FeedSource(
        url=url,
        name=name,
        group=folders[0] if folders else "",
        tags=tuple(dict.fromkeys(filter(None, (*map(tag_of, folders[1:]), *_categories(outline))))),
        language=language if _LANGUAGE.fullmatch(language) else "",
        checked=False,
    )
    return Listed(source=source, line=line)


def _is_nothing(outline: Any, folders: Sequence[str]) -> bool:  # noqa: ANN401 - lxml ships no types
    """Whether an outline without address should have one: an empty folder beside others is no mistake."""
    if any(_tag(child) == "outline" for child in outline):
        return False
    means_feed = _attribute(outline, "type") or _attribute(outline, "htmlurl") or _attribute(outline, "url")
    return bool(folders or means_feed)


def _categories(outline: Any) -> Iterator[str]:  # noqa: ANN401 - lxml ships no types
    """Of ``category="/a/b,c"`` the last part of each."""
    for path in _attribute(outline, "category").split(",")[:50]:
        yield tag_of(path.rstrip("/").rpartition("/")[2])


def tag_of(name: str) -> str:
    """``name`` as a tag: one word in small letters, with hyphens."""
    return _NO_WORD.sub("-", name.casefold()).strip("-")[:60]


def _name(outline: Any) -> str:  # noqa: ANN401 - lxml ships no types
    return clean(_attribute(outline, "title") or _attribute(outline, "text"), _NAME_LIMIT)


def _attribute(element: Any, name: str) -> str:  # noqa: ANN401 - lxml ships no types
    """The attribute, however its capitals are written."""
    return next((value.strip() for key, value in element.attrib.items() if key.lower() == name), "")


def _tag(element: Any) -> str:  # noqa: ANN401 - lxml ships no types
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _line(element: Any) -> int:  # noqa: ANN401 - lxml ships no types
    return int(element.sourceline or 0)


def opml_of(sources: Iterable[FeedSource], *, title: str, made_at: datetime) -> bytes:
    """An OPML 2.0 document of ``sources``, one folder a group in the order of the list; UTF-8."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = clean(title, _NAME_LIMIT)
    etree.SubElement(head, "dateCreated").text = format_datetime(made_at, usegmt=True)
    body = etree.SubElement(root, "body")
    folders: dict[str, Any] = {"": body}
    for source in sources:
        group = clean(source.group, _NAME_LIMIT)
        if group not in folders:
            folders[group] = etree.SubElement(body, "outline", text=group, title=group)
        etree.SubElement(folders[group], "outline", _attributes(source))
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def _attributes(source: FeedSource) -> dict[str, str]:
    name = clean(source.name, _NAME_LIMIT)
    found = {"type": "rss", "text": name, "title": name, "xmlUrl": source.url}
    if source.tags:
        found["category"] = ",".join(clean(tag, _NAME_LIMIT) for tag in source.tags)
    if source.language:
        found["language"] = source.language
    return found
