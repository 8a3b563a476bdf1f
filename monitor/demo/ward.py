"""Five weeks with feeds that fall ill, through the ordinary poller: what ``feeds status`` and the mail make of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from monitor.app import adopt, read_configuration, running, writing
from monitor.app_mail import mail_out, send_due_digests
from monitor.demo.ailments import FIRST_DAY, LAST_DAY, NEWCOMER, PATIENTS, STEP, Patient, answer_of
from monitor.demo.preparation import DemoFolder, prepare_feeds, prepare_folder
from monitor.demo.server import ADDRESS
from monitor.model import FeedSource
from monitor.service.digest_round import Dispatch
from monitor.store import feeds

DAY_S = 86_400


@dataclass(slots=True)
class WardClock:
    """Stands still until it is told to go on."""

    at: datetime = FIRST_DAY

    def now(self) -> datetime:
        """The simulated time, in UTC."""
        return self.at

    @property
    def day(self) -> float:
        """Days since the first."""
        return (self.at - FIRST_DAY).total_seconds() / DAY_S


class _Ward(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, clock: WardClock) -> None:
        self.clock = clock
        super().__init__((ADDRESS, 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Ward
    protocol_version = "HTTP/1.1"
    timeout = 10

    def do_GET(self) -> None:
        """Answer as the feed does on this day, and close the connection."""
        given = answer_of(self.path, self.server.clock.day)
        self.send_response(given.status)
        for name, value in given.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(given.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(given.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


@contextmanager
def _open(clock: WardClock) -> Iterator[str]:
    """The server's address while it runs."""
    with _Ward(clock) as ward:
        thread = Thread(target=ward.serve_forever, kwargs={"poll_interval": 0.02}, name="ward")
        thread.start()
        try:
            yield f"http://{ADDRESS}:{ward.server_port}"
        finally:
            ward.shutdown()
            thread.join()


def run_ward(root: Path, say: Callable[[str], None]) -> dict[str, str]:
    """Play the weeks under ``root``; the health of each feed by name, as stored at the end.

    Raises ``UnusableStoreError`` where ``root`` holds other things or can't be written.
    """
    clock = WardClock()
    with _open(clock) as address:
        folder = prepare_folder(root, tuple(_source(patient, address) for patient in PATIENTS))
        say(f"{len(PATIENTS)} invented feeds on {address}, {LAST_DAY} simulated days")
        visits = _play(folder, clock)
        say(f"{visits} visits")
        return _admit_newcomer(folder, address, clock)


def _play(folder: DemoFolder, clock: WardClock) -> int:
    configuration = read_configuration(folder.config)
    dispatch = Dispatch(deliver=mail_out(configuration.settings))
    visits = 0
    with running(
        folder.database, configuration, purpose="demo", clock=clock.now, jitter=lambda: 0.5
    ) as parts:
        while clock.day < LAST_DAY:
            visits += sum(1 for _ in parts.poller.finish_all())
            send_due_digests(folder.database, configuration.settings, dispatch, clock.now())
            clock.at += STEP
    return visits


def _admit_newcomer(folder: DemoFolder, address: str, clock: WardClock) -> dict[str, str]:
    """List one more feed after the last visit, and tell the health of all."""
    sources = (*PATIENTS, NEWCOMER)
    prepare_feeds(folder, tuple(_source(patient, address) for patient in sources))
    configuration = read_configuration(folder.config)
    with writing(folder.database, "demo") as db:
        adopt(db, configuration, clock.now())
        return {one.name: one.health for one in feeds.status(db)}


def _source(patient: Patient, address: str) -> FeedSource:
    return FeedSource(url=f"{address}{patient.path}", name=patient.name, group="ward", language="en")
