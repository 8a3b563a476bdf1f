"""The whole running service and a real hub, both on loopback."""

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from monitor.app import read_configuration, reading, run_service
from monitor.store.subscriptions import Subscription, subscription
from tests.hub import Hub, ask, running_hub
from tests.stand import WATCH, rss

STORY = "Wagner prepares an air defence system for Hezbollah"
MORE = "Hezbollah denies that Wagner sent it anything"
FORGED = "Wagner and Hezbollah are both made of cheese"
FEEDS = {"/confirm": rss(STORY), "/deny": rss(STORY), "/silent": rss(STORY), "/fail": rss(STORY)}
LIMIT = 20_000


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        return int(bound.getsockname()[1])


def configuration(root: Path, hub: Hub, port: int) -> Path:
    config = root / "config"
    (config / "watches").mkdir(parents=True)
    (config / "newswake.toml").write_text(
        f'[network]\nallow = ["127.0.0.0/8"]\nmax_body_bytes = {LIMIT}\n[mail]\npath = "{root / "mail"}"\n'
        f'[poll]\ntick_s = 0.1\n[web]\nlisten = "127.0.0.1:{port}"\n'
        f'callback_base = "http://127.0.0.1:{port}/"\n',
        encoding="utf-8",
    )
    feeds = "".join(f'[[feed]]\nurl = "{hub.url(path)}"\nname = "{path[1:]}"\n' for path in hub.feeds)
    (config / "feeds.toml").write_text(feeds, encoding="utf-8")
    (config / "watches/story.toml").write_text(WATCH, encoding="utf-8")
    return config


@contextmanager
def service(config: Path, database: Path) -> Iterator[None]:
    stop, ended = threading.Event(), []

    def run() -> None:
        try:
            run_service(database, read_configuration(config), stop, config=config)
        except BaseException as error:  # noqa: BLE001 - told by the test
            ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=60)
        assert not thread.is_alive()
        assert ended == []


def until(holds: Callable[[], bool]) -> None:
    """Look again and again; the service says nothing of its own accord."""
    pause = threading.Event()
    for _ in range(3000):
        if holds():
            return
        pause.wait(0.02)
    raise AssertionError("it never came about")


def titles(database: Path, feed: str) -> set[str]:
    with reading(database) as db:
        sql = "select items.title from items join feeds on feeds.id = feed_id where name = ?"
        return {row[0] for row in db.conn.execute(sql, (feed,))}


def agreed(database: Path, feed: str) -> Subscription:
    with reading(database) as db:
        (number,) = db.conn.execute("select id from feeds where name = ?", (feed,)).fetchone()
        found = subscription(db, number)
    assert found is not None
    return found


def test_what_a_hub_brings_is_stored_and_decided_at_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    database, port = tmp_path / "n.db", free_port()
    here = f"http://127.0.0.1:{port}"
    manners = {path: path[1:] for path in FEEDS}
    with (
        running_hub(dict(FEEDS), manners) as hub,
        service(configuration(tmp_path, hub, port), database),
    ):
        hub.wait_for(*FEEDS)
        until(lambda: bool(agreed(database, "fail").last_error))
        _look_at_agreements(hub, database)
        _look_at_pushes(hub, database, here)
        _look_at_numbers(here)
        secrets = {form[key] for form in hub.requests.values() for key in ("hub.secret", "hub.callback")}
    log = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("monitor"))
    assert log
    assert not any(secret.rpartition("/")[2] in log for secret in secrets)


def _look_at_agreements(hub: Hub, database: Path) -> None:
    status, body, headers = hub.echoes["/confirm"]
    assert (status, body) == (200, b"to be echoed")
    assert (headers["content-type"], headers["x-content-type-options"]) == (
        "application/octet-stream",
        "nosniff",
    )
    asked = hub.requests["/confirm"]
    assert asked["hub.topic"] == hub.url("/confirm")
    assert asked["hub.lease_seconds"] == "864000"
    assert len({form["hub.callback"] for form in hub.requests.values()}) == len(FEEDS)
    assert {name: agreed(database, name).state.value for name in ("confirm", "deny", "silent", "fail")} == {
        "confirm": "verified",
        "deny": "denied",
        "silent": "pending",
        "fail": "pending",
    }
    assert agreed(database, "deny").last_error == "the hub said no: not for you"
    assert agreed(database, "fail").last_error == "the hub answered 500"


def _look_at_pushes(hub: Hub, database: Path, here: str) -> None:
    assert hub.push("/confirm", rss(FORGED), secret="guessed")[0] == 202
    callback = hub.requests["/confirm"]["hub.callback"]
    assert ask(callback, rss(FORGED), Content_Type="application/rss+xml")[0] == 202
    assert hub.push("/confirm", b"x" * (LIMIT + 1))[0] == 413
    assert hub.push("/confirm", b"<!doctype html><p>hello")[0] == 202
    assert hub.push("/deny", rss(FORGED))[0] == 410
    assert ask(f"{here}/websub/{'x' * 43}", rss(FORGED))[0] == 410
    assert ask(f"{here}/websub/{'x' * 43}?hub.mode=subscribe&hub.challenge=a")[0] == 404
    wrong = "?hub.mode=subscribe&hub.topic=http://other.example/&hub.challenge=a&hub.lease_seconds=9"
    assert ask(callback + wrong)[0] == 404
    more = rss(STORY, MORE)
    assert hub.push("/confirm", more, method="sha1")[0] == 202
    until(lambda: MORE in titles(database, "confirm"))
    assert titles(database, "confirm") == {STORY, MORE}
    with reading(database) as db:
        sql = "select items.title, items.backlog from hits join items on items.id = item_id order by hits.id desc"
        assert tuple(db.conn.execute(sql).fetchone()) == (MORE, 0), "it is news, and a hit"
    assert agreed(database, "confirm").last_push_at is not None


def _look_at_numbers(here: str) -> None:
    status, body, headers = ask(f"{here}/metrics")
    assert status == 200
    assert headers["content-type"].startswith("text/plain")
    lines = body.decode().splitlines()
    for line in (
        'newswake_polls_total{outcome="fetched"} 4.0',
        'newswake_pushes_total{result="forged"} 2.0',
        'newswake_pushes_total{result="accepted"} 2.0',
        'newswake_pushes_total{result="unwanted"} 2.0',
        'newswake_items_total{kind="new"} 5.0',
        'newswake_feeds{health="ok"} 4.0',
        'newswake_subscriptions{state="verified"} 1.0',
        "newswake_start_lag_seconds_count 4.0",
    ):
        assert line in lines, "\n".join(line for line in lines if not line.startswith("#"))
    status, body, _ = ask(f"{here}/healthz")
    assert (status, body) == (200, b'{"healthy": true, "problems": []}\n')
    assert ask(f"{here}/")[0] == 404
    assert ask(f"{here}/metrics", b"")[0] == 405
