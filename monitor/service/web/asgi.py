"""ASGI as far as it is needed here: a request's parts, and an answer."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class TooLargeError(Exception):
    """A body beyond the limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent back; never anything that a browser would run."""

    status: int
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


def header(scope: Scope, name: str) -> str:
    """The first header of that name (in lower case), or ``""``."""
    wanted = name.encode("ascii")
    fields: Iterable[tuple[bytes, bytes]] = scope["headers"]
    return next((value.decode("latin-1") for key, value in fields if key.lower() == wanted), "")


async def whole_body(receive: Receive, limit: int) -> bytes:
    """The request's body; raises ``TooLargeError`` past ``limit`` bytes, ``ConnectionError`` where the client left."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionError("the client left")
        body += message.get("body", b"")
        if len(body) > limit:
            raise TooLargeError
        if not message.get("more_body", False):
            return bytes(body)


async def reply(send: Send, answer: Answer) -> None:
    """Send ``answer``, with what keeps browsers from making anything else of it."""
    headers = (
        ("content-type", answer.content_type),
        ("content-length", str(len(answer.body))),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        *answer.headers,
    )
    raw = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": answer.status, "headers": raw})
    await send({"type": "http.response.body", "body": answer.body})
