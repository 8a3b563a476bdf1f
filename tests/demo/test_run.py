"""The demonstration as a whole: the real pipeline over loopback HTTP keeps what the product promises."""

import sqlite3
from email import message_from_bytes, policy

import pytest

from monitor.demo.preparation import STORY
from monitor.demo.result import DemoResult
from monitor.demo.run import run_demo
from monitor.demo.truth import load_truth


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[DemoResult, list[str]]:
    said: list[str] = []
    return run_demo(tmp_path_factory.mktemp("demo"), said.append), said


def test_every_english_follow_up_is_a_hit_and_no_near_miss_is(played: tuple[DemoResult, list[str]]) -> None:
    result, _ = played
    assert result.verdict_english.missed == ()
    assert result.verdict.near_misses == ()
    assert result.verdict.false == ()
    assert result.as_promised


def test_hits_come_in_every_language_with_reasons(played: tuple[DemoResult, list[str]]) -> None:
    result, _ = played
    truth = load_truth()
    assert {truth[hit.key].language for hit in result.hits} == {"en", "ar", "ru", "fr", "he", "pl"}
    assert all(hit.because and hit.score >= 1 for hit in result.hits)


def test_every_item_of_every_outlet_is_stored_once(played: tuple[DemoResult, list[str]]) -> None:
    result, _ = played
    with sqlite3.connect(result.folder.database) as db:
        links = [link for (link,) in db.execute("select link from items")]
    db.close()
    assert sorted(link.rpartition("/")[2] for link in links) == sorted(load_truth())


def test_the_rounds_show_the_edit_the_304_and_the_failures(played: tuple[DemoResult, list[str]]) -> None:
    result, said = played
    assert [each.step.number for each in result.rounds] == [1, 2, 3, 4, 5, 6]
    assert sum(each.not_modified for each in result.rounds) >= 2
    assert sum(each.items_changed for each in result.rounds) == 3
    assert [each.failed for each in result.rounds] == [0, 0, 0, 1, 1, 0]
    notes = [note for each in result.rounds for note in each.notes]
    assert notes[0].startswith("Open Steppe Monitor: ")
    assert notes[1].startswith("Capitol Ledger: ")
    assert all(any(note in line for line in said) for note in notes)


def test_each_evening_brings_a_digest_with_the_new_hits(played: tuple[DemoResult, list[str]]) -> None:
    result, _ = played
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in result.digests]
    assert len(mails) == 3
    assert len({mail["Message-ID"] for mail in mails}) == 3
    first = mails[0].get_body(("plain",))
    assert first is not None
    assert "Hezbollah" in first.get_content()


def test_a_report_becomes_a_hit_when_it_is_edited(played: tuple[DemoResult, list[str]]) -> None:
    result, _ = played
    found = next(hit for hit in result.hits if hit.key == "northern-04")
    assert found.title.startswith("Kirby: Wagner")
    assert STORY in {path.stem for path in (result.folder.config / "watches").iterdir()}
