"""A mail server on loopback, in the clear, that fails where a test wants it to."""

import socket
import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from monitor.digest.delivery import Letter
from monitor.settings import MailSettings

ADDRESS = "ann@example.org"
MIME = b"Subject: x\r\n\r\nfirst line\r\n.\r\n..two dots\r\nlast line\r\n"
LETTER = Letter(recipient=ADDRESS, message_id="<1@desk.example>", mime=MIME, name="2026-11-23-r1")

REPLIES: Mapping[str, bytes] = {
    "CONNECT": b"220 ready\r\n",
    "EHLO": b"250 here\r\n",
    "MAIL": b"250 ok\r\n",
    "RCPT": b"250 ok\r\n",
    "DATA": b"354 go on\r\n",
    "DOT": b"250 taken\r\n",
    "QUIT": b"221 bye\r\n",
}
"""The stages of a session in order, and what a good server answers."""


@dataclass
class FaultServer:
    """``faults`` maps a stage to a reply, or to ``close``, ``accept-and-close`` or ``hang``."""

    faults: dict[str, bytes | str] = field(default_factory=dict)
    accepted: list[bytes] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    port: int = 0
    released: threading.Event = field(default_factory=threading.Event)


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        with suppress(OSError):
            self._talk(self.server.plan)  # type: ignore[attr-defined]

    def _talk(self, server: FaultServer) -> None:
        if not self._answer(server, "CONNECT"):
            return
        while line := self.rfile.readline():
            verb = line.split()[0].decode("ascii", "replace").upper()
            server.commands.append(verb)
            if verb == "QUIT":
                self._answer(server, "QUIT")
                return
            if not self._answer(server, verb):
                return
            if verb == "DATA" and "DATA" not in server.faults and not self._content(server):
                return

    def _content(self, server: FaultServer) -> bool:
        lines: list[bytes] = []
        early = server.faults.get("EARLY")
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            if early == "hang":
                server.released.wait(30)
                return False
            if early and not lines:
                self.wfile.write(bytes(str(early), "ascii"))
                self.wfile.flush()
            lines.append(line.removeprefix(b"."))
        fault = server.faults.get("DOT", b"250")
        if fault == "accept-and-close" or (isinstance(fault, bytes) and fault.startswith(b"250")):
            server.accepted.append(b"".join(lines))
        return self._answer(server, "DOT")

    def _answer(self, server: FaultServer, stage: str) -> bool:
        fault = server.faults.get(stage, REPLIES.get(stage, b"502 no\r\n"))
        if fault == "hang":
            server.released.wait(30)
            return False
        if isinstance(fault, str):
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        self.wfile.write(fault)
        self.wfile.flush()
        return True


@contextmanager
def fault_server(**faults: bytes | str) -> Iterator[FaultServer]:
    """Serve on loopback until the block ends."""
    plan = FaultServer(faults=dict(faults))
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        server.plan = plan  # type: ignore[attr-defined]
        plan.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield plan
        finally:
            plan.released.set()
            server.shutdown()
            thread.join()


def settings(port: int, **changes: object) -> MailSettings:
    values = {"transport": "smtp", "host": "127.0.0.1", "port": port, "security": "none", "total_s": 10.0}
    return MailSettings.model_validate({**values, "sender": "newswake@desk.example", **changes})
