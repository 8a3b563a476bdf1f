"""Hostile documents made of bytes: encodings that lie, marks that disagree, codecs that are no character sets."""

from collections.abc import Callable
from random import Random
from typing import Final

from tests.faults.documents_kinds import Kind, described, item, numbered, rss, times


def declared(encoding: str, inside: bytes) -> bytes:
    return f"<?xml version='1.0' encoding='{encoding}'?>".encode() + inside


def items(size: int) -> bytes:
    return rss(numbered("<item><title>Harbour {} ü</title><guid>{}</guid></item>", size))


def encoded(encoding: str, *, says: str = "") -> Callable[[int], bytes]:
    """A feed in one encoding that says it is in another."""

    def make(size: int) -> bytes:
        letters = size // len("<".encode(encoding))
        text = declared(says or encoding, items(letters)).decode()
        return text.encode(encoding, "xmlcharrefreplace")

    return make


def says(encoding: str) -> Callable[[int], bytes]:
    """Plain ASCII that says it is something else."""
    return lambda size: declared(encoding, described(times(b"harbour-", size)))


def noise(size: int) -> bytes:
    return declared("utf-8", described(Random(7).randbytes(size)))  # noqa: S311 - noise that is always the same


def marks(size: int) -> bytes:
    return b"\xef\xbb\xbf\xff\xfe" + items(size // 2) + times(b"\xef\xbb\xbf\xfe\xff", size // 2)


def halves(size: int) -> bytes:
    """A feed that changes from UTF-8 to UTF-16 in the middle."""
    first = rss(b"")[: -len("</channel></rss>")] + times(item(b""), size // 2)
    return first + (first.decode() * 2)[: size // 4].encode("utf-16-le")


ENCODINGS: Final = (
    Kind(name="UTF-16 with mark", make=encoded("utf-16")),
    Kind(name="UTF-16 that says UTF-8", make=encoded("utf-16", says="utf-8")),
    Kind(name="UTF-16 without mark", make=encoded("utf-16-be")),
    Kind(name="UTF-32", make=encoded("utf-32")),
    Kind(name="UTF-8 that says UTF-16", make=encoded("utf-8", says="utf-16")),
    Kind(name="UTF-8 that says UTF-32", make=encoded("utf-8", says="utf-32")),
    Kind(name="UTF-7", make=encoded("utf-7")),
    Kind(name="EBCDIC", make=encoded("cp037")),
    Kind(name="Latin-1 that says ASCII", make=encoded("latin-1", says="us-ascii")),
    Kind(name="marks that disagree", make=marks),
    Kind(name="two encodings in one", make=halves),
    Kind(
        name="an encoding against its header",
        make=encoded("gb18030", says="koi8-r"),
        content_type="text/xml; charset=utf-16",
    ),
    Kind(name="noise", make=noise),
    Kind(
        name="NUL between the letters",
        make=lambda size: rss(item(b"<guid>" + times(b"\0a", size) + b"</guid>")),
    ),
    Kind(name="NUL before the feed", make=lambda size: b"\0" * size + rss(item(b""))),
    Kind(name="cut characters", make=lambda size: described(times(b"\xf0\x9f\x98 \xc3 \xed\xa0\x80", size))),
    Kind(name="controls", make=lambda size: described(times(bytes(range(1, 32)), size))),
    Kind(name="says punycode", make=says("punycode")),
    Kind(name="says IDNA", make=says("idna")),
    Kind(name="says unicode_escape", make=says("unicode_escape")),
    Kind(name="says rot13", make=says("rot13")),
    Kind(name="says zlib", make=says("zlib")),
    Kind(name="says hex", make=says("hex")),
    Kind(name="says undefined", make=says("undefined")),
    Kind(
        name="an encoding's name without end",
        make=lambda size: declared("x" * size, rss(item(b""))),
    ),
    Kind(
        name="says punycode in its header",
        make=lambda size: described(times(b"harbour-", size)),
        content_type="text/xml; charset=punycode",
    ),
    Kind(
        name="says IDNA in its header",
        make=lambda size: described(times(b"harbour-", size)),
        content_type="text/xml; charset=idna",
    ),
)
