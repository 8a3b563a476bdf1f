"""The outlets on the loopback interface: a small HTTP server whose world stands where the clock stands."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

from monitor.demo.answers import answer
from monitor.demo.outlets import Outlet
from monitor.demo.timeline import SimulatedClock, Step

ADDRESS = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One request that was answered."""

    step: Step
    path: str
    status: int


class Newsstand(ThreadingHTTPServer):
    """Serves ``outlets`` as they are at the step of ``clock``, on a free port of 127.0.0.1."""

    daemon_threads = True

    def __init__(self, outlets: Sequence[Outlet], clock: SimulatedClock) -> None:
        """Bind at once; requests wait until the server runs."""
        self.outlets = tuple(outlets)
        self.clock = clock
        self._visits: list[Served] = []
        self._lock = Lock()
        super().__init__((ADDRESS, 0), _Handler)

    def url(self, path: str) -> str:
        """The address of a path on this server."""
        return f"http://{ADDRESS}:{self.server_port}{path}"

    @property
    def visits(self) -> tuple[Served, ...]:
        """All requests so far, in the order of their answers."""
        with self._lock:
            return tuple(self._visits)

    def note(self, served: Served) -> None:
        """Remember a request."""
        with self._lock:
            self._visits.append(served)


class _Handler(BaseHTTPRequestHandler):
    server: Newsstand
    protocol_version = "HTTP/1.1"
    timeout = 10

    def do_GET(self) -> None:
        """Answer as the outlet does at this step, and close the connection."""
        step = self.server.clock.step
        headers = {name.lower(): value for name, value in self.headers.items()}
        given = answer(self.server.outlets, step, self.path, headers)
        self.server.note(Served(step=step, path=self.path, status=given.status))
        self.send_response(given.status)
        for name, value in given.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(given.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(given.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: ``Newsstand.visits`` remembers what was asked."""


@contextmanager
def serving(outlets: Sequence[Outlet], clock: SimulatedClock) -> Iterator[Newsstand]:
    """A running server; it stops and gives its port back on the way out."""
    with Newsstand(outlets, clock) as stand:
        thread = Thread(target=stand.serve_forever, kwargs={"poll_interval": 0.02}, name="newsstand")
        thread.start()
        try:
            yield stand
        finally:
            stand.shutdown()
            thread.join()
