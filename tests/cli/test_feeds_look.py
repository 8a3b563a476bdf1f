"""``feeds check``, ``poll --dry-run`` and ``feeds status``: everything decided, nothing written."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.site import STORY
from tests.stand import Stand, rss, stand

__all__ = ["stand"]


@pytest.fixture
def database(stand: Stand, tmp_path: Path, call: Run) -> Path:
    """Two feeds, one polled once with two items, one that is not there."""
    stand.pages |= {"/news": rss("Rain is expected", "Snow")}
    config = stand.follow(tmp_path)
    with (config / "feeds.toml").open("a", encoding="utf-8") as file:
        file.write(f'[[feed]]\nurl = "{stand.url("/missing")}"\nname = "missing"\ngroup = "g"\n')
    assert call("poll").returncode == 1
    return tmp_path / "data/newswake.db"


def content(database: Path) -> list[tuple[Any, ...]]:
    """All that could change, row by row."""
    with sqlite3.connect(database) as db:
        tables = (
            "feeds",
            "items",
            "polls",
            "hits",
            "notices",
            "feed_memory",
            "hosts",
            "decisions",
            "requests",
        )
        rows = [row for table in tables for row in db.execute(f"select * from {table}")]
    db.close()
    return rows


def checked(call: Run, *words: str) -> dict[str, Any]:
    result = call("feeds", "check", *words, "--json")
    assert result.stdout, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)[0]
    return found


def test_a_visit_says_what_is_new_edited_and_known(call: Run, stand: Stand, database: Path) -> None:
    before = content(database)
    stand.pages["/news"] = rss("Rain is expected", "Snow, and much of it", STORY)
    found = checked(call, stand.url("/news"))
    assert (found["followed"], found["new"], found["edited"], found["known"]) == (True, 1, 1, 1)
    assert [row["entry"] for row in found["entries"]] == ["known", "edited", "new"]
    assert found["health_after"] == "ok"
    assert found["interval_why"]
    assert found["status"] == 200
    result = call("feeds", "check", "news")
    for told in (
        "yes, as 'news'",
        "1 new, 1 edited, 1 known",
        "no special wishes",
        "none to be seen",
        "RSS 2.0",
    ):
        assert told in result.stdout
    assert content(database) == before


def test_a_document_without_a_known_entry_shows_the_gap(call: Run, stand: Stand, database: Path) -> None:
    items = "".join(f"<item><guid>n{n}</guid><title>Report {n}</title></item>" for n in range(5))
    stand.pages["/news"] = f'<rss version="2.0"><channel><title>A</title>{items}</channel></rss>'.encode()
    found = checked(call, "news")
    assert found["gap"]["entries"] == 5
    assert found["new"] == 5
    assert database.exists()


def test_a_feed_that_fails_says_what_that_would_do(call: Run, stand: Stand, database: Path) -> None:
    before = content(database)
    result = call("feeds", "check", "missing", "--json")
    assert result.returncode == 1
    (found,) = json.loads(result.stdout)
    assert (found["answer"], found["status"], found["failures"]) == ("failed", 404, 2)
    assert (found["error_kind"], found["cause"]) == ("soft", "status")
    every = call("feeds", "check", "--all")
    assert every.returncode == 1
    assert "not modified" in every.stdout
    assert "failed (soft, status)" in every.stdout
    assert content(database) == before
    assert stand.url("/news")


def test_a_feed_nobody_follows_can_be_looked_at_without_a_database(
    call: Run, stand: Stand, tmp_path: Path
) -> None:
    stand.follow(tmp_path)
    stand.pages["/other"] = rss("One", "Two")
    found = checked(call, stand.url("/other"))
    assert (found["followed"], found["backlog"], found["new"]) == (False, True, 2)
    assert not (tmp_path / "data").exists()
    assert call("feeds", "check", "nobody").returncode == 2
    assert call("feeds", "check").returncode == 2


def test_a_dry_round_before_the_first_one(call: Run, stand: Stand, tmp_path: Path) -> None:
    stand.pages["/news"] = rss(STORY, "Rain")
    stand.follow(tmp_path)
    result = call("poll", "--dry-run")
    assert result.returncode == 0, result.stderr
    assert "no (backlog)" in result.stdout
    assert "2 new items and 1 hit would come; nothing was written" in result.stdout
    assert not (tmp_path / "data").exists()


def test_a_dry_round_says_what_the_round_then_does(call: Run, stand: Stand, database: Path) -> None:
    with sqlite3.connect(database) as db:
        db.execute("update feeds set next_due = '2020-01-01T00:00:00.000000+00:00'")
    db.close()
    stand.pages["/news"] = rss("Rain is expected", "Snow", STORY)
    before = content(database)
    dry = json.loads(call("poll", "--dry-run", "--json").stdout)
    assert content(database) == before
    real = json.loads(call("poll", "--json").stdout)
    would = {(one["url"].rpartition("/")[2], one["new"], len(one["hits"])) for one in dry}
    assert would == {(one["feed"], one["items_new"], one["hits_new"]) for one in real}
    assert ("news", 1, 1) in would
    assert call("poll", "--dry-run").stdout.startswith("no feed is due; ")
    one = json.loads(call("poll", "--dry-run", "--feed", stand.url("/news"), "--json").stdout)
    assert [each["hits"] for each in one] == [[]]
    assert call("poll", "--dry-run", "--feed", "https://nobody.example/").returncode == 2


def test_status_shows_the_worst_first_and_counts(call: Run, database: Path, tmp_path: Path) -> None:
    with sqlite3.connect(database) as db:
        db.execute("update feeds set health = 'gone', next_due = null where name = 'missing'")
    db.close()
    with (tmp_path / "config/feeds.toml").open("a", encoding="utf-8") as file:
        file.write('[[feed]]\nurl = "https://later.example/"\nname = "later"\n')
    result = call("feeds", "status")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("3 feeds: 1 gone, 1 ok, 1 new\n")
    assert "never by itself" in result.stdout
    rows = json.loads(call("feeds", "status", "--json").stdout)
    assert [(row["feed"], row["health"]) for row in rows] == [
        ("missing", "gone"),
        ("news", "ok"),
        ("later", "new"),
    ]
    assert rows[0]["last_error"].startswith("HTTP 404")
    assert rows[1]["since"]


def test_status_says_which_feeds_are_no_longer_listed(call: Run, database: Path) -> None:
    assert call("feeds", "remove", "missing").returncode == 0
    rows = json.loads(call("feeds", "status", "--json").stdout)
    assert [row["note"][:10] for row in rows if row["feed"] == "missing"] == ["not in fee"]
    assert database.exists()


def test_what_a_feed_says_cannot_reach_the_terminal(call: Run, stand: Stand, database: Path) -> None:
    stand.pages["/news"] = rss("Bell \x9b31m red", "Snow")
    assert "\x9b" not in call("feeds", "check", "news").stdout
    assert database.exists()
