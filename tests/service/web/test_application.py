"""The ASGI application without a server around it."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.app import Running
from monitor.app_web import web_service
from monitor.poll.websub import Delivery
from monitor.service.metrics import Metrics
from monitor.service.web import callbacks
from monitor.service.web.application import Application
from monitor.service.web.asgi import Message
from monitor.settings import Settings, WebSettings
from monitor.store.numbers import Numbers
from tests.hub import ask
from tests.service.web.test_with_a_hub import free_port


def send(application: Application, path: str, method: str = "GET") -> tuple[int, bytes, dict[str, str]]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def keep(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "method": method, "query_string": b"", "headers": []}
    asyncio.run(application(scope, receive, keep))
    start, body = sent
    return start["status"], body["body"], {name.decode(): value.decode() for name, value in start["headers"]}


def test_health_is_red_with_the_reasons() -> None:
    application = Application(problems=lambda: ("it hangs",), metrics=Metrics(), callbacks=None)
    status, body, headers = send(application, "/healthz")
    assert (status, json.loads(body)) == (503, {"healthy": False, "problems": ["it hangs"]})
    assert headers["cache-control"] == "no-store"


def test_a_fault_of_ours_is_told_without_the_path(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> tuple[str, ...]:
        raise RuntimeError("the disk is gone")

    application = Application(problems=broken, metrics=Metrics(), callbacks=None)
    assert send(application, "/healthz")[:2] == (500, b"internal error\n")
    assert "the disk is gone" in caplog.text


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/", "GET", 404),
        ("/websub/abc", "GET", 404),
        ("/metrics/", "GET", 404),
        ("/healthz", "POST", 405),
        ("/metrics", "DELETE", 405),
        ("/metrics", "HEAD", 200),
    ],
)
def test_what_there_is(path: str, method: str, status: int) -> None:
    application = Application(problems=tuple, metrics=Metrics(), callbacks=None)
    assert send(application, path, method)[0] == status


def test_numbers_of_two_processes_do_not_mix() -> None:
    one, other = Metrics(), Metrics()
    one.pushed(Delivery.FORGED)
    assert b'newswake_pushes_total{result="forged"} 1.0' in one.text()
    assert b"forged" not in other.text()


def test_every_state_has_its_line_be_it_nought() -> None:
    metrics = Metrics()
    metrics.watch(
        lambda: Numbers(
            due=3,
            last_success=None,
            by_health=(("silent", 2),),
            gaps=4,
            blocked_hosts=1,
            subscriptions=(),
        )
    )
    lines = metrics.text().decode().splitlines()
    for line in (
        "newswake_feeds_due 3.0",
        "newswake_possible_gaps 4.0",
        "newswake_hosts_blocked 1.0",
        'newswake_feeds{health="silent"} 2.0',
        'newswake_feeds{health="gone"} 0.0',
        'newswake_subscriptions{state="lapsed"} 0.0',
    ):
        assert line in lines


class Clock:
    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


def test_a_service_whose_clockwork_stands_turns_red(process: Running, tmp_path: Path) -> None:
    clock, port = Clock(), free_port()
    settings = Settings(web=WebSettings(listen=f"127.0.0.1:{port}"))
    process.lock.beat()
    with web_service(tmp_path / "n.db", settings, process.web, clock) as (tick,):
        tick.work()
        assert ask(f"http://127.0.0.1:{port}/healthz")[0] == 200
        clock.now += timedelta(seconds=200)
        status, body, _ = ask(f"http://127.0.0.1:{port}/healthz")
        assert status == 503
        assert [problem.split(" has")[0] for problem in json.loads(body)["problems"]] == [
            "the ticker",
            "the loop",
        ]
        assert ask(f"http://127.0.0.1:{port}/websub/{'x' * 43}", b"")[0] == 404, "nobody was given one"


def test_no_web_server_where_none_is_wanted(process: Running, tmp_path: Path) -> None:
    with web_service(tmp_path / "n.db", Settings(), process.web, Clock()) as ticks:
        assert ticks == ()


@pytest.mark.parametrize("limit", [0, 16])
def test_no_more_is_taken_than_can_be_read(
    limit: int, monkeypatch: pytest.MonkeyPatch, callbacks_with: Callable[[], callbacks.Callbacks]
) -> None:
    monkeypatch.setattr(callbacks, "UNDER_WAY", limit)
    application = Application(problems=tuple, metrics=Metrics(), callbacks=callbacks_with())
    assert send(application, f"/websub/{'c' * 43}", "POST")[0] == (202 if limit else 503)


def test_a_body_that_never_ends_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, callbacks_with: Callable[[], callbacks.Callbacks]
) -> None:
    monkeypatch.setattr(callbacks, "BODY_S", 0.01)
    there = callbacks_with()

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    answer = asyncio.run(there.post("c" * 43, {"headers": []}, receive))
    assert answer.status == 408
