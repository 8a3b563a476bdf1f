"""Real feeds, damaged: by a seed, so that each damaged document can be had again by its number.

``python -m tests.faults.mutations NUMBER`` writes one to standard output.
"""

import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from monitor.outcome import Document
from monitor.poll.errors import NotAFeedError
from monitor.poll.parse import parse

FEEDS: Final = Path(__file__).resolve().parents[3] / "shared" / "feeds"
NOW: Final = datetime(2026, 11, 24, tzinfo=UTC)
MOST_BYTES: Final = 128 * 1024
"""Of a longer feed the beginning is taken: damage is found there as well, and sooner."""
_SPAN: Final = 400
_TAG: Final = re.compile(rb"</?[A-Za-z][^<>]{0,200}>")
_NUMBER: Final = re.compile(rb"[0-9]+")
_DECLARED: Final = re.compile(rb"""encoding=["'][^"']*["']""")
_PIECES: Final = (
    *(
        b"\0",
        b"\x08",
        b"\x1b",
        b"\x7f",
        b"\x85",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xef\xbf\xbe",
    ),
    *(b"&#xD800;", b"&#56320;", b"&#99999999999;", b"&#0;", b"&nope;", b"&", b"&#", b"&#x", b"&amp;lt;"),
    *(
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"-->",
        b"<?x ",
        b"?>",
        b"<!",
        b"<![",
        b"<",
        b">",
        b"</",
        b"<!DOCTYPE x>",
    ),
    *(b'"', b"'", b"=", b'xml:base="http://[" ', b'xml:lang="\xff" ', b'xmlns="urn:x" ', b'type="xhtml" '),
    *(
        b"<entry>",
        b"</entry>",
        b"<item>",
        b"</item>",
        b"<source>",
        b"<image>",
        b"<textinput>",
        b"<title type='html'>",
    ),
    *(
        b"<pubDate>0000-00-00</pubDate>",
        b"<updated>9999-12-31T23:59:59-14:00</updated>",
        b"<link href='//[::1'/>",
    ),
    *(b"<georss:point>x y</georss:point>", b"<content mode='base64'>%%%</content>", b"<author>@</author>"),
    *(
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        "\u202e\u2028\ufeff".encode(),
        b"=?utf-8?B?Cg==?=",
        b"{",
        b"}",
        b"[",
        b"]",
    ),
)
_ENCODINGS: Final = (
    "utf-8",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "utf-7",
    "latin-1",
    "koi8-r",
    "cp037",
    "shift_jis",
)
_SAID: Final = (
    *_ENCODINGS,
    "us-ascii",
    "gb18030",
    "punycode",
    "idna",
    "unicode_escape",
    "rot13",
    "klingon",
    "",
)
_TYPES: Final = (
    *(
        "",
        "text/xml",
        "application/rss+xml",
        "application/atom+xml; charset=utf-16",
        "text/html; charset=latin-1",
    ),
    *(
        "text/xml; charset=utf-7",
        "application/json",
        "text/plain",
        "application/xml; charset=klingon",
        "image/png",
    ),
)


def _place(random: Random, body: bytes) -> int:
    return random.randrange(len(body) + 1)


def _span(random: Random, body: bytes) -> tuple[int, int]:
    start = _place(random, body)
    return start, min(len(body), start + random.randrange(1, random.choice((4, 40, _SPAN, 40 * _SPAN))))


