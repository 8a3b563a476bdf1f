"""A file appears whole or not at all."""

import stat
from pathlib import Path

import pytest

from monitor.errors import UnusableStoreError
from monitor.whole_file import place_beside


def test_the_file_appears_at_the_end_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "hits.csv"
    path.write_text("old")
    path.chmod(0o640)
    with place_beside(path) as beside:
        beside.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["hits.csv"]


def test_what_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "hits.csv"
    path.write_text("old")

    def fail() -> None:
        with place_beside(path) as beside:
            beside.write_text("half")
            raise KeyError("stop")

    with pytest.raises(KeyError):
        fail()
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["hits.csv"]


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    goal, link = tmp_path / "goal.csv", tmp_path / "link.csv"
    goal.write_text("old")
    link.symlink_to(goal)
    with place_beside(link) as beside:
        beside.write_text("new")
    assert link.is_symlink()
    assert goal.read_text() == "new"


@pytest.mark.parametrize("place", ["missing/hits.csv", "."])
def test_where_nothing_can_be_written_is_said_with_a_remedy(tmp_path: Path, place: str) -> None:
    with pytest.raises(UnusableStoreError, match="name a file"), place_beside(tmp_path / place) as beside:
        beside.write_text("new")
