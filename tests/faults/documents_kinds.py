"""What a kind of hostile document is, and the bricks they are built of: made by code, none of it anybody's text."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

RSS_TYPE: Final = "application/rss+xml"
KIB: Final = 1024
SIZES: Final = {"64 KiB": 64 * KIB, "1 MiB": 1024 * KIB, "9 MiB": 9 * 1024 * KIB}
"""What a document measures, about; bodies above 10 MiB never reach the parser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A way to hurt a parser, at any size."""

    name: str
    make: Callable[[int], bytes]
    """The document of about so many bytes; the same one each time."""
    content_type: str = RSS_TYPE


def rss(items: bytes, head: bytes = b"") -> bytes:
    """An RSS document around ``items``."""
    title = b"<title>Hostile</title>"
    return b'<rss version="2.0"><channel>' + title + head + items + b"</channel></rss>"


def item(inside: bytes) -> bytes:
    return b"<item><title>Harbour</title><link>https://a.example/1</link>" + inside + b"</item>"


def atom(entries: bytes) -> bytes:
    """An Atom document around ``entries``."""
    return b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Hostile</title>' + entries + b"</feed>"


def entry(inside: bytes) -> bytes:
    return b"<entry><title>Harbour</title><id>urn:a:1</id>" + inside + b"</entry>"


def times(piece: bytes, size: int) -> bytes:
    """``piece`` again and again, about ``size`` bytes of it."""
    return piece * max(1, size // len(piece))


def numbered(template: str, size: int) -> bytes:
    """``template`` with 0, 1, 2, … in place of ``{}``, about ``size`` bytes of it."""
    digits = len(str(size // len(template)))
    count = max(1, size // (len(template) + template.count("{}") * (digits - 2)))
    return "".join(template.replace("{}", str(number)) for number in range(count)).encode()


def nested(opening: bytes, closing: bytes, size: int) -> bytes:
    """Elements in each other, as deep as ``size`` bytes allow."""
    depth = max(1, size // len(opening + closing))
    return opening * depth + closing * depth


def described(text: bytes) -> bytes:
    """An RSS document whose one item has ``text`` as its description."""
    return rss(item(b"<description>" + text + b"</description>"))
