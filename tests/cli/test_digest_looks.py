"""``digest preview`` and ``digest template``, as they are typed, and what ``check`` says of templates."""

import json
import shutil
from pathlib import Path

import pytest

from monitor.demo.preparation import DemoFolder
from tests.cli.conftest import Run

WORDS = ("digest", "preview", "--date", "2023-11-22")


@pytest.fixture
def config(played: DemoFolder, tmp_path: Path) -> Path:
    """The configuration of the demo, to be changed."""
    return Path(shutil.copytree(played.config, tmp_path / "config"))


def test_a_page_is_opened_or_its_path_is_said(
    run: Run, played: DemoFolder, config: Path, tmp_path: Path
) -> None:
    page, seen = tmp_path / "page.html", tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {seen}\n', encoding="utf-8")
    browser.chmod(0o755)
    words = ("--config", config, "--db", played.database, *WORDS, "--open", "--html", page)
    result = run(*words, BROWSER=f"{browser} %s")
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == str(page)
    assert seen.read_text(encoding="utf-8").strip() == page.as_uri()


def test_without_a_browser_the_path_is_enough(run: Run, played: DemoFolder, config: Path) -> None:
    words = ("--config", config, "--db", played.database, *WORDS, "--open")
    result = run(*words, BROWSER="/nowhere/at/all %s", PATH="/nowhere", DISPLAY="", WAYLAND_DISPLAY="")
    assert result.returncode == 0, result.stderr
    assert Path(result.stdout.strip()).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "open that file" in result.stderr


def test_built_in_templates_are_written_once(run: Run, played: DemoFolder, config: Path) -> None:
    place = ("--config", config, "--db", played.database)
    first = run(*place, "digest", "template")
    assert first.stdout.count("wrote") == 2
    assert (config / "templates" / "digest.html").exists()
    again = run(*place, "digest", "template")
    assert (again.stdout, again.stderr.count("which was there")) == ("", 2)
    assert (
        run(*place, *WORDS).stdout == run("--config", played.config, "--db", played.database, *WORDS).stdout
    )


def test_a_mistake_is_told_and_nothing_is_held_up(
    run: Run, played: DemoFolder, config: Path, tmp_path: Path
) -> None:
    (config / "templates").mkdir()
    (config / "templates" / "digest.txt").write_text("one\n{{ digest.nope }}\n", encoding="utf-8")
    database = shutil.copy(played.database, tmp_path / "copy.db")
    shown = run("--config", config, "--db", database, *WORDS)
    assert shown.returncode == 1
    assert shown.stdout.startswith("NEWSWAKE\n")
    assert "templates/digest.txt:2: Digest has no attribute 'nope'" in shown.stderr
    checked = run("--config", config, "--db", database, "check", "--json")
    rows = {row["what"]: row for row in json.loads(checked.stdout)}
    assert rows["templates"]["is"] == "PROBLEM"
    assert "templates/digest.txt:2" in rows["templates"]["says"]
