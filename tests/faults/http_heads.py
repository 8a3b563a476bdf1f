"""Faults of status lines, headers and redirects."""

import asyncio
from typing import Final

from tests.faults.fault_server import FEED, Fault, Visit
from tests.faults.http_answers import answer, feed_behind_a_tag, floods, redirects, sends

_NOT_HTTP: Final = "does not speak HTTP"
_TOO_MUCH_HEAD: Final = "does not speak HTTP|more than .* before the body"
_OK: Final = b"HTTP/1.1 200 OK\r\n"


async def fifty_redirects(visit: Visit) -> None:
    """Each to the next number."""
    number = int(visit.path.rpartition("=")[2]) if "=" in visit.path else 0
    reply = (
        answer("302 Found", f"Location: /feed?n={number + 1}") if number < 50 else answer("200 OK", body=FEED)
    )
    await visit.send(reply)


async def early_hints(visit: Visit) -> None:
    """Two honest interim answers, then the feed."""
    await visit.send(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 2, answer("200 OK", body=FEED))


async def split_in_bytes(visit: Visit) -> None:
    """A good answer, a byte a packet."""
    for octet in answer("200 OK", body=FEED):
        await visit.send(bytes([octet]))
        await asyncio.sleep(0)


STATUS_LINES: Final = (
    Fault(name="HTTP/0.9", answer=sends(FEED), says=_NOT_HTTP),
    Fault(name="another protocol's banner", answer=sends(b"220 mail.example ESMTP\r\n\r\n"), says=_NOT_HTTP),
    Fault(name="random bytes", answer=sends(bytes(range(256)) * 40), says=_NOT_HTTP),
    Fault(name="a status that is no number", answer=sends(b"HTTP/1.1 abc OK\r\n\r\n"), says=_NOT_HTTP),
    Fault(name="a status without meaning", answer=sends(answer("999 Denied")), says="HTTP 999"),
    Fault(name="HTTP/2 unasked", answer=sends(b"\0\0\x12\x04\0\0\0\0\0" + bytes(18)), says=_NOT_HTTP),
    Fault(
        name="switching protocols unasked",
        answer=sends(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"),
        says="HTTP 101|does not speak",
    ),
    Fault(
        name="a flood of interim answers",
        answer=floods(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 64),
        says=_TOO_MUCH_HEAD,
    ),
    Fault(name="two interim answers", answer=early_hints),
    Fault(name="a good answer in single bytes", answer=split_in_bytes),
)

HEADERS: Final = (
    Fault(name="a header without end", answer=floods(_OK + b"X: ", b"x", 100), says=_TOO_MUCH_HEAD),
    Fault(
        name="100 MB of headers",
        answer=floods(_OK, b"X-Filling: " + b"x" * 100 + b"\r\n", 100),
        says=_TOO_MUCH_HEAD,
    ),
    Fault(name="NUL in a header", answer=sends(_OK + b"X: a\0b\r\n\r\n" + FEED), says=_NOT_HTTP),
    Fault(name="a header without colon", answer=sends(_OK + b"nonsense\r\n\r\n" + FEED), says=_NOT_HTTP),
    Fault(
        name="a header name with blanks",
        answer=sends(_OK + b"Content Type: x\r\n\r\n" + FEED),
        says=_NOT_HTTP,
    ),
    Fault(
        name="two different lengths",
        answer=sends(answer("200 OK", "Content-Length: 7", body=FEED)),
        says=_NOT_HTTP,
    ),
    Fault(
        name="a length that is no number",
        answer=sends(answer("200 OK", "Content-Length: many", length=-1, body=FEED)),
        says=_NOT_HTTP,
    ),
    Fault(
        name="a negative length",
        answer=sends(answer("200 OK", "Content-Length: -5", length=-1, body=FEED)),
        says=_NOT_HTTP,
    ),
    Fault(
        name="the same length twice",
        answer=sends(answer("200 OK", f"Content-Length: {len(FEED)}", body=FEED)),
    ),
    Fault(
        name="an unknown transfer coding",
        answer=sends(answer("200 OK", "Transfer-Encoding: gzip, chunked", length=-1, body=FEED)),
        says=_NOT_HTTP,
    ),
    Fault(
        name="304 without asking", answer=sends(answer("304 Not Modified")), says="304, though no validator"
    ),
    Fault(name="304 with a body", answer=feed_behind_a_tag),
    Fault(
        name="a Retry-After that is nonsense",
        answer=sends(answer("503 x", "Retry-After: \xff")),
        says="HTTP 503",
    ),
)

REDIRECTS: Final = (
    Fault(name="fifty redirects", answer=fifty_redirects, says="more than 5 redirects"),
    Fault(name="a redirect to itself", answer=redirects(301, "{path}"), says="circle"),
    Fault(name="a redirect without end", answer=redirects(302, "{path}x"), says="more than 5 redirects"),
    Fault(
        name="a redirect to a private address", answer=redirects(302, "http://10.0.0.1/"), says="not a public"
    ),
    Fault(
        name="a redirect to the cloud's metadata",
        answer=redirects(307, "http://169.254.169.254/latest/meta-data/"),
        says="not a public address",
    ),
    Fault(
        name="a redirect to the loopback in IPv6", answer=redirects(302, "http://[::1]/"), says="not a public"
    ),
    Fault(
        name="a redirect to a file",
        answer=redirects(302, "file:///etc/passwd"),
        says="neither http nor https",
    ),
    Fault(
        name="a redirect to a mail port",
        answer=redirects(302, "http://8.8.8.8:25/"),
        says="port 25 is refused",
    ),
    Fault(name="a redirect nowhere", answer=redirects(302, ""), says="leads nowhere|circle"),
    Fault(name="a redirect to nonsense", answer=redirects(302, "http://[::1"), says="no address"),
    Fault(
        name="a redirect to a very long address",
        answer=redirects(302, "/" + "x" * 90_000),
        says="no address|more than|too long|circle|does not speak",
    ),
    Fault(name="a redirect with a password", answer=redirects(302, "http://u:p@8.8.8.8/"), says="user name"),
)
