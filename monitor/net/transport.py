"""httpx over httpcore with the guarded dialler: the seam httpx itself leaves no room for."""

import ssl
from collections.abc import AsyncIterator

import httpcore
import httpx


class _Stream(httpx.AsyncByteStream):
    """The body of an answer, raw."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._answer.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        await self._answer.aclose()


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends requests through ``backend``; no proxies, HTTP/1.1 only. Raises httpcore's exceptions.

    A connection serves one request: what a server sends behind its answer would else be taken for the answer to
    the next request, and one feed could speak for its neighbours on the host.
    """

    def __init__(self, backend: httpcore.AsyncNetworkBackend, tls: ssl.SSLContext, connections: int) -> None:
        """``connections``: how many at once."""
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=connections,
            max_keepalive_connections=0,
            http1=True,
            http2=False,
            network_backend=backend,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer with its body still to be read."""
        url = request.url
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Stream(answer),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()
