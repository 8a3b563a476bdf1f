"""The bricks that faults are built of: fixed bytes, drips, floods, resets."""

import asyncio
from typing import Final

from tests.faults.fault_server import FEED, Answer, Visit

DRIP_S: Final = 0.1
MIB: Final = 1024 * 1024


def answer(status: str, *headers: str, body: bytes = b"", length: int | None = None) -> bytes:
    """An answer as bytes; ``length`` is what Content-Length says, -1 leaves it out."""
    said = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", *headers]
    if said >= 0:
        lines.append(f"Content-Length: {said}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def sends(content: bytes, *, then: str = "close") -> Answer:
    """Send ``content``, then ``close``, ``reset``, ``hang`` or ``stay`` for the next request."""

    async def serve(visit: Visit) -> None:
        await visit.send(content)
        await _end(visit, then)

    return serve


def drips(content: bytes) -> Answer:
    """Send ``content``, then one letter at a time for ever."""

    async def serve(visit: Visit) -> None:
        await visit.send(content)
        while not visit.writer.is_closing():
            await visit.send(b"x")
            await asyncio.sleep(DRIP_S)

    return serve


def floods(content: bytes, piece: bytes, mebibytes: float) -> Answer:
    """Send ``content``, then ``piece`` again and again until that much has gone out."""

    async def serve(visit: Visit) -> None:
        block = piece * max(1, 65536 // len(piece))
        await visit.send(content)
        for _ in range(int(mebibytes * MIB / len(block))):
            await visit.send(block)
        visit.writer.close()

    return serve


def redirects(status: int, location: str) -> Answer:
    """Redirect to ``location``, in which ``{base}`` and ``{path}`` are filled in."""

    async def serve(visit: Visit) -> None:
        target = location.format(base=visit.base, path=visit.path)
        await visit.send(answer(f"{status} Moved", f"Location: {target}"))

    return serve


async def feed_behind_a_tag(visit: Visit) -> None:
    """The feed with an ETag; who asks with it gets 304 with a body, which no 304 may have."""
    if "if-none-match" in visit.head.lower():
        await visit.send(answer("304 Not Modified", 'ETag: "1"', body=FEED))
    else:
        await visit.send(answer("200 OK", 'ETag: "1"', body=FEED))


async def _end(visit: Visit, then: str) -> None:
    match then:
        case "close":
            visit.writer.close()
        case "reset":
            await asyncio.sleep(0.05)  # so that what was sent is on its way before it is called back
            visit.reset()
        case "hang":
            await asyncio.Event().wait()
        case "stay":
            pass
        case _:
            raise ValueError(then)
