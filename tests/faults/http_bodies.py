"""Faults of bodies: lengths that lie, bombs, codings nobody asked for, chunks of garbage."""

import gzip
import zlib
from functools import cache
from typing import Final

from tests.faults.fault_server import FEED, Fault, Visit
from tests.faults.http_answers import answer, floods, sends

_NOT_HTTP: Final = "does not speak HTTP"
_TOO_LARGE: Final = "larger than"
_NOT_ASKED: Final = "though only gzip was asked for"
_CHUNKED: Final = answer("200 OK", "Transfer-Encoding: chunked", length=-1)


@cache
def bomb(mebibytes: int) -> bytes:
    """That much of nothing, gzipped; some 1 KB each."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(mebibytes)) + packer.flush()


def coded(coding: str, body: bytes) -> bytes:
    return answer("200 OK", f"Content-Encoding: {coding}", body=body)


async def gzip_bomb(visit: Visit) -> None:
    await visit.send(coded("gzip", bomb(200)))
    visit.writer.close()


async def nested_bomb(visit: Visit) -> None:
    await visit.send(coded("gzip, gzip", gzip.compress(bomb(200))))
    visit.writer.close()


async def many_members(visit: Visit) -> None:
    """gzip of 400,000 members, each of nothing: work for many bytes that never come."""
    await visit.send(coded("gzip", gzip.compress(b"") * 400_000))
    visit.writer.close()


LENGTHS: Final = (
    Fault(
        name="a body cut short",
        answer=sends(answer("200 OK", body=FEED, length=len(FEED) + 9)),
        says=_NOT_HTTP,
    ),
    Fault(name="a length too small", answer=sends(answer("200 OK", body=FEED, length=9)), says="neither RSS"),
    Fault(name="an empty body", answer=sends(answer("200 OK")), says="the body is empty"),
    Fault(name="no content", answer=sends(b"HTTP/1.1 204 No Content\r\n\r\n"), says="HTTP 204|empty"),
    Fault(
        name="200 MB with a length",
        answer=floods(answer("200 OK", length=200 << 20), b"x", 200),
        says=_TOO_LARGE,
    ),
    Fault(
        name="200 MB without a length", answer=floods(answer("200 OK", length=-1), b"x", 200), says=_TOO_LARGE
    ),
    Fault(
        name="200 MB in chunks",
        answer=floods(_CHUNKED, b"10000\r\n" + b"x" * 65536 + b"\r\n", 200),
        says=_TOO_LARGE,
    ),
    Fault(
        name="a second answer behind the first", answer=sends(answer("200 OK", body=FEED) * 2, then="stay")
    ),
)

CODINGS: Final = (
    Fault(name="a gzip bomb", answer=gzip_bomb, says="larger than .* when inflated", heavy=True),
    Fault(name="a gzip bomb in gzip", answer=nested_bomb, says=_NOT_ASKED, heavy=True),
    Fault(name="gzip of empty members", answer=many_members, says="empty|neither RSS|members", heavy=True),
    Fault(
        name="gzip in two headers",
        answer=sends(answer("200 OK", "Content-Encoding: gzip", "Content-Encoding: gzip", body=b"x")),
        says=_NOT_ASKED,
    ),
    Fault(name="brotli", answer=sends(coded("br", b"\x8b\x02\x80x\x03")), says=_NOT_ASKED),
    Fault(name="zstd", answer=sends(coded("zstd", b"(\xb5/\xfd\x04\x00")), says=_NOT_ASKED),
    Fault(name="deflate", answer=sends(coded("deflate", zlib.compress(FEED))), says=_NOT_ASKED),
    Fault(name="gzip that is none", answer=sends(coded("gzip", FEED)), says="damaged gzip"),
    Fault(name="gzip cut short", answer=sends(coded("gzip", gzip.compress(FEED)[:-9])), says="stops short"),
    Fault(
        name="gzip with a false checksum",
        answer=sends(coded("gzip", gzip.compress(FEED)[:-8] + bytes(8))),
        says="damaged gzip",
    ),
)

CHUNKS: Final = (
    Fault(name="a chunk size that is no number", answer=sends(_CHUNKED + b"zz\r\n" + FEED), says=_NOT_HTTP),
    Fault(name="a negative chunk size", answer=sends(_CHUNKED + b"-5\r\n" + FEED), says=_NOT_HTTP),
    Fault(
        name="a chunk size beyond all measure", answer=sends(_CHUNKED + b"f" * 40 + b"\r\nx"), says=_NOT_HTTP
    ),
    Fault(name="chunks without the last", answer=sends(_CHUNKED + b"5\r\n<rss \r\n"), says=_NOT_HTTP),
    Fault(
        name="a chunk longer than said",
        answer=sends(_CHUNKED + b"5\r\n<rss version\r\n0\r\n\r\n"),
        says=_NOT_HTTP,
    ),
    Fault(
        name="a chunk extension without end",
        answer=floods(_CHUNKED + b"5;x=", b"y", 100),
        says=_NOT_HTTP + "|" + _TOO_LARGE,
    ),
    Fault(
        name="trailers without end",
        answer=floods(_CHUNKED + b"0\r\n", b"X-Filling: y\r\n", 100),
        says=_NOT_HTTP + "|" + _TOO_LARGE,
    ),
    Fault(
        name="a flood of tiny chunks",
        answer=floods(_CHUNKED, b"1;" + b"y" * 50 + b"\r\nx\r\n", 100),
        says="in pieces of 1 bytes",
    ),
)

NO_FEEDS: Final = (
    Fault(
        name="a page instead of a feed",
        answer=sends(answer("200 OK", "Content-Type: text/html", body=b"<html><title>Hello</title></html>")),
        says="an HTML page instead of a feed",
    ),
    Fault(name="a name of a file", answer=sends(answer("200 OK", body=b"/etc/passwd")), says="neither RSS"),
    Fault(name="an address", answer=sends(answer("200 OK", body=b"http://127.0.0.1:1/")), says="neither RSS"),
)
