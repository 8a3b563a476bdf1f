"""What somebody meets who has just installed it and follows the README."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import click
import pytest

from monitor.cli import cli
from tests.cli.conftest import Run
from tests.cli.site import STORY
from tests.stand import Stand, rss, stand

__all__ = ["stand"]

ARTICLE = """\
# Port of Varnhem closes after ammonia leak at Lindqvist Shipping terminal

The harbour authority of Varnhem closed the port on Monday after a tank at the terminal of Lindqvist Shipping leaked
ammonia and forty workers were taken to hospital. Mayor Petra Halloran said the evacuation would last until the fire
brigade had measured the air. Lindqvist Shipping said the leak began at a valve that was replaced in March.
"""


def groups() -> list[click.Group]:
    context = click.Context(cli)
    found = [cli.get_command(context, name) for name in cli.list_commands(context)]
    return [cli, *(one for one in found if isinstance(one, click.Group))]


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.name)
def test_each_command_is_told_in_a_line_that_is_not_cut(group: click.Group) -> None:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        told = command.get_short_help_str(limit=80 - 6 - max(map(len, group.list_commands(context))))
        assert told, name
        assert not told.endswith("..."), f"{name}: {told}"


def test_init_says_what_comes_next_from_where_one_stands(call: Run, tmp_path: Path) -> None:
    assert "Next: cd 'my story', then newswake seed" in call("init", "my story").stdout
    assert (tmp_path / "my story" / "config" / "newswake.toml").is_file()
    assert "Next: newswake seed" in call("init").stdout


def test_without_a_configuration_the_advice_helps(call: Run) -> None:
    refused = call("check")
    assert refused.returncode == 2
    assert "newswake init writes one into ./config" in refused.stderr
    call("init")
    told = call("check")
    assert "make a watch with: newswake seed ARTICLE" in told.stdout
    assert told.returncode == 1
    assert "newswake seed" in call("watch", "check").stdout


def test_a_seed_is_not_read_for_a_watch_that_is_there(call: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    first = call("seed", "a.md", "--slug", "port")
    assert first.returncode == 0
    assert "config has no newswake.toml yet" in first.stderr
    again = call("seed", "a.md", "--slug", "port")
    assert again.returncode == 2
    assert not again.stdout
    assert "port.toml: a watch file is there already; give the watch another name with --slug" in again.stderr


def test_a_watch_file_says_how_a_proposed_term_comes_to_count(call: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    call("seed", "a.md", "--slug", "port")
    text = (tmp_path / "config" / "watches" / "port.toml").read_text(encoding="utf-8")
    assert 'origin = "seed"' in text
    assert "Take the line away: it counts in full" in text


def test_poll_and_hits_say_what_a_person_asks(call: Run, stand: Stand, tmp_path: Path) -> None:
    stand.pages["/news"] = rss(STORY, "Rain")
    stand.follow(tmp_path)
    told = call("poll", "--feed", "NEWS")
    assert told.returncode == 0, told.stderr
    assert "1 feed visited, 0 failed; 2 new items, 1 new hit" in told.stdout
    assert "()" not in told.stdout
    assert call("poll", "--feed", "nobody").returncode == 2
    (hit,) = json.loads(call("hits", "--json").stdout)
    assert hit["link"].startswith("http")
    assert hit["backlog"] is True
    assert "no hits in this time" in call("hits", "--since", "2099-01-01").stdout
    (checked,) = json.loads(call("watch", "check", "story", "--json").stdout)
    assert [one["item_id"] for one in checked["answers"]["hits"]] == [hit["item"]]
    assert "answers" not in json.loads(call("watch", "check", "--json").stdout)[0]
    unknown = call("hits", "--watch", "nope")
    assert unknown.returncode == 2
    assert "newswake watch list" in unknown.stderr


def test_a_digest_of_a_day_is_made_once_and_says_so(call: Run, stand: Stand, tmp_path: Path) -> None:
    stand.pages["/news"] = rss(STORY)
    stand.follow(tmp_path)
    settings = tmp_path / "config" / "newswake.toml"
    reader = '\n[[recipient]]\naddress = "me@a.example"\nempty = "send"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + reader, encoding="utf-8")
    call("poll")
    first = call("digest", "send", "--date", "2026-01-05")
    assert "me@a.example" in first.stdout, first.stderr
    assert "has been made before" in call("digest", "send", "--date", "2026-01-05").stdout


def test_a_database_that_another_program_keeps_locked(
    call: Run, stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.pages["/news"] = rss(STORY)
    stand.follow(tmp_path)
    call("poll")
    monkeypatch.setattr("monitor.store.connection.BUSY_TIMEOUT_MS", 10)
    with closing(sqlite3.connect(tmp_path / "data" / "newswake.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        for words in (["poll"], ["feedback", "1", "relevant"], ["mute", "rain", "--watch", "story"]):
            refused = call(*words)
            assert refused.returncode == 1, words
            assert "newswake.db: another program keeps it locked" in refused.stderr
            assert "Traceback" not in refused.stderr
        assert call("hits").returncode == 0


def test_an_archive_that_is_no_json_is_told_so(call: Run, tmp_path: Path) -> None:
    call("init")
    (tmp_path / "items.jsonl").write_text("key,title\n", encoding="utf-8")
    call("seed", "-", text=ARTICLE)
    refused = call("replay", "items.jsonl")
    assert refused.returncode == 2
    assert "items.jsonl:1: no JSON" in refused.stderr
