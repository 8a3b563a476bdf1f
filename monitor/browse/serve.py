"""Opens the pages: checks the database, takes the port, runs the web server until it is stopped."""

import contextlib
import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from monitor.browse.asgi import Application
from monitor.browse.headers import for_known_hosts
from monitor.errors import NewswakeError
from monitor.store.connection import open_store

INSTALL_HINT = (
    "the pages need Datasette, which is not installed; install it with: pip install 'newswake[browse]'"
)


class PagesUnavailableError(NewswakeError):
    """Datasette is missing; says what to do."""


class PortTakenError(NewswakeError):
    """The address or port to listen on cannot be had; says what to do."""

    exit_code = 2


def serve(
    database: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8001,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the pages over ``database`` until SIGINT or SIGTERM; ``port`` 0 takes any free one.

    ``ready`` is called with the address once a browser can connect. Raises PagesUnavailableError (Datasette
    missing), PortTakenError or UnusableStoreError (no database there, or one of another version).
    """
    application = for_known_hosts(datasette_app(database), host)
    with _listening(host, port) as listener:
        if ready:
            ready(_address(host, listener.getsockname()[1]))
        _run(application, listener)


def datasette_app(database: Path) -> Application:
    """The ASGI application of the pages over ``database``; raises as ``serve`` does."""
    try:
        from monitor.browse.pages import application_over  # noqa: PLC0415 - Datasette is an extra
    except ModuleNotFoundError as error:
        raise PagesUnavailableError(INSTALL_HINT) from error
    open_store(database, read_only=True).close()
    return application_over(database)


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        # Said in our own words: the message of the error repeats itself in some versions of Python.
        # Numbers below 0 are those of a name that was not found.
        number = error.errno or -1
        problem = os.strerror(number) if number > 0 else "there is no such address"
        raise PortTakenError(
            f"cannot listen on {host} port {port} ({problem}); choose another with --port"
        ) from error
    with listener:
        # asyncio sets it only where the protocol is named; without it, small answers wait 40 ms for an acknowledgement.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield listener


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _run(application: Application, listener: socket.socket) -> None:
    import uvicorn  # noqa: PLC0415 - comes with Datasette, an extra

    server = uvicorn.Server(
        uvicorn.Config(
            application,
            lifespan="on",
            ws="none",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=5,
        )
    )
    # uvicorn stops in good order and then raises the signal once more, for whoever had a handler before.
    before = {which: signal.signal(which, _stop_quietly) for which in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run(sockets=[listener])
    finally:
        for which, handler in before.items():
            signal.signal(which, handler)


def _stop_quietly(_signal: int, _frame: FrameType | None) -> None:
    """The server has stopped already."""
