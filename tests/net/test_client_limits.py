import asyncio
import gzip
import logging
import socket
import struct
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import pytest

from monitor.net.client import Client
from monitor.outcome import FailureKind, FetchFailed, Response
from monitor.settings import NetworkSettings

if TYPE_CHECKING:
    from tests.net.conftest import Loopback

Scenario = Callable[[Client], Awaitable[Response | FetchFailed]]
Plain = Callable[..., bytes]

OK_HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"


def limited(**limits: float) -> NetworkSettings:
    return NetworkSettings.model_validate({"allow": ("127.0.0.0/8",), **limits})


def fetch(server: "Loopback", scenario: Scenario, settings: NetworkSettings) -> Response | FetchFailed:
    async def main() -> Response | FetchFailed:
        async with server.running():
            client = Client(settings)
            try:
                return await scenario(client)
            finally:
                await client.aclose()

    return asyncio.run(main())


def failure_of(server: "Loopback", settings: NetworkSettings) -> FetchFailed:
    answer = fetch(server, lambda client: client.get(server.url()), settings)
    assert isinstance(answer, FetchFailed)
    return answer


BODIES = {
    "a bomb": (["Content-Encoding: gzip"], gzip.compress(bytes(30_000_000)), "when inflated"),
    "nested gzip": (["Content-Encoding: gzip, gzip"], gzip.compress(gzip.compress(b"x")), "though only gzip"),
    "nested gzip in two headers": (
        ["Content-Encoding: gzip", "Content-Encoding: gzip"],
        b"x",
        "though only gzip",
    ),
    "brotli, which nobody asked for": (["Content-Encoding: br"], b"x", "though only gzip"),
    "gzip that is none": (["Content-Encoding: gzip"], b"<rss/>", "damaged"),
    "a body too large": ([], b"x" * 200_001, "larger than"),
}


@pytest.mark.parametrize(("headers", "body", "problem"), BODIES.values(), ids=BODIES.keys())
def test_a_body_that_breaks_the_bounds_is_a_failure(
    loopback: "Loopback", plain: Plain, headers: list[str], body: bytes, problem: str
) -> None:
    loopback.answers["/feed"] = plain("200 OK", *headers, body=body)
    failure = failure_of(loopback, limited(max_wire_bytes=200_000, max_body_bytes=200_000))
    assert failure.kind is FailureKind.SOFT
    assert problem in failure.reason


async def drip(head: str, writer: asyncio.StreamWriter) -> None:
    """A byte now and again, for ever: no pause is long enough to be a silence."""
    del head
    writer.write(OK_HEAD)
    while not writer.is_closing():
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def drip_headers(head: str, writer: asyncio.StreamWriter) -> None:
    del head
    writer.write(b"HTTP/1.1 200 OK\r\nX: ")
    while not writer.is_closing():
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def fall_silent(head: str, writer: asyncio.StreamWriter) -> None:
    del head
    writer.write(OK_HEAD)
    await writer.drain()
    await asyncio.Event().wait()


async def hang_up(head: str, writer: asyncio.StreamWriter) -> None:
    del head
    writer.close()


async def reset(head: str, writer: asyncio.StreamWriter) -> None:
    del head
    connection: socket.socket = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def stop_short(head: str, writer: asyncio.StreamWriter) -> None:
    del head
    writer.write(OK_HEAD + b"half")
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def babble(head: str, writer: asyncio.StreamWriter) -> None:
    del head
    writer.write(b"220 mail.example ESMTP\r\n\r\n")
    await writer.drain()


async def endless_headers(head: str, writer: asyncio.StreamWriter) -> None:
    del head
    writer.write(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 2_000_000)
    await writer.drain()


SERVERS = {
    "a body that drips": (drip, "no complete answer within 0.3 s"),
    "headers that drip": (drip_headers, "no complete answer within 0.3 s"),
    "a server that falls silent": (fall_silent, "fell silent"),
    "a server that hangs up": (hang_up, "does not speak HTTP"),
    "a connection that is reset": (reset, "the connection broke while reading"),
    "a body that stops short": (stop_short, "does not speak HTTP"),
    "a server that speaks another protocol": (babble, "does not speak HTTP"),
    "headers without end": (endless_headers, "does not speak HTTP"),
}


