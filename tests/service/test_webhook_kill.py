"""``newswake run`` killed in mid-delivery again and again: nothing is lost, and what comes twice has one id."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.store.connection import open_store
from tests.handed import add_hit, make_story
from tests.receiver import SECRET, Came, Receiver, receiving
from tests.stand import WATCH

EVENTS = 8


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


def configure(root: Path, receiver: Receiver) -> Path:
    config = root / "config"
    (config / "watches").mkdir(parents=True)
    (config / "secret").write_text(f"{SECRET}\n", encoding="utf-8")
    (config / "newswake.toml").write_text(
        f'[network]\nallow = ["127.0.0.0/8"]\n[mail]\npath = "{root / "mail"}"\n'
        f'[[webhook]]\nname = "desk"\nurl = "{receiver.url()}"\nevents = ["hit"]\nsecret_file = "{config / "secret"}"\n',
        encoding="utf-8",
    )
    (config / "feeds.toml").write_text(
        f'[[feed]]\nurl = "{receiver.url("/feed")}"\nname = "none"\n', encoding="utf-8"
    )
    (config / "watches/story.toml").write_text(WATCH, encoding="utf-8")
    return config


def start(config: Path, database: Path) -> "subprocess.Popen[str]":
    words = ["--config", str(config), "--db", str(database), "-v", "run"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWSWAKE_")}
    return subprocess.Popen(
        [sys.executable, "-c", "from monitor.cli import main; main()", *words],
        stderr=subprocess.PIPE,
        text=True,
        env=kept,
    )


def stop(process: "subprocess.Popen[str]") -> str:
    process.terminate()
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    return said


def begun(process: "subprocess.Popen[str]") -> None:
    """Until the webhook has its place in the ledger."""
    assert process.stderr is not None
    for line in process.stderr:
        if "webhook desk begins" in line:
            return
    raise AssertionError("it did not begin")


def test_killed_in_mid_delivery_nothing_is_lost(tmp_path: Path, receiver: Receiver) -> None:
    database = make_story(tmp_path / "n.db")
    config = configure(tmp_path, receiver)
    with start(config, database) as process:
        begun(process)
        process.kill()
    db = open_store(database)
    numbers = [add_hit(db) for _ in range(EVENTS)]
    db.close()
    kills = 0
    while True:
        with start(config, database) as process:
            before = len(receiver.came)
            # Every second request is the last thing this process sees of the world.
            doomed = before + 2

            def kill_or_not(
                _: Came, process: "subprocess.Popen[str]" = process, doomed: int = doomed
            ) -> None:
                if len(receiver.came) >= doomed:
                    process.send_signal(signal.SIGKILL)

            receiver.on_request = kill_or_not
            receiver.wait_for(min(doomed, before + 1))
            if len({came.number for came in receiver.came}) == EVENTS:
                receiver.on_request = lambda _: None
                process.kill()
                break
            process.wait(timeout=60)
            kills += 1
    told = [came.said["hit"]["hit"] for came in receiver.came]
    assert sorted(set(told)) == numbers
    assert told == sorted(told), "in order"
    assert len(told) <= EVENTS + kills
    by_number = {(came.number, came.said["hit"]["hit"], came.body) for came in receiver.came}
    assert len(by_number) == EVENTS, "what came twice has one id and the same bytes"
    assert all(came.is_signed() for came in receiver.came)
    assert kills >= EVENTS // 2 - 1


def test_stopped_while_a_receiver_is_silent_it_ends_at_once_and_tells_again(
    tmp_path: Path, receiver: Receiver
) -> None:
    database = make_story(tmp_path / "n.db")
    config = configure(tmp_path, receiver)
    with start(config, database) as process:
        begun(process)
        stop(process)
    db = open_store(database)
    add_hit(db)
    db.close()
    receiver.answers.append("silent")
    with start(config, database) as process:
        receiver.wait_for(1)
        said = stop(process)
    assert "Traceback" not in said
    with start(config, database) as process:
        receiver.wait_for(2)
        stop(process)
    assert len({came.number for came in receiver.came}) == 1
