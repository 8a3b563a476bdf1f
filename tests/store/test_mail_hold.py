"""The hold of all mail: one row that every process sees."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.store.mail_hold import Hold, begin_hold, end_hold, hold, release_hold
from monitor.store.private import open_private

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
def private(tmp_path: Path) -> Iterator[Database]:
    db = open_private(tmp_path / "private" / "n.private.db")
    yield db
    db.close()


def test_a_hold_begins_once_is_released_and_ends(private: Database) -> None:
    assert hold(private) is None
    assert begin_hold(private, "a jump", NOW)
    assert not begin_hold(private, "a jump", NOW + timedelta(minutes=1))
    assert hold(private) == Hold(since=NOW, why="a jump")
    assert release_hold(private)
    assert hold(private) == Hold(since=NOW, why="a jump", released=True)
    assert end_hold(private)
    assert (hold(private), end_hold(private), release_hold(private)) == (None, False, False)


def test_another_reason_is_another_hold_that_nobody_released(private: Database) -> None:
    begin_hold(private, "a jump", NOW)
    release_hold(private)
    assert begin_hold(private, "another", NOW)
    assert hold(private) == Hold(since=NOW, why="another")
