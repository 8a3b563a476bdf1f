"""An archive through the live decision code: on its own clock, marked, and never mailed."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from monitor.app import adopt_watches, writing
from monitor.app_mail import digest_desk
from monitor.evaluate.stream import read_stream
from monitor.service.replay import ReplayReport, replay
from monitor.service.tracking import build_tracker
from monitor.settings import MailSettings, RecipientSettings, Settings
from monitor.store.hits import HitRow, hits
from monitor.watch.file import parse_watch
from tests.stand import WATCH

NOW = datetime(2026, 1, 5, tzinfo=UTC)
STORY = "Wagner prepares an air defence system for Hezbollah"
DATES = {
    "2023-11-02T10:00:00+00:00": "2023-11-02",
    "2023-11-01T10:00:00+00:00": "2023-11-02",
    "2035-01-01T00:00:00+00:00": "2023-11-02",
    "1970-01-01T00:00:00+00:00": "2023-11-02",
    "2023-11-03T10:00:00+00:00": "2023-11-03",
}
"""Date of an item → the day on which the replay sees it first: the latest sane one so far."""


def line(number: int, moment: str) -> Mapping[str, str]:
    return {
        "key": f"{number:016x}",
        "date": moment,
        "lang": "en",
        "source": "https://a.example/feed",
        "title": f"{STORY} &amp; more, part {number}",
        "summary": "Officials <b>said</b> so.",
        "link": f"https://a.example/{number}",
    }


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "items.jsonl"
    lines = (json.dumps(line(number, moment)) for number, moment in enumerate(DATES))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def played(archive: Path, database: Path) -> tuple[ReplayReport, tuple[HitRow, ...]]:
    watch = parse_watch(WATCH, slug="story", file="story.toml")
    report = ReplayReport()
    with writing(database, "replay") as db:
        adopt_watches(db, (watch,), NOW)
        for step in replay(db, build_tracker(db, (watch,)), read_stream(archive), now=NOW):
            report = step
        return report, hits(db)


def test_the_clock_never_runs_back(archive: Path, tmp_path: Path) -> None:
    report, found = played(archive, tmp_path / "n.db")
    assert report == ReplayReport(items_read=5, items_new=5, hits_new=5)
    days = [f"{hit.first_seen:%Y-%m-%d}" for hit in sorted(found, key=lambda hit: hit.hit_id)]
    assert days == list(DATES.values())


def test_rows_are_marked_and_text_is_plain(archive: Path, tmp_path: Path) -> None:
    _, found = played(archive, tmp_path / "n.db")
    assert all(hit.replayed and hit.decided_at == hit.first_seen for hit in found)
    assert {hit.title for hit in found} >= {f"{STORY} & more, part 0"}


def test_a_second_replay_brings_nothing_new(archive: Path, tmp_path: Path) -> None:
    played(archive, tmp_path / "n.db")
    report, found = played(archive, tmp_path / "n.db")
    assert (report.items_read, report.items_new, report.hits_new) == (5, 0, 0)
    assert len(found) == 5


def test_replayed_hits_are_no_news(archive: Path, tmp_path: Path) -> None:
    played(archive, tmp_path / "n.db")
    reader = RecipientSettings(address="ann@example.org")
    settings = Settings(recipient=(reader,), mail=MailSettings())
    with digest_desk(tmp_path / "n.db", settings) as desk:
        made = desk.preview(reader, datetime(2023, 11, 4, tzinfo=UTC), local_date=date(2023, 11, 4))
    assert STORY not in made.rendered.text
    assert made.rendered.digest.held_back.replayed == 5
