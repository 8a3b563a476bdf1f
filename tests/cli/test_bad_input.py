"""What a person can get wrong: one clear line each, the right exit code, nothing half-written."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run

WATCH = """\
schema = 1
[watch]
title = "A ship"
[seed]
title = "A ship is seized in the Red Sea"
[term.ship]
role = "object"
weight = 3.0
forms.en = ["Galaxy Leader"]
"""


def written(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / "config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


CONFIGURATIONS: dict[str, tuple[dict[str, str], list[str]]] = {
    "no configuration at all": ({}, ["newswake init"]),
    "settings that are no TOML": ({"newswake.toml": "[poll\n", "feeds.toml": ""}, ["newswake.toml:1:"]),
    "an unknown setting": (
        {"newswake.toml": "[poll]\nintervall_minutes = 5\n", "feeds.toml": ""},
        ["newswake.toml:2: poll.intervall_minutes: unknown key; did you mean 'interval_minutes'?"],
    ),
    "an unknown key in a watch": (
        {"newswake.toml": "", "feeds.toml": "", "watches/ship.toml": WATCH.replace("weight", "wieght")},
        ["ship.toml:8:", "wieght", "weight"],
    ),
    "a feed that is no address": (
        {"newswake.toml": "", "feeds.toml": '[[feed]]\nurl = "ftp://a.org/x"\nname = "A"\n'},
        ["feeds.toml:2:"],
    ),
}


@pytest.mark.parametrize(("files", "told"), CONFIGURATIONS.values(), ids=CONFIGURATIONS.keys())
def test_bad_configuration(run: Run, tmp_path: Path, files: dict[str, str], told: list[str]) -> None:
    written(tmp_path, files)
    result = run("poll", "--once")
    assert result.returncode == 2, result.stderr
    assert all(part in result.stderr for part in told), result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "data").exists()


SEEDS: dict[str, tuple[str, str]] = {
    "an empty seed": ("", "-: "),
    "a seed that is no article": ("12345\n", "-: "),
    "a page without an article": ("<html><body><form><input></form></body></html>", "-: "),
}


@pytest.mark.parametrize(("text", "told"), SEEDS.values(), ids=SEEDS.keys())
def test_bad_seed(run: Run, tmp_path: Path, text: str, told: str) -> None:
    result = run("seed", "-", "--yes", text=text)
    assert result.returncode == 2, result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert told in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_seed_that_is_not_there(run: Run) -> None:
    result = run("seed", "nowhere.md")
    assert result.returncode == 2
    assert "nowhere.md: there is no such file" in result.stderr


def test_a_folder_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    written(tmp_path, {"newswake.toml": "", "feeds.toml": "", "watches/ship.toml": WATCH})
    (tmp_path / "file").write_text("")
    result = run("--db", "file/newswake.db", "poll")
    assert result.returncode == 2
    assert "file" in result.stderr
    assert "--db" in result.stderr


def test_a_database_of_a_newer_version(run: Run, tmp_path: Path) -> None:
    written(tmp_path, {"newswake.toml": "", "feeds.toml": "", "watches/ship.toml": WATCH})
    assert run("poll").returncode == 0
    with sqlite3.connect(tmp_path / "data/newswake.db") as db:
        db.execute("pragma user_version = 999")
    db.close()
    for command in (["poll"], ["hits"], ["status"]):
        result = run(*command)
        assert result.returncode == 2, result.stderr
        assert "newer version" in result.stderr
        assert "data/newswake.db" in result.stderr


def test_wrong_use(run: Run) -> None:
    assert run("hits", "--since", "yesterday").returncode == 2
    assert run("nonsense").returncode == 2


def test_init_and_seed_never_overwrite(run: Run, tmp_path: Path) -> None:
    assert run("init").returncode == 0
    settings = tmp_path / "config/newswake.toml"
    settings.write_text("# mine\n", encoding="utf-8")
    assert "left as it is" in run("init").stdout
    assert settings.read_text(encoding="utf-8") == "# mine\n"
    article = "Wagner Group to arm Hezbollah with Pantsir missiles, White House says\n"
    assert run("seed", "-", "--slug", "story", "--yes", text=article).returncode == 0
    watch = tmp_path / "config/watches/story.toml"
    before = watch.read_bytes()
    second = run("seed", "-", "--slug", "story", "--yes", text=article)
    assert second.returncode == 2
    assert "story.toml" in second.stderr
    assert watch.read_bytes() == before


def test_what_init_writes_is_accepted(run: Run) -> None:
    run("init")
    article = "Wagner Group to arm Hezbollah with Pantsir missiles, White House says\n"
    run("seed", "-", "--slug", "story", "--yes", text=article)
    result = run("watch", "check")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("story: fine")


def test_a_watch_stays_in_its_folder(run: Run, tmp_path: Path) -> None:
    article = "Wagner Group to arm Hezbollah with Pantsir missiles, White House says\n"
    assert run("seed", "-", "--slug", "../../evil", "--yes", text=article).returncode == 2
    assert run("watch", "show", "../newswake").returncode == 2
    assert list(tmp_path.rglob("*.toml")) == []
