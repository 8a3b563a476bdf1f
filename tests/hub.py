"""A small WebSub hub on loopback with a feed beside it: real requests both ways, and how it behaves is a test's choice."""

import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode

import httpx


def ask(url: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers (names in lower case) of a GET, or with ``body`` of a POST."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    with httpx.Client(trust_env=False, timeout=30) as client:
        answer = client.request("GET" if body is None else "POST", url, content=body, headers=names)
    return answer.status_code, answer.content, dict(answer.headers)


@dataclass
class Hub:
    """Paths of feeds → documents; each feed names a hub of its own, whose manner stands in ``manners``."""

    port: int = 0
    feeds: dict[str, bytes] = field(default_factory=dict)
    manners: dict[str, str] = field(default_factory=dict)
    """Feed path → ``confirm``, ``deny``, ``silent`` (takes the request, and no more) or ``fail``."""
    requests: dict[str, dict[str, str]] = field(default_factory=dict)
    """Feed path → the last request for it."""
    echoes: dict[str, tuple[int, bytes, dict[str, str]]] = field(default_factory=dict)
    """Feed path → what the subscriber answered when it was asked."""
    heard: threading.Condition = field(default_factory=threading.Condition)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def push(
        self, path: str, body: bytes, *, method: str = "sha256", secret: str = ""
    ) -> tuple[int, bytes, dict[str, str]]:
        """Bring ``body`` to the subscriber of ``path``, signed with its secret unless another is given."""
        asked = self.requests[path]
        digest = hmac.new((secret or asked["hub.secret"]).encode(), body, method).hexdigest()
        headers = {"Content_Type": "application/rss+xml", "X_Hub_Signature": f"{method}={digest}"}
        return ask(asked["hub.callback"], body, **headers)

    def wait_for(self, *paths: str) -> None:
        """Until the hub has done what it does about each of them."""
        with self.heard:
            assert self.heard.wait_for(lambda: all(path in self.echoes for path in paths), timeout=60)

    def subscribe(self, path: str, form: dict[str, str]) -> None:
        """What a hub does once it has taken a request."""
        self.requests[path] = form
        query = {
            "hub.mode": form["hub.mode"],
            "hub.topic": form["hub.topic"],
            "hub.challenge": "to be echoed",
        }
        match self.manners[path]:
            case "confirm":
                answer = ask(f"{form['hub.callback']}?{urlencode(query | {'hub.lease_seconds': '3600'})}")
            case "deny":
                denied = {"hub.mode": "denied", "hub.topic": form["hub.topic"], "hub.reason": "not for you"}
                answer = ask(f"{form['hub.callback']}?{urlencode(denied)}")
            case _:
                answer = (0, b"", {})
        with self.heard:
            self.echoes[path] = answer
            self.heard.notify_all()


@contextmanager
def running_hub(feeds: dict[str, bytes], manners: dict[str, str]) -> Iterator[Hub]:
    hub = Hub(feeds=feeds, manners=manners)
    threads: list[threading.Thread] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = hub.feeds.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "application/rss+xml")
            if body is not None:
                links = f'<{hub.url("/hub" + self.path)}>; rel="hub", <{hub.url(self.path)}>; rel="self"'
                self.send_header("Link", links)
            self.end_headers()
            self.wfile.write(body or b"")

        def do_POST(self) -> None:
            form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            path = self.path.removeprefix("/hub")
            self.send_response(500 if hub.manners[path] == "fail" else 202)
            self.send_header("Content-Length", "0")
            self.end_headers()
            thread = threading.Thread(target=hub.subscribe, args=(path, form))
            threads.append(thread)
            thread.start()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hub.port = server.server_address[1]
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        for thread in threads:
            thread.join(timeout=30)
