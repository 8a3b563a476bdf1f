"""``webhooks`` as a person calls it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.store.private import open_private, private_path
from monitor.store.webhook_rows import (
    DeliveryState,
    NewDelivery,
    Webhook,
    add_webhook,
    move_delivery,
    next_delivery,
    put_deliveries,
)
from tests.cli.conftest import Run
from tests.receiver import SECRET, Receiver, receiving

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
DESK = Webhook(name="desk", token="t", added_at=NOW, hits_to=0)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def config(tmp_path: Path, receiver: Receiver) -> Path:
    folder = tmp_path / "config"
    folder.mkdir()
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    text = (
        f'[network]\nallow = ["127.0.0.0/8"]\n[[webhook]]\nname = "desk"\nurl = "{receiver.url("/hidden")}"\n'
    )
    (folder / "newswake.toml").write_text(f'{text}secret_file = "{tmp_path / "secret"}"\n', encoding="utf-8")
    (folder / "feeds.toml").write_text("", encoding="utf-8")
    return folder


@pytest.fixture
def parked(tmp_path: Path) -> Path:
    """A database whose webhook has one delivery parked and one waiting."""
    database = tmp_path / "n.db"
    private = open_private(private_path(database))
    add_webhook(private, DESK)
    new = [
        NewDelivery(event="hit", event_key=f"hit:{one}", delivery_id=f"d{one}", body=b"{}") for one in (1, 2)
    ]
    put_deliveries(private, DESK, new, hits_to=2, now=NOW)
    row = next_delivery(private, "desk", NOW)
    assert row is not None
    move_delivery(private, row, state=DeliveryState.PARKED, attempts=1, reply="HTTP 410", again=None, now=NOW)
    private.close()
    return database


def test_a_test_by_name_is_signed_with_its_secret(call: Run, config: Path, receiver: Receiver) -> None:
    done = call("--config", config, "webhooks", "test", "desk")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("127.0.0.1: taken (HTTP 204")
    (came,) = receiver.came
    assert came.path == "/hidden"
    assert came.is_signed()
    assert came.said["event"] == came.headers["x-newswake-event"] == "test"


def test_a_test_of_an_address_says_what_it_was_signed_with(
    call: Run, config: Path, receiver: Receiver
) -> None:
    done = call("--config", config, "webhooks", "test", receiver.url("/other"))
    secret = done.stderr.strip().rpartition(" ")[2]
    assert receiver.came[0].is_signed(secret)
    call("--config", config, "webhooks", "test", receiver.url("/other"), "--secret-file", "secret")
    assert receiver.came[1].is_signed()


def test_a_test_that_is_not_taken(call: Run, config: Path, receiver: Receiver) -> None:
    receiver.answers += [503, "reset"]
    done = call("--config", config, "webhooks", "test", "desk")
    assert (done.returncode, done.stderr) == (1, "127.0.0.1: HTTP 503\n")
    done = call("--config", config, "webhooks", "test", "desk")
    assert done.returncode == 1
    assert "hidden" not in done.stderr


def test_a_test_of_what_is_not_there(call: Run, config: Path) -> None:
    done = call("--config", config, "webhooks", "test", "nothing")
    assert (done.returncode, "no webhook is called 'nothing'" in done.stderr) == (2, True)


def test_status_before_anything_was_told(call: Run, config: Path) -> None:
    done = call("--config", config, "webhooks", "status")
    assert done.stdout == "desk: begins when newswake run is next started\nnothing has been told yet\n"


def test_status_and_release(call: Run, config: Path, parked: Path) -> None:
    done = call("--config", config, "--db", parked, "webhooks", "status")
    assert done.stdout.startswith("desk: 1 parked, 1 pending\n")
    assert "HTTP 410" in done.stdout
    rows = json.loads(call("--config", config, "--db", parked, "webhooks", "status", "--json").stdout)
    assert [(row["event"], row["state"]) for row in rows] == [("hit:1", "parked"), ("hit:2", "pending")]
    done = call(
        "--config", config, "--db", parked, "webhooks", "release", "desk", "--number", str(rows[0]["number"])
    )
    assert done.stdout == "1 delivery will be tried again\n"
    done = call("--config", config, "--db", parked, "webhooks", "release", "desk")
    assert (done.returncode, "nothing is parked for 'desk'" in done.stderr) == (2, True)


def test_a_webhook_that_was_taken_out_of_the_settings(call: Run, config: Path, parked: Path) -> None:
    (config / "newswake.toml").write_text("", encoding="utf-8")
    done = call("--config", config, "--db", parked, "webhooks", "status")
    assert done.stdout.startswith("desk: 1 parked, 1 pending; not in newswake.toml any more")


def test_check_says_whether_a_webhook_has_its_secret(call: Run, config: Path, tmp_path: Path) -> None:
    words = ("--config", config, "--db", "n.db", "check", "--json")
    (found,) = [row for row in json.loads(call(*words).stdout) if row["what"] == "webhook desk"]
    assert (found["is"], "newswake webhooks test desk" in found["says"]) == ("fine", True)
    (tmp_path / "secret").unlink()
    (found,) = [row for row in json.loads(call(*words).stdout) if row["what"] == "webhook desk"]
    assert (found["is"], "its secret cannot be read" in found["says"]) == ("PROBLEM", True)


def test_a_service_without_a_secret_does_not_start(call: Run, config: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("short", encoding="utf-8")
    done = call("--config", config, "--db", "n.db", "run")
    assert (done.returncode, "holds no secret of at least 16 characters" in done.stderr) == (1, True)