def flip(random: Random, body: bytes, _: bytes) -> bytes:
    changed = bytearray(body or b"x")
    for _number in range(random.choice((1, 1, 5, 50))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def delete(random: Random, body: bytes, _: bytes) -> bytes:
    start, end = _span(random, body)
    return body[:start] + body[end:]


def duplicate(random: Random, body: bytes, _: bytes) -> bytes:
    start, end = _span(random, body)
    return body[:end] + body[start:end] * random.choice((1, 1, 7)) + body[end:]


def move(random: Random, body: bytes, _: bytes) -> bytes:
    start, end = _span(random, body)
    rest = body[:start] + body[end:]
    place = _place(random, rest)
    return rest[:place] + body[start:end] + rest[place:]


def splice(random: Random, body: bytes, other: bytes) -> bytes:
    return body[: _place(random, body)] + other[_place(random, other) :]


def graft(random: Random, body: bytes, other: bytes) -> bytes:
    start, end = _span(random, other)
    place = _place(random, body)
    return body[:place] + other[start:end] + body[place:]


def cut(random: Random, body: bytes, _: bytes) -> bytes:
    return body[: _place(random, body)]


def insert(random: Random, body: bytes, _: bytes) -> bytes:
    for _number in range(random.choice((1, 1, 3, 30))):
        place = _place(random, body)
        body = body[:place] + random.choice(_PIECES) + body[place:]
    return body


def tags(random: Random, body: bytes, _: bytes) -> bytes:
    """Take tags away, double them, or put one in place of another."""
    found = _TAG.findall(body) or [b"<x>"]
    share = random.choice((0.002, 0.02, 0.2))

    def changed(tag: re.Match[bytes]) -> bytes:
        if random.random() > share:
            return tag[0]
        return random.choice(
            (b"", tag[0] * 2, random.choice(found), tag[0][:-1], tag[0] + random.choice(_PIECES))
        )

    return _TAG.sub(changed, body)


def numbers(random: Random, body: bytes, _: bytes) -> bytes:
    """Numbers and dates that cannot be."""
    odd = (
        b"",
        b"0",
        b"-1",
        b"99",
        b"9999",
        b"10000",
        b"9" * 30,
        b"9" * 5000,
        b"1e999",
        "٣".encode(),
        b"0x1F",
    )
    share = random.choice((0.01, 0.1, 0.6))
    return _NUMBER.sub(lambda found: random.choice(odd) if random.random() < share else found[0], body)


def lie(random: Random, body: bytes, _: bytes) -> bytes:
    """Another encoding in the declaration, or a declaration where there was none."""
    said = b'encoding="' + random.choice(_SAID).encode() + b'"'
    if _DECLARED.search(body):
        return _DECLARED.sub(said, body, count=1)
    return b'<?xml version="1.0" ' + said + b"?>" + body


def recode(random: Random, body: bytes, _: bytes) -> bytes:
    return body.decode("utf-8", "replace").encode(random.choice(_ENCODINGS), "xmlcharrefreplace")


Damage = Callable[[Random, bytes, bytes], bytes]
_DAMAGES: Final[tuple[Damage, ...]] = (
    *(flip, delete, duplicate, move, splice, graft, cut, insert, insert, tags, tags, numbers, lie, recode),
)


def mutant(number: int, bodies: Sequence[bytes]) -> tuple[bytes, str]:
    """The document of that number, made of ``bodies``, and the Content-Type it is sent with."""
    random = Random(number)  # noqa: S311 - the same each time is what is wanted
    body, other = random.choice(bodies), random.choice(bodies)
    for damage in random.choices(_DAMAGES, k=random.choice((1, 1, 2, 3, 6))):
        body = damage(random, body, other)
    return body, random.choice(_TYPES)


@cache
def bodies(most_bytes: int = MOST_BYTES) -> tuple[bytes, ...]:
    """The real feeds, in the order of their names, at most so much of each."""
    files = sorted(path for path in FEEDS.iterdir() if path.suffix not in {".tsv", ".md"})
    return tuple(path.read_bytes()[:most_bytes] for path in files)


def fate(number: int, most_bytes: int = MOST_BYTES) -> str:
    """``read`` or ``refused``: what becomes of the mutant of that number. Raises for anything else."""
    body, content_type = mutant(number, bodies(most_bytes))
    try:
        document = parse(body, "https://feeds.example/feed.xml", content_type, NOW)
    except NotAFeedError as error:
        return "refused" if error.reason else "refused for no reason"
    _look_at(document)
    return "read"


def _look_at(document: Document) -> None:
    """Every item has to be fit to be stored and shown."""
    for item in document.items:
        words = (item.guid, item.link, item.title, item.text, item.html, item.author, *item.categories)
        whole = "\n".join((*words, item.language, item.published_raw, document.head.title))
        assert "\0" not in whole
        assert whole.encode()
        assert item.title or item.text or item.link
        assert item.link == "" or item.link.startswith(("http://", "https://"))


if __name__ == "__main__":
    sys.stdout.buffer.write(mutant(int(sys.argv[1]), bodies())[0])
