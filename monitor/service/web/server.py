"""uvicorn on a thread of the service, on a socket that is bound before anything starts."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from monitor.errors import ConfigurationError, Mistake
from monitor.service.web.application import Application

CONNECTIONS = 64
"""At once; more are answered 503 by uvicorn itself."""
STOP_S = 5
"""Seconds that requests under way are given when the service stops."""


@contextmanager
def served(application: Application, listen: str) -> Iterator[str]:
    """Serve ``application`` at ``listen`` (``host:port``) until the end of the block; gives its address.

    Raises ``ConfigurationError`` where nobody can listen there, or uvicorn is not installed.
    """
    try:
        import uvicorn  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise _mistake("needs uvicorn: pip install 'newswake[web]'") from error
    bound = _bound(listen)
    host, port = bound.getsockname()[:2]
    server = uvicorn.Server(
        uvicorn.Config(
            application,
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            # Paths hold secrets: nothing of a request is logged.
            access_log=False,
            log_config=None,
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            limit_concurrency=CONNECTIONS,
            timeout_graceful_shutdown=STOP_S,
        )
    )
    thread = threading.Thread(target=server.run, args=([bound],), name="newswake-web", daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join()
        bound.close()


def _bound(listen: str) -> socket.socket:
    host, _, port = listen.rpartition(":")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, int(port)), family=family)
    except OSError as error:
        # Python adds the place, which stands here already.
        why = str(error.strerror or error).partition(" (while")[0]
        raise _mistake(f"cannot listen at {listen}: {why}") from error


def _mistake(problem: str) -> ConfigurationError:
    return ConfigurationError((Mistake(file="newswake.toml", line=0, key="web.listen", problem=problem),))
