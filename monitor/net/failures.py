"""Exceptions of a fetch, as a kind of failure and one line for a person."""

import ssl
from typing import Final

import httpcore
import httpx

from monitor.net.errors import BadAddressError, RefusedError, UnresolvedError, UnusableBodyError
from monitor.outcome import FailureKind

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

_WORDS: Final = (
    (httpcore.ConnectTimeout, "no connection in time"),
    (httpcore.ReadTimeout, "the server fell silent"),
    (httpcore.TimeoutException, "the server was too slow"),
    (httpcore.ConnectError, "no connection"),
    (httpcore.ReadError, "the connection broke while reading"),
    (httpcore.WriteError, "the connection broke while asking"),
    (httpcore.RemoteProtocolError, "the server does not speak HTTP as it should"),
    (httpcore.LocalProtocolError, "the request cannot be put in HTTP"),
)


def failure_of(error: BaseException, *, total_s: float) -> tuple[FailureKind, str]:
    """(kind, reason) of one of ``FAILURES``; ``total_s`` is the deadline that a bare TimeoutError means."""
    if isinstance(error, RefusedError | BadAddressError | UnresolvedError | UnusableBodyError):
        return _kind(error), str(error)
    if tls := _tls_problem(error):
        return FailureKind.SOFT, f"TLS: {tls}"
    if isinstance(error, TimeoutError):
        return FailureKind.SOFT, f"no complete answer within {total_s:g} s"
    words = next((words for kind, words in _WORDS if isinstance(error, kind)), type(error).__name__)
    detail = " ".join(str(error).split())[:160]
    return FailureKind.SOFT, f"{words}: {detail}" if detail else words


def _kind(error: RefusedError | BadAddressError | UnresolvedError | UnusableBodyError) -> FailureKind:
    match error:
        case RefusedError():
            return FailureKind.REFUSED
        case BadAddressError():
            return FailureKind.HARD
        case UnresolvedError(local=True):
            return FailureKind.LOCAL
        case _:
            return FailureKind.SOFT


def _tls_problem(error: BaseException) -> str:
    """What TLS complains of, where it stands in the chain of causes."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the certificate does not hold: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return str(cause.reason or cause)
        cause = cause.__cause__ or cause.__context__
    return ""
