import asyncio
import gzip
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import pytest

from monitor.net.client import Client
from monitor.outcome import Cause, FailureKind, FetchFailed, Response
from monitor.settings import NetworkSettings

if TYPE_CHECKING:
    from tests.net.conftest import Loopback

Scenario = Callable[[Client], Awaitable[Response | FetchFailed]]
Plain = Callable[..., bytes]

LOCAL = NetworkSettings(allow=("127.0.0.0/8",), contact="https://newswake.example/about")
FEED = b"<rss version='2.0'><channel><title>t</title></channel></rss>"


def fetch(
    server: "Loopback", scenario: Scenario, settings: NetworkSettings = LOCAL
) -> Response | FetchFailed:
    """What ``scenario`` brings while ``server`` runs."""

    async def main() -> Response | FetchFailed:
        async with server.running():
            client = Client(settings)
            try:
                return await scenario(client)
            finally:
                await client.aclose()

    return asyncio.run(main())


def failed(answer: Response | FetchFailed) -> FetchFailed:
    assert isinstance(answer, FetchFailed)
    return answer


def answered(answer: Response | FetchFailed) -> Response:
    assert isinstance(answer, Response)
    return answer


def test_a_feed_is_fetched_with_an_honest_and_modest_request(loopback: "Loopback", plain: Plain) -> None:
    loopback.answers["/feed"] = plain("200 OK", 'ETag: "a"', "Content-Type: text/xml", body=FEED)
    answer = answered(fetch(loopback, lambda client: client.get(loopback.url())))
    assert (answer.status, answer.body, answer.wire_bytes) == (200, FEED, len(FEED))
    assert answer.header("etag") == '"a"'
    assert answer.url == loopback.url()
    head = loopback.heads[0].lower()
    assert "user-agent: newswake/" in head
    assert "(+https://newswake.example/about)" in head
    assert "accept-encoding: gzip\r\n" in head
    assert "cookie" not in head
    assert "referer" not in head


def test_validators_go_out_byte_for_byte_and_304_comes_back(loopback: "Loopback", plain: Plain) -> None:
    loopback.answers["/feed"] = plain("304 Not Modified")
    headers = {"If-None-Match": 'W/"ü\xff;  odd"', "If-Modified-Since": "some day, not a date"}
    answer = answered(fetch(loopback, lambda client: client.get(loopback.url(), headers=headers)))
    assert (answer.status, answer.body) == (304, b"")
    assert 'If-None-Match: W/"ü\xff;  odd"\r\n' in loopback.heads[0]
    assert "If-Modified-Since: some day, not a date\r\n" in loopback.heads[0]


def test_a_validator_that_cannot_be_a_header_is_a_failure(loopback: "Loopback") -> None:
    headers = {"If-None-Match": '"a\r\nX-Evil: 1"'}
    failure = failed(fetch(loopback, lambda client: client.get(loopback.url(), headers=headers)))
    assert "cannot be put in HTTP" in failure.reason
    assert loopback.heads == []


def test_cookies_are_not_kept(loopback: "Loopback", plain: Plain) -> None:
    loopback.answers["/feed"] = plain("200 OK", "Set-Cookie: id=1; Path=/", body=FEED)

    async def twice(client: Client) -> Response | FetchFailed:
        await client.get(loopback.url())
        return await client.get(loopback.url())

    answered(fetch(loopback, twice))
    assert len(loopback.heads) == 2
    assert "id=1" not in loopback.heads[1]


def test_a_gzipped_feed_is_inflated(loopback: "Loopback", plain: Plain) -> None:
    wire = gzip.compress(FEED)
    loopback.answers["/feed"] = plain("200 OK", "Content-Encoding: gzip", body=wire)
    answer = answered(fetch(loopback, lambda client: client.get(loopback.url())))
    assert (answer.body, answer.wire_bytes) == (FEED, len(wire))


def test_redirects_are_followed_and_told(loopback: "Loopback", plain: Plain) -> None:
    loopback.answers["/feed"] = plain("301 Moved", "Location: /b c")
    loopback.answers["/b%20c"] = plain("302 Found", "Location: d")
    loopback.answers["/d"] = plain("200 OK", body=FEED)
    answer = answered(
        fetch(loopback, lambda client: client.get(loopback.url(), headers={"If-None-Match": '"a"'}))
    )
    assert answer.url == loopback.url("/d")
    assert answer.hops == ((301, loopback.url("/b%20c")), (302, loopback.url("/d")))
    assert all('If-None-Match: "a"' in head for head in loopback.heads)


