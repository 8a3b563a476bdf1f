"""Pausing and closing a watch edits one key of its file."""

from pathlib import Path

import pytest

from monitor.errors import ConfigurationError
from monitor.model import WatchState
from monitor.watch.file import load
from monitor.watch.state import set_state

TEXT = """\
schema = 1
# My notes stay.
[watch]
title = "A ship"   # so does this one

[seed]
title = "A ship is seized"

[term.ship]
role = "object"
weight = 3.0
forms.en = ["Galaxy Leader"]
"""


@pytest.mark.parametrize("state", list(WatchState))
def test_only_the_state_changes(tmp_path: Path, state: WatchState) -> None:
    path = tmp_path / "ship.toml"
    path.write_text(TEXT, encoding="utf-8")
    set_state(path, state)
    assert load(path).state is state
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("state")]
    assert kept == TEXT.splitlines()


def test_a_file_with_mistakes_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ship.toml"
    path.write_text(TEXT.replace("weight", "wieght"), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(ConfigurationError, match="wieght"):
        set_state(path, WatchState.CLOSED)
    assert path.read_bytes() == before


def test_a_file_is_written_as_it_was_kept(tmp_path: Path) -> None:
    path, link = tmp_path / "ship.toml", tmp_path / "link.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    link.symlink_to(path)
    set_state(link, WatchState.PAUSED)
    assert link.is_symlink()
    assert load(path).state is WatchState.PAUSED
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_bytes().count(b"\r\n") >= TEXT.count("\n")
