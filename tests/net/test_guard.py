import asyncio
import socket

import httpcore
import pytest

from monitor.net.errors import RefusedError, UnresolvedError
from monitor.net.guard import GuardedBackend, Resolver


class Names:
    """A name service with one answer after the other."""

    def __init__(self, *answers: tuple[str, ...] | Exception) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, host: str, port: int) -> tuple[str, ...]:
        del host, port
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        if isinstance(answer, Exception):
            raise answer
        return answer


def dial(names: Names, *, port: int = 80, networks: tuple[str, ...] = ()) -> None:
    asyncio.run(GuardedBackend(networks, names).connect_tcp("feeds.example", port, timeout=1.0))


REFUSED = {
    "a name that leads to the loopback": (("127.0.0.1",), 80, "resolves to 127.0.0.1"),
    "a name with a public and a private answer": (("8.8.8.8", "10.0.0.1"), 80, "resolves to 10.0.0.1"),
    "a name with a private IPv6 answer": (("fd00::1", "8.8.8.8"), 443, "resolves to fd00::1"),
    "an answer with a zone": (("fe80::1%eth0",), 80, "not a public address"),
    "a low port that is not the web's": (("8.8.8.8",), 25, "port 25 is refused"),
    "port 22": (("8.8.8.8",), 22, "port 22 is refused"),
}


@pytest.mark.parametrize(("answers", "port", "problem"), REFUSED.values(), ids=REFUSED.keys())
def test_no_connection_is_made_to(answers: tuple[str, ...], port: int, problem: str) -> None:
    with pytest.raises(RefusedError, match=problem):
        dial(Names(answers), port=port)


def test_a_network_allowed_by_name_does_not_open_the_others() -> None:
    with pytest.raises(RefusedError, match=r"10\.0\.0\.1"):
        dial(Names(("127.0.0.1", "10.0.0.1")), networks=("127.0.0.0/8",))


def test_what_is_dialled_is_what_was_checked() -> None:
    """The second answer of a name that changes its mind is never asked for."""
    names = Names(("127.0.0.1",), ("10.0.0.1",))

    async def scenario() -> tuple[str, int]:
        server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        backend = GuardedBackend(("127.0.0.0/8",), names)
        stream = await backend.connect_tcp("feeds.example", port, timeout=5.0)
        peer: tuple[str, int] = stream.get_extra_info("server_addr")
        await stream.aclose()
        server.close()
        assert backend.is_allowed_by_name("feeds.example")
        return peer

    assert asyncio.run(scenario())[0] == "127.0.0.1"
    assert names.asked == 1


def test_a_dead_address_gives_way_to_the_next() -> None:
    async def scenario() -> str:
        server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        backend = GuardedBackend(("127.0.0.0/8",), Names(("127.0.0.2", "127.0.0.1")))
        stream = await backend.connect_tcp("feeds.example", port, timeout=5.0)
        peer: tuple[str, int] = stream.get_extra_info("server_addr")
        await stream.aclose()
        server.close()
        return peer[0]

    assert asyncio.run(scenario()) == "127.0.0.1"


def test_dead_addresses_only_are_a_connect_error() -> None:
    with pytest.raises(httpcore.ConnectError):
        dial(Names(("127.0.0.2", "127.0.0.3")), port=1, networks=("127.0.0.0/8",))


UNRESOLVED = {
    "a name nobody knows is the host's fault": (socket.gaierror(socket.EAI_NONAME, "unknown"), False),
    "no name service is this machine's": (socket.gaierror(socket.EAI_AGAIN, "try again"), True),
    "a name that cannot be encoded is the host's": (UnicodeError("label too long"), False),
}


@pytest.mark.parametrize(("error", "local"), UNRESOLVED.values(), ids=UNRESOLVED.keys())
def test_a_failed_look_up(error: Exception, *, local: bool) -> None:
    with pytest.raises(UnresolvedError) as raised:
        dial(Names(error))
    assert raised.value.local is local


def test_a_name_without_addresses_is_unresolved() -> None:
    with pytest.raises(UnresolvedError, match="no address"):
        dial(Names(()))


def test_a_look_up_that_never_ends_is_given_up() -> None:
    async def never(host: str, port: int) -> tuple[str, ...]:
        del host, port
        await asyncio.Event().wait()
        return ()

    async def scenario() -> None:
        await GuardedBackend((), never).connect_tcp("feeds.example", 80, timeout=0.05)

    with pytest.raises(UnresolvedError, match="took too long"):
        asyncio.run(scenario())


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1"])
def test_numbers_that_the_system_reads_as_addresses_are_checked_as_such(host: str) -> None:
    async def scenario() -> None:
        resolver = Resolver()
        try:
            await GuardedBackend((), resolver).connect_tcp(host, 80, timeout=5.0)
        finally:
            resolver.close()

    with pytest.raises((RefusedError, UnresolvedError)):
        asyncio.run(scenario())


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4001:82a::200e"])
def test_an_address_is_its_own_answer_without_a_look_up(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.getaddrinfo", None)

    async def scenario() -> tuple[str, ...]:
        resolver = Resolver()
        try:
            return await resolver(address, 80)
        finally:
            resolver.close()

    assert asyncio.run(scenario()) == (address,)


def test_sockets_in_the_file_system_are_not_dialled() -> None:
    with pytest.raises(NotImplementedError):
        asyncio.run(GuardedBackend((), Names(())).connect_unix_socket("/run/docker.sock"))