def test_headers_of_a_feed_do_not_go_to_another_host(loopback: "Loopback", plain: Plain) -> None:
    loopback.answers["/there"] = plain("200 OK", body=FEED)
    headers = {"X-Api-Key": "secret", "If-None-Match": '"a"', "Accept": "x/y"}

    async def scenario(client: Client) -> Response | FetchFailed:
        loopback.answers["/feed"] = plain("302 Found", f"Location: {loopback.url('/there', 'localhost')}")
        return await client.get(loopback.url(), headers=headers)

    answered(fetch(loopback, scenario, NetworkSettings(allow=("127.0.0.0/8", "::1/128"))))
    first, last = loopback.heads
    assert "X-Api-Key: secret" in first
    assert last.startswith("GET /there")
    assert "secret" not in last
    assert "If-None-Match" not in last
    assert "Accept: x/y" in last


def test_a_redirect_in_a_circle_is_refused(loopback: "Loopback", plain: Plain) -> None:
    loopback.answers["/feed"] = plain("301 Moved", "Location: /b")
    loopback.answers["/b"] = plain("301 Moved", "Location: /feed")
    failure = failed(fetch(loopback, lambda client: client.get(loopback.url())))
    assert (failure.kind, failure.reason) == (FailureKind.REFUSED, "redirected in a circle")
    assert len(loopback.heads) == 2


def test_too_many_redirects_are_refused(loopback: "Loopback", plain: Plain) -> None:
    for number in range(10):
        loopback.answers[f"/{number}"] = plain("302 Found", f"Location: /{number + 1}")
    failure = failed(fetch(loopback, lambda client: client.get(loopback.url("/0"))))
    assert (failure.kind, failure.reason) == (FailureKind.REFUSED, "more than 5 redirects")
    assert len(loopback.heads) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://0x7f000001.example@10.0.0.1/",
    ],
)
def test_a_redirect_to_a_private_address_is_not_followed(
    loopback: "Loopback", plain: Plain, target: str
) -> None:
    loopback.answers["/feed"] = plain("302 Found", f"Location: {target}")
    failure = failed(fetch(loopback, lambda client: client.get(loopback.url())))
    assert failure.kind in (FailureKind.REFUSED, FailureKind.HARD)
    assert "is not a public address" in failure.reason or "user name" in failure.reason


def test_a_redirect_without_target_is_an_answer(loopback: "Loopback", plain: Plain) -> None:
    loopback.answers["/feed"] = plain("302 Found")
    assert answered(fetch(loopback, lambda client: client.get(loopback.url()))).status == 302


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "429 Too Many", "500 Oops", "300 Choices"])
def test_an_error_status_is_an_answer_whose_body_is_left_alone(
    loopback: "Loopback", plain: Plain, status: str
) -> None:
    loopback.answers["/feed"] = plain(status, "Retry-After: 7", "Content-Encoding: br", body=b"x" * 100)
    answer = answered(fetch(loopback, lambda client: client.get(loopback.url())))
    assert answer.status == int(status[:3])
    assert answer.body == b""
    assert answer.header("Retry-After") == "7"


def test_the_loopback_is_refused_unless_allowed_by_name(loopback: "Loopback") -> None:
    failure = failed(fetch(loopback, lambda client: client.get(loopback.url()), NetworkSettings()))
    assert failure.kind is FailureKind.REFUSED
    assert "127.0.0.1 is not a public address" in failure.reason
    assert loopback.heads == []


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "no url", "http://u:secret@a.example/", "http://a b.example/"]
)
def test_an_impossible_address_is_a_hard_failure_without_secrets(loopback: "Loopback", url: str) -> None:
    failure = failed(fetch(loopback, lambda client: client.get(url)))
    assert failure.kind is FailureKind.HARD
    assert "secret" not in failure.reason


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_an_answer_says_whether_its_host_lies_in_a_network_allowed_by_name(
    loopback: "Loopback", plain: Plain, host: str
) -> None:
    """Known where the name is dialled, for addresses and for names that lead to one; no gap is kept (rule H2)."""
    loopback.answers["/feed"] = plain("429 Too Many Requests")
    settings = NetworkSettings(allow=("127.0.0.0/8", "::1/128"), host_gap_s=600.0)

    async def twice(client: Client) -> Response | FetchFailed:
        await client.get(loopback.url("/feed", host))
        return await client.get(loopback.url("/feed", host))

    answer = answered(fetch(loopback, twice, settings))
    assert (answer.status, answer.private) == (429, True)


def test_a_handshake_that_hangs_is_called_one() -> None:
    async def main() -> Response | FetchFailed:
        ended = asyncio.Event()

        async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()
            writer.close()
            ended.set()

        silent = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
        client = Client(NetworkSettings(allow=("127.0.0.0/8",), connect_s=0.1))
        try:
            return await client.get(f"https://127.0.0.1:{silent.sockets[0].getsockname()[1]}/")
        finally:
            await client.aclose()
            await ended.wait()
            silent.close()

    failure = failed(asyncio.run(main()))
    assert failure.reason == "TLS: the server did not finish the handshake in time"
    assert failure.cause is Cause.TLS


def test_a_host_that_was_never_dialled_is_not_private(loopback: "Loopback") -> None:
    failure = failed(fetch(loopback, lambda client: client.get("http://10.1.2.3/feed")))
    assert not failure.private
