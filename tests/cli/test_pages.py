"""``serve``: its password, and what it says where it cannot listen."""

import socket
from pathlib import Path

import pytest

from monitor.browse.password import fits, kept_hash
from monitor.demo.preparation import DemoFolder
from tests.cli.conftest import Run

WORDS = "ammonia & valves"


def test_a_port_that_is_taken_ends_with_2_and_one_line(call: Run, played: DemoFolder) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = call("--db", played.database, "serve", "--port", str(port))
    assert result.returncode == 2
    assert result.stderr.splitlines() == [
        f"cannot listen on 127.0.0.1 port {port} (Address already in use); choose another with --port"
    ]


def test_a_password_is_kept_and_removed(call: Run, tmp_path: Path) -> None:
    database = tmp_path / "data/news.db"
    kept = call("--db", database, "serve", "--set-password", text=f"{WORDS}\n")
    assert (kept.returncode, WORDS in kept.stdout) == (0, False)
    assert fits(WORDS, kept_hash(database))
    assert call("--db", database, "serve", "--no-password").stdout == "nobody can sign in any more\n"
    assert kept_hash(database) == ""
    assert call("--db", database, "serve", "--no-password").stdout == "there was no password\n"


@pytest.mark.parametrize("text", ["", "short\n"])
def test_a_short_password_is_refused(call: Run, tmp_path: Path, text: str) -> None:
    result = call("--db", tmp_path / "news.db", "serve", "--set-password", text=text)
    assert result.returncode == 2
    assert "at least 8" in result.stderr


def test_a_password_is_set_or_removed(call: Run, tmp_path: Path) -> None:
    assert call("--db", tmp_path / "news.db", "serve", "--set-password", "--no-password").returncode == 2
