"""Seeds: an article as text, Markdown with front matter or HTML, read into title and plain text.

Nothing is fetched here; for a URL the caller brings the bytes. A headline alone is a legitimate seed if it
says enough; ``note_on`` tells the person that it is all there was.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from monitor.errors import SeedError
from monitor.model import Seed
from monitor.text.tokens import tokens
from monitor.watch.language import guessed_language
from monitor.watch.markdown import paragraphs, read_markdown

Kind = Literal["text", "markdown", "html"]

LARGEST_BYTES = 10 * 1024 * 1024
LONGEST_TEXT = 100_000
"""Characters of an article that are kept."""
LONGEST_TITLE = 300
ENOUGH_WORDS = 40
"""Words of a text that needs no headline."""
ENOUGH_HEADLINE = 4
"""Content words of a headline that needs no text."""

_SUFFIXES: Mapping[str, Kind] = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
_HTML_OPENINGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article")
_LOOKED_AT = 1024


def seed_from_file(path: Path) -> Seed:
    """The seed in ``path``; its kind goes by suffix, then by content. Raises ``SeedError``."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise SeedError(str(path), "there is no such file") from error
    except OSError as error:
        raise SeedError(str(path), f"it cannot be read: {error.strerror}") from error
    return read_seed(str(path), content, kind=kind_of(str(path), content))


def kind_of(origin: str, content: bytes) -> Kind:
    """What kind of seed this is, by its suffix or its first bytes (``-`` has no suffix)."""
    if known := _SUFFIXES.get(Path(origin).suffix.lower()):
        return known
    opening = content[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith(_HTML_OPENINGS) or (opening.startswith(b"<?xml") and b"<html" in opening):
        return "html"
    return "markdown" if opening.startswith((b"---\n", b"---\r\n")) else "text"


def read_seed(origin: str, content: bytes, *, kind: Kind) -> Seed:
    """The seed that ``content`` holds.

    Raises ``SeedError`` (one line) where it is empty, no text, no article or says too little.
    """
    name = " ".join(origin.split()) or "-"
    if not content.strip():
        raise SeedError(name, "it is empty")
    if len(content) > LARGEST_BYTES:
        raise SeedError(name, f"it is larger than {LARGEST_BYTES // 1024 // 1024} MB; that is no article")
    if kind == "html":
        # trafilatura takes a tenth of a second to come in, and every start of the service passes here.
        from monitor.watch.html_article import read_html  # noqa: PLC0415

        seed = read_html(name, content)
    else:
        text = _decoded(name, content)[: 2 * LONGEST_TEXT]
        seed = _from_markdown(name, text) if kind == "markdown" else _from_text(name, text)
    return _checked(_tidy(seed))


def note_on(seed: Seed) -> str:
    """What a person should know of the seed before its watch is written; empty where there is nothing."""
    if seed.text.strip():
        return ""
    return "made from a headline alone; a few sentences of text would give the watch more to go by"


def _decoded(name: str, content: bytes) -> str:
    if b"\0" in content:
        raise SeedError(name, "this is no text file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeedError(name, f"this is no UTF-8 text (byte {error.start + 1}); save it as UTF-8") from error


def _from_text(name: str, text: str) -> Seed:
    """The first line is the headline where it is short enough for one."""
    first, _, rest = text.strip().partition("\n")
    if len(first.strip()) > LONGEST_TITLE:
        return Seed(origin=name, title="", text=paragraphs(text), language="")
    return Seed(origin=name, title=first, text=paragraphs(rest), language="")


def _from_markdown(name: str, text: str) -> Seed:
    document = read_markdown(text)
    fields = document.fields
    if not document.title and not fields:
        return _from_text(name, document.text)
    try:
        published = date.fromisoformat(fields["date"][:10]) if fields.get("date") else None
    except ValueError as error:
        problem = f"date: {fields['date']!r} is no date; write it as 2023-11-21"
        raise SeedError(f"{name}:{document.lines['date']}", problem) from error
    return Seed(
        origin=name,
        title=document.title,
        text=document.text,
        language=fields.get("language", fields.get("lang", "")),
        published=published,
        source=fields.get("source", ""),
    )


def _tidy(seed: Seed) -> Seed:
    title = " ".join(_printable(seed.title).split())[:LONGEST_TITLE]
    text = _printable(seed.text)[:LONGEST_TEXT].strip()
    language = seed.language.strip().lower() or guessed_language(f"{title}\n{text}")
    return replace(seed, title=title, text=text, language=language)


def _printable(text: str) -> str:
    """Without control characters and lone surrogates, which no article has."""
    return "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
    )


def _checked(seed: Seed) -> Seed:
    words = len(seed.text.split())
    headline = len(tokens(seed.title))
    if words + headline == 0:
        raise SeedError(seed.origin, "it holds no words")
    if headline >= ENOUGH_HEADLINE or len(tokens(seed.text)) >= ENOUGH_WORDS // 2 or words >= ENOUGH_WORDS:
        return seed
    raise SeedError(
        seed.origin,
        f"it says too little to follow ({words + len(seed.title.split())} words); give a headline with at "
        f"least {ENOUGH_HEADLINE} telling words, or an article of {ENOUGH_WORDS} words",
    )
