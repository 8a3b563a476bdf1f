"""Correcting a watch from the command line, alone and beside a service."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from monitor.service.lock import WriterLock
from monitor.store.connection import open_store
from monitor.store.requests import make_request
from monitor.store.transactions import transaction
from monitor.watch.file import load
from tests.cli.conftest import Result, Run
from tests.service.told import ASTRAY, LATER, OTHER, STORY, WATCH, Told, ferry

Say = Callable[..., Result]


@pytest.fixture
def say(call: Run, tmp_path: Path) -> Say:
    """A command on a configuration with one watch, and three items stored: two hits and another."""
    (tmp_path / "config/watches").mkdir(parents=True)
    (tmp_path / "config/watches/ferry.toml").write_text(WATCH, encoding="utf-8")
    (tmp_path / "config/newswake.toml").write_text("", encoding="utf-8")
    (tmp_path / "config/feeds.toml").write_text("", encoding="utf-8")
    db = open_store(tmp_path / "data/newswake.db")
    told = Told(db=db, watches=(ferry(),))
    told.follow()
    assert told.bring(STORY, ASTRAY, OTHER) == [1, 2, 3]
    db.close()
    return call


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.returncode == 0, result.stderr
    return list(json.loads(result.stdout))


def shown(say: Say) -> dict[str, Any]:
    (told,) = rows(say("watch", "show", "ferry", "--json"))
    return told


def words(say: Say) -> dict[str, bool]:
    return {word["word"]: word["vetoed"] for word in shown(say)["learned"]}


def test_show_tells_what_was_learned_from_whom(say: Say) -> None:
    told = shown(say)
    assert [term["term"] for term in told["terms"]] == ["aurelia"]
    tulip = next(word for word in told["learned"] if word["word"] == "tulip")
    assert [(one["item"], one["title"]) for one in tulip["taught_by"]] == [(2, ASTRAY)]
    assert (tulip["witnesses"], tulip["vetoed"]) == (1, False)
    printed = say("watch", "show", "ferry").stdout
    assert "tulip" in printed
    assert "item 2" in printed


def test_feedback_is_carried_out_at_once_and_explained(say: Say) -> None:
    result = say("feedback", "2", "irrelevant")
    assert (result.returncode, result.stdout) == (0, "ferry: item 2 is irrelevant\n")
    assert "tulip" not in words(say)
    assert [hit["said"] for hit in rows(say("hits", "--json")) if hit["item"] == 2] == ["irrelevant"]
    assert rows(say("rematch", "--since", "2026-01-01", "--json")) == []
    (explained,) = rows(say("explain", "2", "--json"))
    assert explained["said"].startswith("irrelevant, said ")
    assert "(newswake feedback)" in shown(say)["rows"][0]["who"]
    printed = say("explain", "2").stdout
    assert "irrelevant, said" in printed
    assert "was a hit, until a person took it back" in printed
    assert "newswake feedback 2 irrelevant --watch ferry --undo takes that back" in " ".join(printed.split())
    assert say("feedback", "2", "irrelevant", "--undo").returncode == 0
    assert "tulip" in words(say)
    assert "ferry: a hit, score" in say("explain", "2").stdout


def test_an_item_that_may_be_no_hit_is_explained_by_who_said_so(say: Say) -> None:
    assert say("feedback", "3", "irrelevant", "--watch", "ferry").returncode == 0
    (explained,) = rows(say("explain", "3", "--json"))
    assert explained["verdict"] == "no hit"
    assert explained["missing"][0].startswith("a person said that this item is not of the story")
    assert "short of the threshold" in explained["missing"][1]


def test_a_missed_item_becomes_a_hit(say: Say) -> None:
    assert say("feedback", "3", "relevant", "--watch", "ferry").returncode == 0
    (explained,) = rows(say("explain", "3", "--json"))
    assert explained["hit"]
    assert any("said relevant" in row["term"] for row in explained["contributions"])


def test_veto_mute_and_merge(say: Say, tmp_path: Path) -> None:
    assert say("watch", "veto", "ferry", "tulips").returncode == 0
    assert say("mute", "flower show", "--watch", "ferry").returncode == 0
    assert words(say)["tulip"]
    assert (shown(say)["mute"], shown(say)["veto"]) == (["flower show"], ["tulips"])
    result = say("watch", "merge", "ferry")
    assert result.returncode == 0, result.stderr
    merged = load(tmp_path / "config/watches/ferry.toml")
    assert (merged.mute, merged.veto) == (("flower show",), ("tulips",))
    assert {row["state"] for row in shown(say)["rows"]} == {"merged into the file"}
    assert words(say)["tulip"], "the file speaks for it now"
    assert "nothing to merge" in say("watch", "merge", "ferry").stdout
    refused = say("mute", "flower show", "--watch", "ferry", "--undo")
    assert (refused.returncode, "stands in the file" in refused.stderr) == (2, True)


def test_beside_a_service_it_waits(say: Say, tmp_path: Path) -> None:
    with WriterLock(tmp_path / "data/newswake.db", "run"):
        result = say("feedback", "2", "irrelevant")
        assert result.returncode == 0, result.stderr
        assert "is noted; newswake run" in result.stdout
        assert [one["kind"] for one in shown(say)["waiting"]] == ["feedback"]
        assert "1 more wait" in say("watch", "show", "ferry").stdout
        assert "tulip" in words(say)
    assert rows(say("rematch", "--since", "2026-01-01", "--json")) == []
    assert "tulip" not in words(say), "whoever writes next has applied it"
    assert shown(say)["waiting"] == []


def test_what_is_noted_says_whether_it_is_to_be_taken_back(say: Say, tmp_path: Path) -> None:
    assert say("mute", "opera", "--watch", "ferry").returncode == 0
    with WriterLock(tmp_path / "data/newswake.db", "run"):
        assert (
            "ferry: undo of mute 'opera' is noted"
            in say("mute", "opera", "--watch", "ferry", "--undo").stdout
        )
        assert "ferry: merge is noted" in say("watch", "merge", "ferry").stdout


def test_a_watch_that_the_service_has_never_read_takes_no_request(say: Say, tmp_path: Path) -> None:
    (tmp_path / "config/watches/new.toml").write_text(WATCH, encoding="utf-8")
    with WriterLock(tmp_path / "data/newswake.db", "run"):
        assert say("mute", "opera", "--watch", "new").returncode == 2
    assert say("mute", "opera", "--watch", "new").returncode == 0


WRONG = {
    "an item": ["feedback", "99", "irrelevant"],
    "a watch": ["mute", "opera", "--watch", "nobody"],
    "a watch of feedback": ["feedback", "2", "relevant", "--watch", "nobody"],
    "a word": ["watch", "veto", "ferry", "tullip"],
    "a name on offer": ["watch", "suggest", "ferry", "--accept", "Nobody"],
    "a row to take back": ["mute", "opera", "--watch", "ferry", "--undo"],
    "a verdict": ["feedback", "2", "perhaps"],
}


@pytest.mark.parametrize("asked", WRONG.values(), ids=WRONG.keys())
def test_what_is_not_there_is_told_and_leaves_nothing(say: Say, tmp_path: Path, asked: list[str]) -> None:
    result = say(*asked)
    assert result.returncode == 2
    assert result.stderr
    db = open_store(tmp_path / "data/newswake.db", read_only=True)
    assert db.table("requests").count == 0
    db.close()


def test_names_are_offered_and_taken_over_only_when_accepted(say: Say, tmp_path: Path) -> None:
    db = open_store(tmp_path / "data/newswake.db")
    story = Told(db=db, watches=(ferry(),))
    story.bring(*(f"Rain number {number} falls" for number in range(40)))
    for place, title in enumerate(
        (
            "Owners of Aurelia call in Zantrex divers",
            "Divers of Zantrex reach Aurelia",
            "Aurelia: Zantrex is done",
        )
    ):
        story.bring(title, feed=f"https://{place}.example/feed")
    db.close()
    offered = rows(say("watch", "suggest", "ferry", "--json"))
    assert [one["name"] for one in offered if one["name"] == "Zantrex"] == ["Zantrex"]
    assert [term["term"] for term in shown(say)["terms"]] == ["aurelia"]
    assert say("watch", "suggest", "ferry", "--accept", "zantrex").returncode == 0
    assert [(term["term"], term["from"]) for term in shown(say)["terms"]][1:] == [("Zantrex", "accepted")]
    assert say("watch", "merge", "ferry").returncode == 0
    assert [term.origin for term in load(tmp_path / "config/watches/ferry.toml").terms] == [
        "person",
        "accepted",
    ]


def test_what_was_never_accepted_cannot_be_taken_back(say: Say) -> None:
    assert say("watch", "suggest", "ferry", "--undo", "Zantrex").returncode == 2
    assert "no name surged" in say("watch", "suggest", "ferry").stdout


def test_check_tries_the_file_out_on_what_is_stored(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "config/watches/ferry.toml"
    path.write_text(WATCH.replace("[watch]", '[watch]\nmute = ["tulip prize"]'), encoding="utf-8")
    told = say("watch", "check", "ferry", "--since", "2026-01-01")
    assert told.returncode == 0, told.stderr
    assert "on the 3 items stored since" in told.stdout
    assert "1 hits (week of 2026-11-16: 1), 1 near misses" in told.stdout
    assert "1 of the 2 hits it has now would go" in told.stdout


def test_check_without_a_database_says_so(say: Say, tmp_path: Path) -> None:
    result = say("--db", str(tmp_path / "none.db"), "watch", "check", "ferry")
    assert result.returncode == 0
    assert "no database yet" in result.stdout
    assert not (tmp_path / "none.db").exists()


def test_a_replay_first_takes_up_what_a_stopped_service_left(say: Say, tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "data/newswake.db")) as db, transaction(db):
        make_request(db, "mute", {"watch": "ferry", "text": "tulip prize"}, "page", LATER)
    item = {
        "key": "1",
        "title": f"{ASTRAY} once more",
        "date": "2026-11-21T08:00:00Z",
        "source": "https://a.example/",
    }
    archive = tmp_path / "items.jsonl"
    archive.write_text(json.dumps(item), encoding="utf-8")
    (report,) = rows(say("replay", archive, "--json"))
    assert report == {"items_read": 1, "items_new": 1, "hits_new": 0}
    assert shown(say)["mute"] == ["tulip prize"]
