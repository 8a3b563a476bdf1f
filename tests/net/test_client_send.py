"""What is sent to webhooks: the same guard and deadline as for feeds, no redirects, no body read."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from monitor.net.client import Client
from monitor.outcome import FailureKind, FetchFailed, Response
from monitor.settings import NetworkSettings

if TYPE_CHECKING:
    from tests.net.conftest import Loopback

LOCAL = NetworkSettings(allow=("127.0.0.0/8",))
HEADERS = {"Content-Type": "application/json", "X-Newswake-Delivery": "d1"}


def send(
    server: "Loopback", settings: NetworkSettings = LOCAL, host: str = "127.0.0.1"
) -> Response | FetchFailed:
    async def main() -> Response | FetchFailed:
        async with server.running():
            client = Client(settings)
            try:
                return await client.send(server.url("/hook", host), content=b'{"a":1}', headers=HEADERS)
            finally:
                await client.aclose()

    return asyncio.run(main())


def test_content_and_headers_arrive(loopback: "Loopback", plain: Callable[..., bytes]) -> None:
    loopback.answers["/hook"] = plain("204 No Content")
    answer = send(loopback)
    assert isinstance(answer, Response)
    assert answer.status == 204
    head = loopback.heads[0]
    assert head.startswith("POST /hook HTTP/1.1\r\n")
    for line in ("Content-Type: application/json", "X-Newswake-Delivery: d1", "Content-Length: 7"):
        assert f"{line}\r\n" in head


def test_an_endless_body_is_not_waited_for(loopback: "Loopback") -> None:
    async def endless(_: str, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"5\r\nhello\r\n")
            await writer.drain()
            await asyncio.sleep(0)

    loopback.answers["/hook"] = endless
    answer = send(loopback, NetworkSettings(allow=("127.0.0.0/8",), max_wire_bytes=10))
    assert isinstance(answer, Response)
    assert (answer.status, answer.body) == (200, b"")


def test_a_redirect_is_an_answer(loopback: "Loopback", plain: Callable[..., bytes]) -> None:
    loopback.answers["/hook"] = plain("307 Temporary Redirect", "Location: /other")
    answer = send(loopback)
    assert isinstance(answer, Response)
    assert (answer.status, len(loopback.heads)) == (307, 1)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
def test_addresses_that_are_not_public_are_refused(loopback: "Loopback", host: str) -> None:
    answer = send(loopback, NetworkSettings(), host)
    assert isinstance(answer, FetchFailed)
    assert answer.kind is FailureKind.REFUSED
    assert loopback.heads == []


def test_silence_has_an_end(loopback: "Loopback") -> None:
    async def silent(_: str, __: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    loopback.answers["/hook"] = silent
    answer = send(loopback, NetworkSettings(allow=("127.0.0.0/8",), total_s=0.05))
    assert isinstance(answer, FetchFailed)
    assert answer.kind is FailureKind.SOFT
