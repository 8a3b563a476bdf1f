"""The command, over a database that the real pipeline filled."""

import json
import re
from pathlib import Path

import pytest

from monitor.demo.preparation import DemoFolder
from tests.cli.conftest import Run

SLUG = "wagner-air-defence"


@pytest.fixture
def place(played: DemoFolder) -> tuple[str | Path, ...]:
    return ("--config", played.config, "--db", played.database)


def test_the_terminal_shows_what_the_hits_tell(call: Run, place: tuple[str | Path, ...]) -> None:
    hits = json.loads(call(*place, "hits", "--watch", SLUG, "--limit", "500", "--json").stdout)
    result = call(*place, "story", SLUG)
    assert result.returncode == 0, result.stderr
    assert f" in {len(hits)} reports (" in result.stdout
    assert re.search(r"^\d\d:\d\d  \S", result.stdout, re.MULTILINE)
    assert "\x1b" not in result.stdout


def test_json_tells_every_hit_once(call: Run, place: tuple[str | Path, ...]) -> None:
    hits = json.loads(call(*place, "hits", "--watch", SLUG, "--limit", "500", "--json").stdout)
    row = json.loads(call(*place, "story", SLUG, "--json").stdout)
    told = [report["item"] for development in row["developments"] for report in development["reports"]]
    assert sorted(told) == sorted(hit["item"] for hit in hits)
    assert row["counts"]["reports"] == len(hits)
    assert row["watch"] == SLUG


def test_since_leaves_out_what_was_seen_before(call: Run, place: tuple[str | Path, ...]) -> None:
    whole = json.loads(call(*place, "story", SLUG, "--json").stdout)
    since = whole["developments"][-1]["first_seen"]
    part = json.loads(call(*place, "story", SLUG, "--since", since, "--json").stdout)
    assert 0 < part["counts"]["developments"] < whole["counts"]["developments"]
    assert part["since"] == since
    nothing = call(*place, "story", SLUG, "--since", "2100-01-01")
    assert nothing.returncode == 0
    assert "no report was found since 1 Jan 2100" in nothing.stdout


def test_the_page_is_written_whole_and_named(
    call: Run, place: tuple[str | Path, ...], tmp_path: Path
) -> None:
    (tmp_path / "story.html").write_text("an old page", encoding="utf-8")
    result = call(*place, "story", SLUG, "--html", "story.html")
    assert result.stdout == "story.html\n"
    page = (tmp_path / "story.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.rstrip().endswith("</html>")
    assert [path.name for path in tmp_path.iterdir() if "story" in path.name] == ["story.html"]


def test_json_stays_json_beside_a_page(call: Run, place: tuple[str | Path, ...]) -> None:
    result = call(*place, "story", SLUG, "--json", "--html", "story.html")
    assert json.loads(result.stdout)["watch"] == SLUG
    assert result.stderr == "story.html\n"


def test_a_page_that_cannot_be_written_is_named(call: Run, place: tuple[str | Path, ...]) -> None:
    result = call(*place, "story", SLUG, "--html", "nowhere/story.html")
    assert result.returncode == 2
    assert "nowhere/story.html" in result.stderr
    assert "name a file in a folder you may write" in result.stderr


@pytest.mark.parametrize(
    ("slug", "hint"),
    [
        ("wagner-air-defense", f"did you mean '{SLUG}'?"),
        ("flood", "newswake watch list shows those there are"),
    ],
)
def test_a_slip_of_the_pen_is_told(call: Run, place: tuple[str | Path, ...], slug: str, hint: str) -> None:
    result = call(*place, "story", slug)
    assert result.returncode == 2
    assert hint in result.stderr
