"""Forms to hubs: the same guard, deadline and caps as for feeds, and no redirects."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pytest

from monitor.net.client import Client
from monitor.outcome import FailureKind, FetchFailed, Response
from monitor.settings import NetworkSettings

if TYPE_CHECKING:
    from tests.net.conftest import Loopback

LOCAL = NetworkSettings(allow=("127.0.0.0/8",))
FORM = (("hub.mode", "subscribe"), ("hub.topic", "https://wire.example/a?b=c&d=é"))


def post(server: "Loopback", path: str, settings: NetworkSettings = LOCAL) -> Response | FetchFailed:
    async def main() -> Response | FetchFailed:
        async with server.running():
            client = Client(settings)
            try:
                return await client.post(server.url(path), form=FORM)
            finally:
                await client.aclose()

    return asyncio.run(main())


def test_a_form_arrives_whole(loopback: "Loopback", plain: Callable[..., bytes]) -> None:
    loopback.answers["/hub"] = plain("202 Accepted")
    answer = post(loopback, "/hub")
    assert isinstance(answer, Response)
    assert answer.status == 202
    head = loopback.heads[0]
    assert head.startswith("POST /hub HTTP/1.1\r\n")
    assert "Content-Type: application/x-www-form-urlencoded\r\n" in head
    length = int(head.lower().split("content-length: ")[1].split("\r\n")[0])
    assert length == len("hub.mode=subscribe&hub.topic=https%3A%2F%2Fwire.example%2Fa%3Fb%3Dc%26d%3D%C3%A9")
    assert dict(parse_qsl("hub.topic=%C3%A9")) == {"hub.topic": "é"}


def test_a_redirect_is_not_followed(loopback: "Loopback", plain: Callable[..., bytes]) -> None:
    loopback.answers["/hub"] = plain("307 Temporary Redirect", "Location: /other")
    answer = post(loopback, "/hub")
    assert isinstance(answer, Response)
    assert answer.status == 307
    assert len(loopback.heads) == 1


@pytest.mark.parametrize(
    ("settings", "kind", "reason"),
    [
        (NetworkSettings(), FailureKind.REFUSED, "not a public address"),
        (
            NetworkSettings(allow=("127.0.0.0/8",), max_wire_bytes=10),
            FailureKind.SOFT,
            "larger than 10 bytes",
        ),
        (NetworkSettings(allow=("127.0.0.0/8",), total_s=0.05), FailureKind.SOFT, "within 0.05 s"),
    ],
)
def test_what_a_hub_may_not_do(
    loopback: "Loopback",
    plain: Callable[..., bytes],
    settings: NetworkSettings,
    kind: FailureKind,
    reason: str,
) -> None:
    async def silent(_: str, __: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    loopback.answers["/hub"] = silent if settings.total_s < 1 else plain("200 OK", body=b"x" * 100)
    answer = post(loopback, "/hub", settings)
    assert isinstance(answer, FetchFailed)
    assert answer.kind is kind
    assert reason in answer.reason
