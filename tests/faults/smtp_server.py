"""A mail server on the loopback, STARTTLS and login included, that fails where it is told to."""

import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

import trustme

REPLIES: Final = {
    "banner": b"220 ready\r\n",
    "EHLO": b"250-here\r\n250 STARTTLS\r\n",
    "STARTTLS": b"220 go on\r\n",
    "EHLO over TLS": b"250-here\r\n250 AUTH PLAIN\r\n",
    "AUTH": b"235 welcome\r\n",
    "MAIL": b"250 ok\r\n",
    "RCPT": b"250 ok\r\n",
    "DATA": b"354 go on\r\n",
    "dot": b"250 taken\r\n",
    "QUIT": b"221 bye\r\n",
}
"""The stages that are answered, in their order, and what a good server says."""

STAGES: Final = (
    "banner",
    "EHLO",
    "STARTTLS",
    "TLS",
    "EHLO over TLS",
    "AUTH",
    "MAIL",
    "RCPT",
    "DATA",
    "body",
    "dot",
    "QUIT",
)
SAID: Final = {
    "4xx": b"451 later\r\n",
    "5xx": b"550 never\r\n",
    "garbage": b"\xff\xfe what? \x00\r\n",
    "endless": b"250-and\r\n" * 1000,
}


class _GoneError(Exception):
    """The session is over."""


@dataclass
class SmtpServer:
    """``fault``: (stage, what happens there). ``accepted``: the mails that were taken, byte for byte."""

    context: ssl.SSLContext
    fault: tuple[str, str] | None = None
    accepted: list[bytes] = field(default_factory=list)
    sessions: int = 0
    port: int = 0
    reached: threading.Event = field(default_factory=threading.Event)
    """Set when a session waits at the stage of a fault called ``wait…``."""
    over: threading.Event = field(default_factory=threading.Event)

    def at(self, stage: str) -> str:
        """What is to happen at a stage; empty for what should."""
        return self.fault[1] if self.fault is not None and self.fault[0] == stage else ""


class _Session:
    def __init__(self, server: SmtpServer, connection: socket.socket) -> None:
        self._server = server
        self._socket = connection
        self._file = connection.makefile("rb")

    def run(self) -> None:
        with suppress(OSError, _GoneError):
            self._talk()
        with suppress(OSError):
            self._socket.close()

    def _talk(self) -> None:
        self._answer("banner")
        self._heard("EHLO")
        self._heard("STARTTLS")
        self._secure()
        self._heard("EHLO over TLS")
        for stage in ("AUTH", "MAIL", "RCPT", "DATA"):
            self._heard(stage)
        self._content()
        self._heard("QUIT")

    def _heard(self, stage: str) -> None:
        """One command, and what is said to it; QUIT is welcome at any time."""
        line = self._file.readline().upper()
        if not line:
            raise _GoneError
        if line.startswith(b"QUIT") and stage != "QUIT":
            self._socket.sendall(REPLIES["QUIT"])
            raise _GoneError
        self._answer(stage)

    def _secure(self) -> None:
        if action := self._server.at("TLS"):
            self._socket.recv(1)
            self._act(action)
        self._file.close()
        self._socket = self._server.context.wrap_socket(self._socket, server_side=True)
        self._file = self._socket.makefile("rb")

    def _content(self) -> None:
        lines = [self._file.readline()]
        if action := self._server.at("body"):
            self._act(action)
        while lines[-1] != b".\r\n":
            lines.append(self._file.readline())
            if not lines[-1]:
                raise _GoneError
        content = b"".join(line.removeprefix(b".") for line in lines[:-1])
        action = self._server.at("dot")
        if not action or action.startswith("accepted"):
            self._server.accepted.append(content)
        if action:
            self._act(action.removeprefix("accepted, then "))
        else:
            self._socket.sendall(REPLIES["dot"])

    def _answer(self, stage: str) -> None:
        if action := self._server.at(stage):
            self._act(action)
        else:
            self._socket.sendall(REPLIES[stage])

    def _act(self, action: str) -> None:
        if action in SAID:
            self._socket.sendall(SAID[action])
            while action == "endless" and not self._server.over.is_set():
                self._socket.sendall(SAID[action])
            return
        if action == "wait":
            self._server.reached.set()
        if action in {"hang", "wait"}:
            self._server.over.wait(60)
        while action == "drip" and not self._server.over.wait(0.02):
            self._socket.sendall(b"2")
        if action == "reset":
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            socket.socket(fileno=self._socket.detach()).close()
        raise _GoneError


@contextmanager
def smtp_server(authority: trustme.CA) -> Iterator[SmtpServer]:
    """Serve until the block ends."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    server = SmtpServer(context=context)
    threads: list[threading.Thread] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.port = listener.getsockname()[1]

        def take() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                server.sessions += 1
                threads.append(threading.Thread(target=_Session(server, connection).run, daemon=True))
                threads[-1].start()

        taker = threading.Thread(target=take, daemon=True)
        taker.start()
        try:
            yield server
        finally:
            server.over.set()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            taker.join(10)
            for thread in threads:
                thread.join(10)


@contextmanager
def never_accepting() -> Iterator[int]:
    """A port whose queue is full, so that connecting hangs."""
    with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for waiting in (first, second):
            waiting.settimeout(0)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


@contextmanager
def closed_port() -> Iterator[int]:
    """A port that is refused."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        yield unused.getsockname()[1]
