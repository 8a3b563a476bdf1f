"""A connection that counts what comes in, so that no answer is endless, whatever it is made of.

A body is counted by ``body``; this counts the rest as well: interim answers, headers, the framing of chunks, trailers.
"""

import ssl
from typing import Any, Final

import httpcore

from monitor.net.errors import TooLargeError

HEAD_BYTES: Final = 256 * 1024
"""Taken in before an answer's head is complete, at most; a read of 64 KiB may bring some of the body as well.

h11 allows one head 100 KiB; without this limit a server could send interim answers for ever.
"""


class CountedStream(httpcore.AsyncNetworkStream):
    """``stream``, ended with ``TooLargeError`` by a peer that sends too much; one request a connection."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._left = HEAD_BYTES
        self._problem = f"more than {HEAD_BYTES} bytes before the body"

    def expect_body(self, most: int) -> None:
        """The head is in: from here on ``most`` bytes may come, and as many as a head may have."""
        self._left = most + HEAD_BYTES
        self._problem = f"larger than {most} bytes on the wire"

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        """Up to ``max_bytes``."""
        data = await self._stream.read(max_bytes, timeout)
        self._left -= len(data)
        if self._left < 0:
            raise TooLargeError(self._problem)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        """Send ``buffer``."""
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
    ) -> httpcore.AsyncNetworkStream:
        """The same connection with TLS, counted as well."""
        try:
            return CountedStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))
        except BaseException:
            # A deadline cancels, and httpcore closes after errors only.
            await self._stream.aclose()
            raise

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's interface
        """What ``stream`` knows of ``info``."""
        return self._stream.get_extra_info(info)


def expect_body(stream: object, most: int) -> None:
    """Let ``most`` bytes of a body come over ``stream``, where it is one that counts."""
    if isinstance(stream, CountedStream):
        stream.expect_body(most)
