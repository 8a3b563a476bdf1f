"""Hostile documents made of document types: entities that multiply, files and addresses named from outside."""

from collections.abc import Callable
from typing import Final

from tests.faults.documents_kinds import Kind, item, rss, times


def typed(subset: bytes, body: bytes) -> bytes:
    return b"<?xml version='1.0'?><!DOCTYPE rss [" + subset + b"]>" + body


def laughs(size: int) -> bytes:
    """Ten entities, each ten times the one before, asked for as often as there is room."""
    levels = b"".join(b'<!ENTITY l%d "%b">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10))
    asked = times(item(b"<description>&l9;</description>"), size)
    return typed(b'<!ENTITY l0 "ha">' + levels, rss(asked))


def quadratic(size: int) -> bytes:
    long = b'<!ENTITY a "' + b"a" * (size // 2) + b'">'
    return typed(long, rss(item(b"<description>" + times(b"&a;", size // 2) + b"</description>")))


def wide(encoding: str) -> Callable[[int], bytes]:
    return lambda size: (
        laughs(size // len("<".encode(encoding)))
        .decode()
        .replace("<?xml version='1.0'?>", "")
        .encode(encoding)
    )


def defaults(size: int) -> bytes:
    """An attribute of half the size that every item has by default: no entity is needed to multiply."""
    long = b'<!ATTLIST item x CDATA "' + b"a" * (size // 2) + b'">'
    return typed(long, rss(times(b"<item/>", size // 2)))


def many_defaults(size: int) -> bytes:
    listed = b"".join(b'<!ATTLIST item a%d CDATA "b">' % number for number in range(size // 60))
    return typed(listed, rss(times(b"<item/>", size // 2)))


def named_outside(name: bytes) -> Callable[[int], bytes]:
    def make(size: int) -> bytes:
        declared = b'<!ENTITY f SYSTEM "' + name + b'">'
        return typed(declared, rss(times(item(b"<description>&f;</description>"), size)))

    return make


TYPES: Final = (
    Kind(name="a billion laughs", make=laughs),
    Kind(name="a billion laughs in UTF-16", make=wide("utf-16")),
    Kind(name="a billion laughs in UTF-32", make=wide("utf-32")),
    Kind(
        name="a billion laughs in UTF-7",
        make=lambda size: b"<?xml version='1.0' encoding='utf-7'?>" + laughs(size),
    ),
    Kind(name="one long entity many times", make=quadratic),
    Kind(name="an entity that is a file", make=named_outside(b"file:///etc/passwd")),
    Kind(name="an entity that never ends", make=named_outside(b"/dev/zero")),
    Kind(name="an entity at an address", make=named_outside(b"http://127.0.0.1:9/x")),
    Kind(
        name="parameter entities",
        make=lambda size: typed(
            b"<!ENTITY % a SYSTEM 'file:///etc/passwd'>%a;" + times(b"<!ENTITY % b '%a;%a;'>%b;", size),
            rss(item(b"")),
        ),
    ),
    Kind(
        name="a document type that is a file",
        make=lambda size: b"<!DOCTYPE rss SYSTEM 'file:///etc/passwd'>" + rss(times(item(b"&x;"), size)),
    ),
    Kind(
        name="a document type without end",
        make=lambda size: b"<!DOCTYPE rss [" + times(b"<!ELEMENT a (b|c)>", size),
    ),
    Kind(
        name="a document type of quotes",
        make=lambda size: b"<!DOCTYPE rss SYSTEM " + times(b"'\"'", size) + rss(item(b"")),
    ),
    Kind(
        name="document types by the thousand",
        make=lambda size: times(b"<!DOCTYPE rss>", size) + rss(item(b"")),
    ),
    Kind(
        name="an element type as deep as it goes",
        make=lambda size: typed(
            b"<!ELEMENT rss " + b"(" * (size // 2) + b"a" + b")" * (size // 2) + b">", rss(item(b""))
        ),
    ),
    Kind(name="a long attribute by default", make=defaults),
    Kind(name="many attributes by default", make=many_defaults),
    Kind(
        name="entities that contain themselves",
        make=lambda size: typed(
            b'<!ENTITY a "&b;"><!ENTITY b "&a;">', rss(times(item(b"<guid>&a;</guid>"), size))
        ),
    ),
    Kind(
        name="entities by the thousand",
        make=lambda size: typed(
            b"".join(b'<!ENTITY e%d "x">' % number for number in range(size // 24)), rss(item(b""))
        ),
    ),
)
