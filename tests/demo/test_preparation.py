"""What the demonstration writes, what it leaves alone, and that its copies are true copies."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.demo.outlets import load_outlets
from monitor.demo.preparation import STORY, bundled, prepare
from monitor.demo.server import Newsstand
from monitor.demo.timeline import SimulatedClock
from monitor.errors import UnusableStoreError

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with Newsstand(load_outlets(), SimulatedClock()) as bound:
        yield bound


@pytest.mark.parametrize(
    ("copy", "original"),
    [
        (f"{STORY}.md", CHECKOUT / "seeds" / f"{STORY}.md"),
        (f"{STORY}.toml", CHECKOUT / "config" / "watches" / f"{STORY}.toml"),
    ],
)
def test_the_bundled_story_is_the_one_of_the_worked_example(copy: str, original: Path) -> None:
    assert bundled(copy) == original.read_text(encoding="utf-8")


def test_every_outlet_is_in_the_feed_list_with_its_address(tmp_path: Path, stand: Newsstand) -> None:
    folder = prepare(tmp_path / "demo", stand)
    listed = tomllib.loads((folder.config / "feeds.toml").read_text(encoding="utf-8"))["feed"]
    assert [(feed["url"], feed["name"]) for feed in listed] == [
        (stand.url(outlet.path), outlet.name) for outlet in stand.outlets
    ]
    settings = tomllib.loads((folder.config / "newswake.toml").read_text(encoding="utf-8"))
    assert settings["network"]["allow"] == ["127.0.0.0/8"]
    assert Path(settings["mail"]["path"]) == folder.mail
    assert folder.seed.read_text(encoding="utf-8") == bundled(f"{STORY}.md")


def test_a_second_run_starts_afresh(tmp_path: Path, stand: Newsstand) -> None:
    folder = prepare(tmp_path, stand)
    folder.database.parent.mkdir()
    folder.database.write_text("old", encoding="utf-8")
    assert prepare(tmp_path, stand) == folder
    assert not folder.database.exists()


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path, stand: Newsstand) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "newswake.db").write_text("mine", encoding="utf-8")
    with pytest.raises(UnusableStoreError, match="not from an earlier demonstration"):
        prepare(tmp_path, stand)
    assert (tmp_path / "data" / "newswake.db").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_folder_that_can_not_be_written_is_named_with_a_remedy(tmp_path: Path, stand: Newsstand) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UnusableStoreError, match="name another folder"):
        prepare(tmp_path / "file" / "demo", stand)
