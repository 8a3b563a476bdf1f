"""Faults of connections: cut, hanging, slow, and TLS that does not hold."""

from typing import Final

from tests.faults.fault_server import FEED, Fault
from tests.faults.http_answers import answer, drips, redirects, sends

_HEAD: Final = answer("200 OK", length=len(FEED))
_NOT_HTTP: Final = "does not speak HTTP"
_BROKE: Final = "the connection broke"
_SILENT: Final = "fell silent|no complete answer"
_HANDSHAKE: Final = "no connection|TLS|connection"

CONNECTIONS: Final = (
    Fault(
        name="a connection that never stands",
        answer=sends(b""),
        says="no connection in time|no complete answer",
        slow=True,
        accepts=False,
    ),
    Fault(
        name="reset at accept",
        answer=sends(b"", then="reset"),
        at_once=True,
        says="connection broke|does not speak|no connection",
    ),
    Fault(
        name="closed at accept",
        answer=sends(b""),
        at_once=True,
        says="connection broke|does not speak|no connection",
    ),
    Fault(name="reset after the request", answer=sends(b"", then="reset"), says=_BROKE),
    Fault(name="closed after the request", answer=sends(b""), says=_NOT_HTTP),
    Fault(name="reset in the status line", answer=sends(b"HTTP/1.1 20", then="reset"), says=_BROKE),
    Fault(name="closed in the status line", answer=sends(b"HTTP/1.1 20"), says=_NOT_HTTP),
    Fault(name="reset in the headers", answer=sends(_HEAD[:-10], then="reset"), says=_BROKE),
    Fault(name="closed in the headers", answer=sends(_HEAD[:-10]), says=_NOT_HTTP),
    Fault(name="reset in the body", answer=sends(_HEAD + FEED[:50], then="reset"), says=_BROKE),
    Fault(name="closed in the body", answer=sends(_HEAD + FEED[:50]), says=_NOT_HTTP),
    Fault(name="silent after the request", answer=sends(b"", then="hang"), says=_SILENT, slow=True),
    Fault(name="silent in the headers", answer=sends(_HEAD[:-10], then="hang"), says=_SILENT, slow=True),
    Fault(name="silent in the body", answer=sends(_HEAD + FEED[:50], then="hang"), says=_SILENT, slow=True),
    Fault(name="a status line that drips", answer=drips(b"HTTP/1.1 200 "), says=_SILENT, slow=True),
    Fault(name="headers that drip", answer=drips(b"HTTP/1.1 200 OK\r\nX: "), says=_SILENT, slow=True),
    Fault(name="a body that drips", answer=drips(answer("200 OK", length=10**6)), says=_SILENT, slow=True),
    Fault(
        name="a chunk that drips",
        answer=drips(answer("200 OK", "Transfer-Encoding: chunked", length=-1, body=b"ffff\r\n")),
        says=_SILENT,
        slow=True,
    ),
)

TLS: Final = (
    Fault(
        name="a certificate of its own making",
        answer=sends(_HEAD + FEED),
        scheme="https",
        tls="self-signed",
        says="certificate does not hold: self.signed",
    ),
    Fault(
        name="a certificate of an unknown authority",
        answer=sends(_HEAD + FEED),
        scheme="https",
        tls="unknown-authority",
        says="certificate does not hold",
    ),
    Fault(
        name="an expired certificate",
        answer=sends(_HEAD + FEED),
        scheme="https",
        tls="expired",
        says="certificate does not hold: certificate has expired",
    ),
    Fault(
        name="a certificate for another host",
        answer=sends(_HEAD + FEED),
        scheme="https",
        tls="other-name",
        says="certificate does not hold: .*(not valid for|mismatch)",
    ),
    Fault(
        name="a weak cipher",
        answer=sends(_HEAD + FEED),
        scheme="https",
        tls="old",
        says="TLS: ",
    ),
    Fault(
        name="plain HTTP where TLS is expected",
        answer=sends(answer("400 Bad Request")),
        scheme="https",
        at_once=True,
        says="TLS: WRONG_VERSION_NUMBER",
    ),
    Fault(
        name="a handshake that hangs",
        answer=sends(b"", then="hang"),
        scheme="https",
        at_once=True,
        says="TLS: the server did not finish the handshake|no complete answer",
        slow=True,
    ),
    Fault(
        name="a handshake that is reset",
        answer=sends(b"", then="reset"),
        scheme="https",
        at_once=True,
        says=_HANDSHAKE,
    ),
    Fault(
        name="a handshake that is closed", answer=sends(b""), scheme="https", at_once=True, says=_HANDSHAKE
    ),
    Fault(
        name="a handshake that drips",
        answer=drips(b"\x16\x03\x03\xff\xff"),
        scheme="https",
        at_once=True,
        says="no complete answer|TLS",
        slow=True,
    ),
    Fault(
        name="TLS cut in the body",
        answer=sends(_HEAD + FEED[:50], then="reset"),
        scheme="https",
        tls="good",
        says=_BROKE + "|does not speak|TLS",
    ),
    Fault(
        name="a redirect from https to http",
        answer=redirects(301, "http://127.0.0.1:8080/feed"),
        scheme="https",
        tls="good",
        says="redirected from https to http",
    ),
    Fault(name="TLS that holds", answer=sends(_HEAD + FEED, then="stay"), scheme="https", tls="good"),
)