@pytest.mark.parametrize(("server", "problem"), SERVERS.values(), ids=SERVERS.keys())
def test_a_server_that_misbehaves_is_a_soft_failure(
    loopback: "Loopback", server: Callable[[str, asyncio.StreamWriter], Awaitable[None]], problem: str
) -> None:
    loopback.answers["/feed"] = server
    settings = limited(total_s=0.3, read_s=0.15)
    if server is fall_silent:
        settings = limited(total_s=30, read_s=0.15)
    failure = failure_of(loopback, settings)
    assert failure.kind is FailureKind.SOFT
    assert problem in failure.reason


def test_nobody_listening_is_a_soft_failure(loopback: "Loopback") -> None:
    async def scenario(client: Client) -> Response | FetchFailed:
        return await client.get("http://127.0.0.1:1/feed")

    answer = fetch(loopback, scenario, limited())
    assert isinstance(answer, FetchFailed)
    assert (answer.kind, answer.reason.partition(":")[0]) == (FailureKind.SOFT, "no connection")


def test_a_server_without_tls_where_tls_is_asked_for_says_so() -> None:
    def answer_in_plain(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async def main() -> Response | FetchFailed:
        async with await asyncio.start_server(answer_in_plain, "127.0.0.1", 0) as server:
            client = Client(limited())
            port = server.sockets[0].getsockname()[1]
            try:
                return await client.get(f"https://127.0.0.1:{port}/feed")
            finally:
                await client.aclose()

    answer = asyncio.run(main())
    assert isinstance(answer, FetchFailed)
    assert (answer.kind, answer.reason) == (FailureKind.SOFT, "TLS: WRONG_VERSION_NUMBER")


def test_one_request_at_a_time_to_a_host(loopback: "Loopback", plain: Plain) -> None:
    inside = 0
    most = 0

    async def count(head: str, writer: asyncio.StreamWriter) -> None:
        nonlocal inside, most
        del head
        inside += 1
        most = max(most, inside)
        for _ in range(5):
            await asyncio.sleep(0)
        inside -= 1
        writer.write(plain("200 OK", body=b"x"))
        await writer.drain()

    loopback.answers["/feed"] = count

    async def scenario(client: Client) -> Response | FetchFailed:
        answers = await asyncio.gather(*(client.get(loopback.url()) for _ in range(8)))
        assert all(isinstance(answer, Response) for answer in answers)
        return answers[0]

    fetch(loopback, scenario, limited())
    assert len(loopback.heads) == 8
    assert most == 1


def test_a_failure_frees_the_host_for_the_next(loopback: "Loopback", plain: Plain) -> None:
    loopback.answers["/drip"] = drip
    loopback.answers["/feed"] = plain("200 OK", body=b"x")

    async def scenario(client: Client) -> Response | FetchFailed:
        first, second = await asyncio.gather(client.get(loopback.url("/drip")), client.get(loopback.url()))
        assert isinstance(first, FetchFailed)
        return second

    answer = fetch(loopback, scenario, limited(total_s=0.3))
    assert isinstance(answer, Response)


def test_addresses_with_their_keys_stay_out_of_the_log(
    loopback: "Loopback", plain: Plain, caplog: pytest.LogCaptureFixture
) -> None:
    loopback.answers["/feed?key=secret"] = plain("200 OK", body=b"x")
    with caplog.at_level(logging.DEBUG):
        fetch(loopback, lambda client: client.get(loopback.url("/feed?key=secret")), limited())
    assert len(loopback.heads) == 1
    assert "secret" not in caplog.text


@pytest.mark.parametrize("first", ["200 OK", "304 Not Modified"])
def test_what_comes_behind_an_answer_is_not_the_answer_to_a_neighbour(
    loopback: "Loopback", plain: Plain, first: str
) -> None:
    """Else one feed could speak for another on the same host."""
    behind = plain("200 OK", body=b"false") if first == "200 OK" else b""
    loopback.answers["/bad"] = (
        plain(first, body=b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfalse") + behind
    )
    loopback.answers["/feed"] = plain("200 OK", body=b"true")

    async def scenario(client: Client) -> Response | FetchFailed:
        await client.get(loopback.url("/bad"))
        return await client.get(loopback.url())

    answer = fetch(loopback, scenario, limited())
    assert isinstance(answer, Response)
    assert answer.body == b"true"
