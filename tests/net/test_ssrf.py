"""Hostile addresses through the whole client: whatever a name or a redirect says, only public addresses are dialled."""

import asyncio
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import httpcore
import pytest

from monitor.net.addresses import is_public
from monitor.net.client import Client
from monitor.outcome import FailureKind, FetchFailed, Response
from monitor.settings import NetworkSettings

if TYPE_CHECKING:
    from tests.net.conftest import Loopback

URLS = Path(__file__).resolve().parents[3] / "shared" / "vectors" / "ssrf_urls.txt"
PUBLIC = "8.8.8.8"


class Dialler(httpcore.AsyncNetworkBackend):
    """Notes what is dialled; public addresses lead to a server on the loopback, if there is one."""

    def __init__(self, port: int = 0) -> None:
        self.dialled: list[str] = []
        self._port = port
        self._real = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        del port, socket_options
        self.dialled.append(host)
        if not self._port:
            raise httpcore.ConnectError("nobody there")
        return await self._real.connect_tcp("127.0.0.1", self._port, timeout, local_address)


class Names:
    """Each name has one list of answers, the last of which stays."""

    def __init__(self, **answers: tuple[tuple[str, ...], ...]) -> None:
        self._answers = {name.replace("_", "."): list(given) for name, given in answers.items()}

    async def __call__(self, host: str, port: int) -> tuple[str, ...]:
        del port
        try:
            # Numbers in any clothes are what the system makes of them.
            return (socket.inet_ntoa(socket.inet_aton(host)),)
        except (OSError, UnicodeError):
            pass
        if ":" in host:
            return (host,)
        answers = self._answers.get(host) or self._answers["any"]
        return answers.pop(0) if len(answers) > 1 else answers[0]


def clients(names: Names, port: int = 0) -> tuple[Client, Dialler]:
    client, dialler = Client(NetworkSettings(host_gap_s=0), resolve=names), Dialler(port)
    client._guard._dialler = dialler  # type: ignore[assignment]  # noqa: SLF001 - the last step before the network
    return client, dialler


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param((("127.0.0.1",),), id="every name is ours"),
        pytest.param(((PUBLIC, "10.0.0.1"),), id="every name has a private answer among the public"),
        pytest.param((("fd00::1",),), id="every name is unique local"),
        pytest.param(((PUBLIC,), ("169.254.169.254",)), id="the first answer is public, the others are not"),
        pytest.param(((PUBLIC,),), id="every name is public"),
    ],
)
def test_no_hostile_address_reaches_what_is_not_public(answers: tuple[tuple[str, ...], ...]) -> None:
    if not URLS.exists():
        pytest.skip(f"{URLS} is not here")
    urls = URLS.read_text(encoding="utf-8").splitlines()

    async def main() -> tuple[list[Response | FetchFailed], list[str]]:
        client, dialler = clients(Names(any=answers))
        try:
            return [await client.get(url) for url in urls], dialler.dialled
        finally:
            await client.aclose()

    outcomes, dialled = asyncio.run(main())
    assert len(outcomes) > 100
    assert all(isinstance(outcome, FetchFailed) for outcome in outcomes)
    assert [address for address in dialled if not is_public(address)] == []
    assert bool(dialled) is (answers[0] == (PUBLIC,)), "public names are dialled, so the test sees something"


REBINDING = {
    "the same name, private at the second look": (
        "http://turns.example/b",
        "turns.example resolves to 10.0.0.1",
    ),
    "another name that is private": ("http://inside.example/", "inside.example resolves to 192.168.0.1"),
    "a name with one private answer of three": (
        "http://mixed.example/",
        "mixed.example resolves to 127.0.0.1",
    ),
    "a number that is the loopback": ("http://2130706433/", "127.0.0.1"),
    "an address wrapped in IPv6": ("http://[::ffff:169.254.169.254]/", "not a public address"),
    "a translated address": ("http://[64:ff9b::a9fe:a9fe]/", "not a public address"),
}


@pytest.mark.parametrize(("target", "problem"), REBINDING.values(), ids=REBINDING.keys())
@pytest.mark.parametrize("hops", [1, 3])
def test_a_chain_of_redirects_is_checked_at_every_hop(
    loopback: "Loopback", target: str, problem: str, hops: int
) -> None:
    names = Names(
        turns_example=((PUBLIC,),) * hops + (("10.0.0.1",),),
        inside_example=(("192.168.0.1",),),
        mixed_example=((PUBLIC, "9.9.9.9", "127.0.0.1"),),
    )
    for hop in range(hops):
        onward = target if hop == hops - 1 else f"/{hop + 1}"
        loopback.answers[f"/{hop}"] = f"HTTP/1.1 302 Found\r\nLocation: {onward}\r\n\r\n".encode()

    async def main() -> tuple[Response | FetchFailed, list[str]]:
        async with loopback.running():
            client, dialler = clients(names, loopback.port)
            try:
                return await client.get("http://turns.example/0"), dialler.dialled
            finally:
                await client.aclose()

    outcome, dialled = asyncio.run(main())
    assert isinstance(outcome, FetchFailed)
    assert outcome.kind is FailureKind.REFUSED
    assert problem in outcome.reason
    assert dialled == [PUBLIC] * hops, "what was public was visited, and nothing else"
