"""``digest status``, ``resend`` and ``release``, as they are typed."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.app import utc_now
from monitor.store.connection import open_store
from monitor.store.database import Database
from monitor.store.mail_hold import begin_hold
from monitor.store.private import open_private, private_path
from tests.cli.conftest import Run

SETTINGS = """\
[mail]
transport = "{transport}"
path = "{root}/mail"
[[recipient]]
address = "ann@example.org"
empty = "send"
at = "00:00"
"""


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, Path]:
    """A configuration and a database."""
    config = tmp_path / "config"
    (config / "watches").mkdir(parents=True)
    (config / "feeds.toml").write_text("", encoding="utf-8")
    configure(config, "file")
    database = tmp_path / "n.db"
    open_store(database).close()
    return config, database


def configure(config: Path, transport: str) -> None:
    text = SETTINGS.format(transport=transport, root=config.parent)
    (config / "newswake.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def private(place: tuple[Path, Path]) -> Iterator[Database]:
    with closing(open_private(private_path(place[1]))) as found:
        yield found


class Newswake:
    """``newswake digest …`` on the place."""

    def __init__(self, run: Run, place: tuple[Path, Path]) -> None:
        self._run, (self._config, self._database) = run, place

    def __call__(self, *words: str, code: int = 0) -> str:
        result = self._run("--config", self._config, "--db", self._database, "digest", *words)
        assert result.returncode == code, result.stderr
        return str(result.stdout + result.stderr)

    def status(self) -> list[dict[str, str]]:
        result = self._run("--config", self._config, "--db", self._database, "digest", "status", "--json")
        rows: list[dict[str, str]] = json.loads(result.stdout)
        return rows


@pytest.fixture
def newswake(call: Run, place: tuple[Path, Path]) -> Newswake:
    return Newswake(call, place)


def test_a_digest_is_sent_again_byte_for_byte(newswake: Newswake, tmp_path: Path) -> None:
    today = f"{utc_now():%Y-%m-%d}"
    newswake("send")
    (path,) = (tmp_path / "mail").iterdir()
    first = path.read_bytes()
    path.unlink()
    told = newswake("resend", today, "--to", "ann@example.org")
    assert f"{today} to ann@example.org goes out again, the same mail" in told
    assert "newswake digest send" in told
    assert [row["state"] for row in newswake.status()] == ["pending"]
    assert "waits already" in newswake("resend", today, code=2)
    newswake("send")
    assert path.read_bytes() == first
    assert [(row["state"], row["next_try"]) for row in newswake.status()] == [("sent", "")]
    assert "there is no digest of 2020-01-01" in newswake("resend", "2020-01-01", code=2)
    assert "no digest of" in newswake("release", today, code=2)


def test_what_is_parked_is_shown_and_let_go(newswake: Newswake, private: Database) -> None:
    today = f"{utc_now():%Y-%m-%d}"
    newswake("send")
    private.conn.execute(
        "update outbox set state = 'parked', sent_at = null, last_reply = '550 no such user'"
    )
    told = newswake("status")
    assert "is parked: 550 no such user" in told
    assert f"newswake digest release {today} --to ann@example.org" in " ".join(told.split())
    assert "goes out again" in newswake("release", today, "--to", "ann@example.org")
    assert "nothing is held or parked" in newswake("release")
    newswake("send")
    assert [row["state"] for row in newswake.status()] == ["sent"]


def test_a_covered_date_names_the_digest_that_tells_it(newswake: Newswake) -> None:
    today, before = utc_now().date(), utc_now().date() - timedelta(days=3)
    newswake("send", "--date", before.isoformat())
    newswake("send")
    states = {row["date"]: f"{row['state']} {row['covered_by']}".strip() for row in newswake.status()}
    covered = (today - timedelta(days=1)).isoformat()
    assert states == {
        before.isoformat(): "sent",
        **{(today - timedelta(days=back)).isoformat(): f"covered {today}" for back in (1, 2)},
        today.isoformat(): "sent",
    }
    assert f"newswake digest resend {today}" in newswake("resend", covered, code=2)


def test_a_hold_keeps_mail_back_until_it_is_released(newswake: Newswake, private: Database) -> None:
    begin_hold(private, "the clock jumped ahead by 9 days", utc_now())
    assert "mail is held: the clock jumped ahead by 9 days" in newswake("send", code=1)
    assert "newswake digest release" in newswake("status")
    assert "the clock is taken to be right" in newswake("release")
    newswake("send")
    assert [row["state"] for row in newswake.status()] == ["sent"]


def test_a_date_that_has_not_come_is_refused(newswake: Newswake) -> None:
    tomorrow = (utc_now() + timedelta(days=2)).date().isoformat()
    assert "has not come yet" in newswake("send", "--date", tomorrow, code=2)


def test_old_dates_are_left_out_unless_they_wait(newswake: Newswake, private: Database) -> None:
    newswake("send", "--date", "2020-01-01")
    assert "2020-01-01" in newswake("status"), "days are counted from the last one"
    newswake("send")
    assert "2020-01-01" not in newswake("status")
    assert "2020-01-01" in newswake("status", "--days", "36500")
    private.conn.execute("update outbox set state = 'pending' where local_date = '2020-01-01'")
    assert "2020-01-01" in newswake("status")


def test_release_for_one_reader_needs_a_date(newswake: Newswake) -> None:
    assert "--to needs a DATE" in newswake("release", "--to", "ann@example.org", code=2)


def test_a_mail_can_be_piped(newswake: Newswake, place: tuple[Path, Path]) -> None:
    configure(place[0], "stdout")
    told = newswake("send")
    assert told.startswith("From: Newswake <")
    assert told.endswith("1 mail handed over\n")
