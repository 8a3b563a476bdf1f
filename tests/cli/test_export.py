"""``export`` as a person calls it."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import feedparser
import pytest

from tests.browse.conftest import FORMULA
from tests.cli.conftest import Run
from tests.handed import make_story


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return make_story(tmp_path / "n.db")


def test_csv_to_standard_output(call: Run, database: Path) -> None:
    done = call("--db", database, "export", "hits", "--format", "csv")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["hit"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[3]["title"] == f"'{FORMULA}"


def test_json_lines_of_a_watch_since_then(call: Run, database: Path) -> None:
    words = ("export", "--format", "jsonl", "--watch", "air-defence", "--since", "2026-11-21", "--out", "-")
    done = call("--db", database, *words)
    assert [json.loads(line)["hit"] for line in done.stdout.splitlines()] == [3]


def test_to_a_file_and_what_was_written(call: Run, database: Path, tmp_path: Path) -> None:
    done = call("--db", database, "export", "--format", "csv", "--bom", "--out", "hits.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "wrote hits.csv: 4 hits\n")
    assert (tmp_path / "hits.csv").read_bytes().startswith(b"\xef\xbb\xbfhit,")


@pytest.mark.parametrize(
    ("words", "summary", "titles"),
    [
        (("hits",), "showing all 3 hits", 3),
        (("--what", "developments"), "showing all 2 developments", 2),
        (("developments", "--limit", "1"), "showing the newest 1 of 2 developments", 1),
    ],
)
def test_feeds_of_a_watch(
    call: Run, database: Path, words: tuple[str, ...], summary: str, titles: int
) -> None:
    feed = database.parent / "feed"
    given = ("export", *words, "--watch", "air-defence", "--out", "feed", "--format")
    done = call("--db", database, *given, "atom", "--address", "https://me.example/feed")
    assert done.stderr == f"wrote feed: {summary}\n"
    read = feedparser.parse(str(feed))
    assert (read.bozo, len(read.entries)) == (False, titles)
    first = feed.read_bytes()
    call("--db", database, *given, "atom", "--address", "https://me.example/feed")
    assert feed.read_bytes() == first
    assert call("--db", database, *given, "json-feed").returncode == 0
    assert len(json.loads(feed.read_text(encoding="utf-8"))["items"]) == titles


def test_a_database_of_a_watch(call: Run, database: Path, tmp_path: Path) -> None:
    done = call("--db", database, "export", "--format", "sqlite", "--watch", "music", "--out", "music.db")
    assert done.stderr == "wrote music.db: the database with 1 hit\n"
    with closing(sqlite3.connect(tmp_path / "music.db")) as copy:
        assert copy.execute("select slug from watches").fetchall() == [("music",)]
    assert call("--db", "music.db", "hits", "--json").returncode == 0


MISTAKES = {
    "no watch for a feed": (("--format", "atom"), "name it with --watch"),
    "an unknown watch": (("--format", "csv", "--watch", "x"), "no watch is called 'x'"),
    "an unknown watch for a copy": (
        ("--format", "sqlite", "--watch", "x", "--out", "o"),
        "no watch is called 'x'",
    ),
    "developments as rows": (("developments", "--format", "csv"), "developments go into atom or json-feed"),
    "two things": (
        ("hits", "--what", "developments", "--format", "atom", "--watch", "music"),
        "say one of them",
    ),
    "no file for a database": (("--format", "sqlite"), "name it with --out"),
    "a cut database": (("--format", "sqlite", "--since", "7d", "--out", "o"), "--since cannot cut"),
    "bom": (("--format", "jsonl", "--bom"), "--bom is for csv"),
    "an address for rows": (("--format", "csv", "--address", "x"), "--address is for"),
    "a folder that is not there": (("--format", "csv", "--out", "missing/o"), "name a file in a folder"),
    "no form": ((), "--format"),
}


@pytest.mark.parametrize(("words", "problem"), MISTAKES.values(), ids=MISTAKES.keys())
def test_wrong_use(call: Run, database: Path, tmp_path: Path, words: tuple[str, ...], problem: str) -> None:
    done = call("--db", database, "export", *words)
    assert done.returncode == 2
    assert problem in done.stderr
    assert {one.name for one in tmp_path.iterdir()} <= {"n.db", "n.db-wal", "n.db-shm"}
