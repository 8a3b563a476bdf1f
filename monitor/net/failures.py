"""Exceptions of a fetch, as a kind of failure, its cause, and one line for a person."""

import socket
import ssl
from collections.abc import Iterator
from typing import Final

import httpcore
import httpx

from monitor.net.errors import (
    BadAddressError,
    RefusedError,
    TooLargeError,
    UnresolvedError,
    UnusableBodyError,
)
from monitor.outcome import Cause, FailureKind

FAILURES: Final = (
    RefusedError,
    BadAddressError,
    UnresolvedError,
    UnusableBodyError,
    TimeoutError,
    OSError,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpcore.ConnectionNotAvailable,
    httpx.HTTPError,
    httpx.InvalidURL,
)
"""What the outside world can cause; anything else is a mistake of ours."""

_CAUSES: Final = (
    (httpcore.ConnectTimeout, Cause.UNREACHABLE, "no connection in time"),
    (httpcore.ReadTimeout, Cause.TIMEOUT, "the server fell silent"),
    (httpcore.TimeoutException, Cause.TIMEOUT, "the server was too slow"),
    (httpcore.ConnectError, Cause.UNREACHABLE, "no connection"),
    (httpcore.ReadError, Cause.PROTOCOL, "the connection broke while reading"),
    (httpcore.WriteError, Cause.PROTOCOL, "the connection broke while asking"),
    (httpcore.RemoteProtocolError, Cause.PROTOCOL, "the server does not speak HTTP as it should"),
    (httpcore.LocalProtocolError, Cause.PROTOCOL, "the request cannot be put in HTTP"),
    (httpcore.ProtocolError, Cause.PROTOCOL, ""),
    (httpcore.UnsupportedProtocol, Cause.ADDRESS, ""),
    (httpx.InvalidURL, Cause.ADDRESS, ""),
    (OSError, Cause.UNREACHABLE, ""),
)
"""The first that fits counts; ``""`` leaves the words to the name of the exception."""
_WAITING: Final = (ssl.SSLWantReadError, ssl.SSLWantWriteError)
"""No complaints: TLS has nothing to do before the other side speaks. They stand behind every time-out over TLS."""
_NO_SUCH_NAME: Final = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))


def failure_of(error: BaseException, *, total_s: float) -> tuple[FailureKind, Cause, str]:
    """(kind, cause, reason) of one of ``FAILURES``; ``total_s`` is the deadline of a bare TimeoutError."""
    if isinstance(error, RefusedError | BadAddressError | UnresolvedError | UnusableBodyError):
        return *_own(error), str(error)
    if tls := _tls_problem(error):
        return FailureKind.SOFT, Cause.TLS, f"TLS: {tls}"
    if isinstance(error, httpcore.ConnectTimeout) and _waited_for_tls(error):
        return FailureKind.SOFT, Cause.TLS, "TLS: the server did not finish the handshake in time"
    if isinstance(error, TimeoutError):
        return FailureKind.SOFT, Cause.TIMEOUT, f"no complete answer within {total_s:g} s"
    found = ((cause, words) for kind, cause, words in _CAUSES if isinstance(error, kind))
    cause, words = next(found, (Cause.OTHER, ""))
    words = words or type(error).__name__
    detail = " ".join(str(error).split())[:160]
    return FailureKind.SOFT, cause, f"{words}: {detail}" if detail else words


def _own(
    error: RefusedError | BadAddressError | UnresolvedError | UnusableBodyError,
) -> tuple[FailureKind, Cause]:
    match error:
        case RefusedError():
            return FailureKind.REFUSED, Cause.ADDRESS
        case BadAddressError():
            return FailureKind.HARD, Cause.ADDRESS
        case UnresolvedError(local=True):
            return FailureKind.LOCAL, Cause.OFFLINE
        case UnresolvedError():
            return FailureKind.SOFT, _unresolved(error.__cause__)
        case TooLargeError():
            return FailureKind.SOFT, Cause.TOO_LARGE
        case _:
            return FailureKind.SOFT, Cause.PROTOCOL


def _unresolved(cause: BaseException | None) -> Cause:
    """Whether the name servers denied the name; one that is slow or broken says nothing about it."""
    match cause:
        case socket.gaierror():
            return Cause.UNRESOLVED if cause.errno in _NO_SUCH_NAME else Cause.UNREACHABLE
        case None | UnicodeError():
            return Cause.UNRESOLVED
        case _:
            return Cause.UNREACHABLE


def _tls_problem(error: BaseException) -> str:
    """What TLS complains of, where it stands in the chain of causes."""
    for cause in _chain(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the certificate does not hold: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, _WAITING):
            return str(cause.reason or cause)
    return ""


def _waited_for_tls(error: BaseException) -> bool:
    return any(isinstance(cause, _WAITING) for cause in _chain(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
