"""What the tests of webhooks share: a story, a receiver, and rounds over real HTTP."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.app_webhooks import webhook_desk
from monitor.net.client import Client
from monitor.outcome import FetchFailed, Response
from monitor.service.loop import LoopThread
from monitor.service.webhook_round import Send, webhook_round
from monitor.settings import NetworkSettings, Settings
from monitor.store.connection import open_store
from monitor.store.webhook_rows import deliveries
from monitor.webhook_settings import WebhookSettings
from tests.handed import make_story
from tests.receiver import SECRET, Receiver, receiving

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
LOCAL = NetworkSettings(allow=("127.0.0.0/8",), total_s=20)


@contextmanager
def sending(network: NetworkSettings = LOCAL) -> Iterator[Send]:
    loop = LoopThread()
    client = Client(network)

    def send(url: str, body: bytes, headers: Mapping[str, str]) -> "Future[Response | FetchFailed]":
        return loop.submit(client.send(url, content=body, headers=headers))

    try:
        yield send
    finally:
        loop.drain()
        loop.submit(client.aclose()).result()
        loop.close()


def hook(receiver: Receiver, name: str = "desk", **fields: object) -> WebhookSettings:
    said: dict[str, object] = {
        "name": name,
        "url": receiver.url(f"/{name}"),
        "secret_env": "HOOK",
        "events": ("hit",),
    }
    return WebhookSettings(**(said | fields))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Hooked:
    """Rounds over the database at ``path``, each on connections of its own."""

    path: Path
    send: Send

    def turn(
        self,
        *hooks: WebhookSettings,
        now: datetime = NOW,
        send: Send | None = None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> list[tuple[str, str]]:
        """(event, state) of each attempt."""
        secrets = {one.name: SECRET for one in hooks}
        with webhook_desk(self.path, Settings(webhook=hooks), secrets) as desk:
            came = webhook_round(desk, send or self.send, now, stopping=stopping)
        return [(one.event_key, one.state.value) for one in came]

    def states(self) -> list[tuple[str, str, int]]:
        with webhook_desk(self.path, Settings(), {}) as desk:
            return [(row.event_key, row.state.value, row.attempts) for row in deliveries(desk.private)]


@pytest.fixture(scope="session")
def send() -> Iterator[Send]:
    with sending() as found:
        yield found


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def hooked(tmp_path: Path, send: Send) -> Hooked:
    return Hooked(make_story(tmp_path / "story.db"), send)


@pytest.fixture
def db(hooked: Hooked) -> Iterator[Database]:
    db = open_store(hooked.path)
    yield db
    db.close()
