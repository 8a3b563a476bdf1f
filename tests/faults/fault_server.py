"""A server on the loopback with one address and port a fault, so that each fault is a host of its own."""

import asyncio
import socket
import ssl
import struct
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

FEED: Final = (
    b'<rss version="2.0"><channel><title>Healthy</title>'
    b"<item><title>Harbour closed</title><link>https://a.example/1</link><guid>1</guid></item>"
    b"</channel></rss>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One connection, and the head of the request that came over it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    head: str
    base: str

    @property
    def path(self) -> str:
        return self.head.split(" ", 2)[1]

    async def send(self, *parts: bytes) -> None:
        """Write ``parts``; returns once the peer has room for more."""
        self.writer.write(b"".join(parts))
        await self.writer.drain()

    def reset(self) -> None:
        """End with RST instead of FIN."""
        connection: socket.socket = self.writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


def address_of(number: int) -> str:
    """An address on the loopback; systems other than Linux have one only, and a round visits it once at a time."""
    block, place = divmod(number, 250)
    return f"127.0.{block + 1}.{place + 1}" if sys.platform.startswith("linux") else "127.0.0.1"


Answer = Callable[[Visit], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a server does, and what the poll must come to."""

    name: str
    answer: Answer
    says: str = ""
    """Regular expression for the reason of the failure; ``""`` where the feed is read all the same."""
    scheme: str = "http"
    tls: str = ""
    """Which certificate the server shows; ``""`` for none at all."""
    at_once: bool = False
    """Act as soon as the connection stands, without reading a request."""
    slow: bool = False
    """Ends only by a time limit of ours."""
    heavy: bool = False
    """Takes the server a while to make."""
    accepts: bool = True
    """False: connections wait in a full queue and never stand."""


class FaultServer:
    """Serves faults; a process of its own runs it (``http_serve``)."""

    def __init__(self, contexts: Mapping[str, ssl.SSLContext]) -> None:
        self._contexts = contexts
        self._tasks: set[asyncio.Task[None]] = set()
        self._servers: list[asyncio.Server] = []
        self._sockets: list[socket.socket] = []
        self.urls: dict[str, str] = {}

    async def open(self, faults: Sequence[Fault]) -> None:
        for number, fault in enumerate(faults):
            address = address_of(number)
            port = await self._listen(fault, address) if fault.accepts else self._full_queue(address)
            self.urls[fault.name] = f"{fault.scheme}://{address}:{port}/feed"

    async def close(self) -> None:
        for server in self._servers:
            server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for kept in self._sockets:
            kept.close()

    async def _listen(self, fault: Fault, address: str) -> int:
        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.ensure_future(self._serve(fault, reader, writer))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        context = self._contexts[fault.tls] if fault.tls else None
        server = await asyncio.start_server(accept, address, 0, ssl=context)
        self._servers.append(server)
        return int(server.sockets[0].getsockname()[1])

    def _full_queue(self, address: str) -> int:
        """A port whose queue of waiting connections is full: the system drops further knocks."""
        listener = socket.socket()
        listener.bind((address, 0))
        listener.listen(0)
        port = int(listener.getsockname()[1])
        self._sockets.append(listener)
        for _ in range(2):
            waiting = socket.socket()
            waiting.setblocking(False)  # noqa: FBT003 - its only way
            waiting.connect_ex((address, port))
            self._sockets.append(waiting)
        return port

    async def _serve(self, fault: Fault, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        address, port = writer.get_extra_info("sockname")
        base = f"{fault.scheme}://{address}:{port}"
        with suppress(asyncio.IncompleteReadError, OSError):
            while True:
                head = "" if fault.at_once else (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                await fault.answer(Visit(reader=reader, writer=writer, head=head, base=base))
                if fault.at_once or writer.is_closing():
                    break
        writer.transport.abort()
        with suppress(OSError):
            await writer.wait_closed()
