"""A receiver of webhooks on loopback whose answers a test decides; it keeps what came and checks signatures."""

import hashlib
import hmac
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = "a secret of more than sixteen characters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """One request."""

    path: str
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told

    @property
    def number(self) -> str:
        return self.headers["x-newswake-delivery"]

    def is_signed(self, secret: str = SECRET) -> bool:
        """As a receiver in any language would check it."""
        signed = self.headers["x-newswake-timestamp"].encode() + b"." + self.body
        expected = "sha256=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        return hmac.compare_digest(expected, self.headers["x-newswake-signature"])


@dataclass
class Receiver:
    """``answers`` are given one after another, then 204: a status, with headers, or ``reset`` or ``silent``."""

    port: int = 0
    answers: list[int | tuple[int, dict[str, str]] | str] = field(default_factory=list)
    came: list[Came] = field(default_factory=list)
    heard: threading.Condition = field(default_factory=threading.Condition)
    free: threading.Event = field(default_factory=threading.Event)
    """Lets go of requests that get no answer."""
    on_request: Callable[[Came], None] = lambda _: None
    """Called before the answer."""

    def url(self, path: str = "/hook") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def wait_for(self, number: int) -> None:
        """Until so many requests have come."""
        with self.heard:
            assert self.heard.wait_for(lambda: len(self.came) >= number, timeout=60), len(self.came)

    def take(self, came: Came) -> int | tuple[int, dict[str, str]] | str:
        with self.heard:
            self.came.append(came)
            self.heard.notify_all()
            return self.answers.pop(0) if self.answers else 204


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            came = Came(path=self.path, headers=headers, body=body)
            answer = receiver.take(came)
            receiver.on_request(came)
            if isinstance(answer, str):
                self._vanish(answer)
                return
            status, more = (answer, {}) if isinstance(answer, int) else answer
            self.send_response(status)
            for name, value in ({"Content-Length": "0"} | more).items():
                self.send_header(name, value)
            self.end_headers()

        def _vanish(self, how: str) -> None:
            if how == "silent":
                receiver.free.wait(timeout=60)
            else:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
            self.close_connection = True
            self.rfile.close()
            self.wfile = open("/dev/null", "wb")  # noqa: PTH123, SIM115 - the base class flushes and closes it

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.free.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=30)
