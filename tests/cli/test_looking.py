"""The commands that look, on a database that the real pipeline filled."""

import json
import shutil
from pathlib import Path

import pytest

from monitor.demo.preparation import DemoFolder
from tests.cli.conftest import Run

LOOKING: dict[str, list[str]] = {
    "hits": ["hits", "--json"],
    "feeds": ["feeds", "status", "--json"],
    "watches": ["watch", "list", "--json"],
    "a watch": ["watch", "show", "wagner-air-defence", "--json"],
    "digests": ["digest", "status", "--json"],
}


@pytest.mark.parametrize("words", LOOKING.values(), ids=LOOKING.keys())
def test_rows_as_json(run: Run, played: DemoFolder, words: list[str]) -> None:
    result = run("--config", played.config, "--db", played.database, *words)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)


def test_explain_a_hit_from_what_was_stored(run: Run, played: DemoFolder) -> None:
    place = ("--config", played.config, "--db", played.database)
    hit = json.loads(run(*place, "hits", "--limit", "1", "--json").stdout)[0]
    (told,) = json.loads(run(*place, "explain", str(hit["item"]), "--json").stdout)
    assert told["hit"]
    assert told["provenance"].startswith("as decided and stored")
    assert sum(row["points"] for row in told["contributions"]) == pytest.approx(told["points"])
    assert "a hit, score" in run(*place, "explain", str(hit["item"])).stdout


def test_explain_a_near_miss_says_what_was_missing(run: Run, played: DemoFolder) -> None:
    place = ("--config", played.config, "--db", played.database)
    hits = {row["item"] for row in json.loads(run(*place, "hits", "--limit", "500", "--json").stdout)}
    other = next(number for number in range(1, 200) if number not in hits)
    (told,) = json.loads(run(*place, "explain", str(other), "--json").stdout)
    assert not told["hit"]
    assert told["missing"]


def test_explain_what_is_not_there(run: Run, played: DemoFolder) -> None:
    place = ("--config", played.config, "--db", played.database)
    assert run(*place, "explain", "https://example.org/nowhere").returncode == 2
    assert run(*place, "explain", "1", "--watch", "nobody").returncode == 2


def test_preview_writes_files_and_records_nothing(run: Run, played: DemoFolder, tmp_path: Path) -> None:
    place = ("--config", played.config, "--db", played.database)
    ledger = run(*place, "digest", "status", "--json").stdout
    words = ("digest", "preview", "--date", "2023-11-22", "--html", "d.html", "--eml", "d.eml")
    result = run(*place, *words)
    assert result.returncode == 0, result.stderr
    assert "Hezbollah" in result.stdout
    assert "<html" in (tmp_path / "d.html").read_text(encoding="utf-8")
    assert (tmp_path / "d.eml").read_bytes().startswith(b"From: ")
    assert run(*place, "digest", "status", "--json").stdout == ledger


def test_status_of_a_service_that_does_not_run(run: Run, played: DemoFolder) -> None:
    result = run("--config", played.config, "--db", played.database, "status")
    assert result.returncode == 1
    assert "newswake run" in result.stderr


def test_rematch_shows_the_difference_before_it_is_applied(
    run: Run, played: DemoFolder, tmp_path: Path
) -> None:
    config, database = tmp_path / "config", tmp_path / "copy.db"
    shutil.copytree(played.config, config)
    shutil.copy(played.database, database)
    watch = config / "watches/wagner-air-defence.toml"
    words = ("--config", config, "--db", database, "rematch", "--since", "2023-11-01", "--json")
    assert json.loads(run(*words, "--dry-run").stdout) == []
    text = watch.read_text(encoding="utf-8")
    watch.write_text(text.replace("threshold = 6.0", "threshold = 60.0"), encoding="utf-8")
    strict = json.loads(run(*words, "--dry-run").stdout)
    assert {row["change"] for row in strict} == {"would be no hit today (stays)"}
    looser = text.replace("mute = []", "mute = []").split("[[require]]")[0] + text[text.index("[seed]") :]
    watch.write_text(looser.replace("threshold = 6.0", "threshold = 3.0"), encoding="utf-8")
    planned = json.loads(run(*words, "--dry-run").stdout)
    assert planned
    assert json.loads(run(*words).stdout) == planned
    rows = json.loads(run("--config", config, "--db", database, "hits", "--limit", "500", "--json").stdout)
    assert {row["item"] for row in planned if row["change"] == "new hit"} <= {row["item"] for row in rows}


def test_a_watch_that_was_just_written_can_be_rematched(run: Run, played: DemoFolder, tmp_path: Path) -> None:
    config, database = tmp_path / "config", tmp_path / "copy.db"
    shutil.copytree(played.config, config)
    shutil.copy(played.database, database)
    first = config / "watches/wagner-air-defence.toml"
    shutil.copy(first, config / "watches/second.toml")
    words = ("--config", config, "--db", database, "rematch", "--since", "2023-11-01", "--json")
    result = run(*words, "--watch", "second")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)


def test_a_file_that_cannot_be_written_is_named(run: Run, played: DemoFolder) -> None:
    place = ("--config", played.config, "--db", played.database)
    result = run(*place, "digest", "preview", "--html", "nowhere/d.html")
    assert result.returncode == 2
    assert "nowhere/d.html" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_paused_watch_decides_nothing_in_a_rematch_either(
    run: Run, played: DemoFolder, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    shutil.copytree(played.config, config)
    shutil.copy(config / "watches/wagner-air-defence.toml", config / "watches/second.toml")
    assert run("--config", config, "watch", "pause", "second").returncode == 0
    words = ("rematch", "--since", "2023-11-01", "--watch", "second", "--dry-run", "--json")
    result = run("--config", config, "--db", played.database, *words)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == []
