import asyncio
import ssl

import httpcore
import pytest

from monitor.net.errors import TooLargeError
from monitor.net.wire import HEAD_BYTES, CountedStream, expect_body


class Peer(httpcore.AsyncNetworkStream):
    """Sends as much as is asked for, and notes whether it was closed."""

    def __init__(self) -> None:
        self.closed = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        del timeout
        return b"x" * max_bytes

    async def aclose(self) -> None:
        self.closed = True

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        del ssl_context, timeout
        if server_hostname == "hangs.example":
            await asyncio.Event().wait()
        return Peer()


async def taken(stream: httpcore.AsyncNetworkStream) -> int:
    """Bytes read before the stream ended it."""
    count = 0
    try:
        while True:
            count += len(await stream.read(1024))
    except TooLargeError:
        return count


def test_a_head_without_end_is_ended() -> None:
    assert asyncio.run(taken(CountedStream(Peer()))) == HEAD_BYTES


def test_a_body_may_be_larger_than_a_head_but_not_endless() -> None:
    stream = CountedStream(Peer())
    expect_body(stream, 1024 * 1024)
    assert asyncio.run(taken(stream)) == 1024 * 1024 + HEAD_BYTES


def test_what_comes_through_tls_is_counted_as_well() -> None:
    async def scenario() -> int:
        return await taken(await CountedStream(Peer()).start_tls(ssl.create_default_context()))

    assert asyncio.run(scenario()) == HEAD_BYTES


def test_a_handshake_that_a_deadline_ends_leaves_no_connection_open() -> None:
    peer = Peer()

    async def scenario() -> None:
        async with asyncio.timeout(0.01):
            await CountedStream(peer).start_tls(ssl.create_default_context(), "hangs.example")

    with pytest.raises(TimeoutError):
        asyncio.run(scenario())
    assert peer.closed
