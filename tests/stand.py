"""A feed server on loopback whose answers a test decides, and a configuration that follows it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

WATCH = """\
schema = 1
[watch]
title = "Wagner and Hezbollah"
threshold = 6.0
[seed]
title = "Wagner to give Hezbollah an air defence system"
[[require]]
name = "both"
all = ["wagner", "hezbollah"]
[term.wagner]
role = "actor"
weight = 3.0
forms.en = ["Wagner"]
[term.hezbollah]
role = "actor"
weight = 3.0
forms.en = ["Hezbollah"]
"""


def rss(*titles: str) -> bytes:
    """A feed with one item a title."""
    items = "".join(
        f"<item><title>{title}</title><link>https://a.example/{number}</link>"
        f"<guid>a-{number}</guid><description>{title}, officials said.</description></item>"
        for number, title in enumerate(titles)
    )
    return f'<rss version="2.0"><channel><title>A</title>{items}</channel></rss>'.encode()


@dataclass
class Stand:
    """Paths → what is sent; a callable may wait, so that a test stops the service in mid-visit."""

    port: int = 0
    pages: dict[str, bytes | Callable[[], bytes]] = field(default_factory=dict)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def follow(self, root: Path, **settings: str) -> Path:
        """A configuration under ``root`` that follows every page."""
        config = root / "config"
        (config / "watches").mkdir(parents=True)
        extra = "".join(f"{name} = {value}\n" for name, value in settings.items())
        text = f'[network]\nallow = ["127.0.0.0/8"]\n[mail]\npath = "{root / "mail"}"\n[poll]\n{extra}'
        (config / "newswake.toml").write_text(text, encoding="utf-8")
        feeds = "".join(f'[[feed]]\nurl = "{self.url(path)}"\nname = "{path[1:]}"\n' for path in self.pages)
        (config / "feeds.toml").write_text(feeds, encoding="utf-8")
        (config / "watches/story.toml").write_text(WATCH, encoding="utf-8")
        return config


@pytest.fixture
def stand() -> Iterator[Stand]:
    served = Stand()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = served.pages.get(self.path)
            body = page() if callable(page) else page
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "application/rss+xml")
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()
