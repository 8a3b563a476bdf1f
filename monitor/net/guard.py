"""The dialler under the HTTP client: it resolves a name once, checks every answer, and dials what it checked.

There is no second look-up between check and connection, so a name that changes its answer gains nothing.
TLS still verifies the name: the client hands it to ``start_tls`` itself.
"""

import asyncio
import errno
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import httpcore

from monitor.net.addresses import allowed, by_name
from monitor.net.errors import RefusedError, UnresolvedError
from monitor.net.wire import CountedStream

Resolve = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""The addresses of a host, in order of preference; raises ``socket.gaierror``."""

LOOKUPS_AT_ONCE: Final = 32
"""A dead name holds a thread for seconds; in the default pool of a few threads good hosts would wait."""
FREE_PORT: Final = 1024
_WEB_PORTS: Final = (80, 443)
_REMEMBERED_HOSTS: Final = 100_000
_TRY_AGAIN: Final = (socket.EAI_AGAIN, socket.EAI_SYSTEM, socket.EAI_MEMORY)
_NO_NETWORK: Final = (errno.ENETUNREACH, errno.ENETDOWN)


class Resolver:
    """The system's name look-up on threads of its own."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=LOOKUPS_AT_ONCE, thread_name_prefix="resolve")

    async def __call__(self, host: str, port: int) -> tuple[str, ...]:
        """All addresses of ``host``, each once; an address in its plain form is its own answer."""
        if _is_plain_address(host):
            return (host,)
        loop = asyncio.get_running_loop()
        answers = await loop.run_in_executor(self._threads, _look_up, host, port)
        return tuple(dict.fromkeys(answers))

    def close(self) -> None:
        """Forget look-ups that have not begun; running ones end by themselves."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _is_plain_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _look_up(host: str, port: int) -> list[str]:
    return [str(answer[4][0]) for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Dials only public addresses, and those in ``networks`` (CIDR)."""

    def __init__(self, networks: tuple[str, ...], resolve: Resolve) -> None:
        """Keep who may be dialled and how names are looked up; ``resolve`` is asked once a connection."""
        self._networks = networks
        self._resolve = resolve
        self._dialler = httpcore.AnyIOBackend()
        self._hosts_by_name: dict[str, bool] = {}

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to one of the host's addresses, tried in order within ``timeout`` seconds for all.

        Raises ``RefusedError`` where any answer is not allowed, ``UnresolvedError`` where there is none, and
        httpcore's connect errors.
        """
        loop = asyncio.get_running_loop()
        deadline = None if timeout is None else loop.time() + timeout
        addresses = await self._checked(host, port, timeout)
        options = list(socket_options or [])
        failures: list[Exception] = []
        for left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            share = None if deadline is None else max(deadline - loop.time(), 0.001) / left
            try:
                stream = await self._dialler.connect_tcp(address, port, share, local_address, options)
                return CountedStream(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failures.append(error)
        if all(_no_network(failure) for failure in failures):
            raise UnresolvedError("this machine has no route to the network", local=True) from failures[-1]
        raise failures[-1]

    async def sleep(self, seconds: float) -> None:
        """Wait, for httpcore's retries."""
        await asyncio.sleep(seconds)

    def is_allowed_by_name(self, host: str) -> bool:
        """Whether the last connection to ``host`` went to a network allowed by a person; False if unknown."""
        return self._hosts_by_name.get(host, False) or by_name(host, self._networks)

    async def _checked(self, host: str, port: int, limit: float | None) -> tuple[str, ...]:
        """The addresses of ``host``, every one of them allowed."""
        try:
            async with asyncio.timeout(limit):
                addresses = await self._resolve(host, port)
        except TimeoutError as error:
            raise UnresolvedError(f"looking up {host} took too long", local=False) from error
        except socket.gaierror as error:
            local = error.errno in _TRY_AGAIN
            raise UnresolvedError(f"no address for {host}: {error.strerror}", local=local) from error
        except (UnicodeError, OSError) as error:
            raise UnresolvedError(f"{host} cannot be looked up: {error}", local=False) from error
        if not addresses:
            raise UnresolvedError(f"no address for {host}", local=False)
        for address in addresses:
            self._check(host, address, port)
        self._remember(host, known=all(by_name(address, self._networks) for address in addresses))
        return addresses

    def _check(self, host: str, address: str, port: int) -> None:
        if not allowed(address, self._networks):
            where = address if address == host else f"{host} resolves to {address}, which"
            raise RefusedError(f"{where} is not a public address; [network] allow can name its network")
        if port < FREE_PORT and port not in _WEB_PORTS and not by_name(address, self._networks):
            raise RefusedError(f"port {port} is refused: 80, 443 and ports from {FREE_PORT} are open")

    def _remember(self, host: str, *, known: bool) -> None:
        if len(self._hosts_by_name) >= _REMEMBERED_HOSTS:
            self._hosts_by_name.clear()
        self._hosts_by_name[host] = known


def _no_network(failure: BaseException | None) -> bool:
    """Whether the system said that it has no network at all, somewhere down the chain of causes."""
    while failure is not None:
        if isinstance(failure, OSError) and failure.errno in _NO_NETWORK:
            return True
        failure = failure.__cause__ or failure.__context__
    return False
