"""A story on a terminal of any width, with and without colours."""

import io
import json
from datetime import timedelta

import pytest
from rich.cells import cell_len
from rich.console import Console

from monitor.browse.story_view import Limits, story
from monitor.cli.story_json import story_row
from monitor.cli.story_lines import print_story
from monitor.story.timeline import Timeline
from tests.browse.storied import START, development, edit, harbour, long_story, report, timeline


def printed(told: Timeline, *, width: int = 100, colours: bool = False, **limits: int) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        highlight=False,
        force_terminal=colours,
        color_system="standard" if colours else None,
    )
    print_story(console, story(told, limits=Limits(**limits)))
    return out.getvalue()


def test_the_head_counts() -> None:
    lines = printed(harbour()).splitlines()
    assert lines[:4] == [
        "Ammonia leak at Varnhem",
        "followed from: Port of Varnhem closed after ammonia leak",
        "4 developments in 10 reports (8 different texts) from 7 sources in 5 languages",
        "20 Nov 2026 06:41 to 23 Nov 2026 08:40 UTC",
    ]
    assert lines[4] == f"{'·' * 26}█▃·▂  25 Oct to 23 Nov, at most 7 reports a day"


def test_developments_come_oldest_first_by_day() -> None:
    lines = printed(harbour()).splitlines()
    days = [line for line in lines if line.endswith(("development", "developments"))]
    assert [day.split()[0] for day in days] == ["Friday", "Saturday", "Monday"]
    times = [line[:5] for line in lines if line[2:3] == ":"]
    assert times == ["06:41", "15:40", "10:40", "08:40"]


SAID = (
    "       Harbour Wire (5 reports, 2 copies, 5 sources; English, Polish, Arabic)",
    "       new: Mirja Lindqvist, 69, intensive care",
    "       at least 37 → at least 69 treated (Northern Star)",
    "       a denial in Meridian Post: “Norrgas denies”",
    "       edited by Harbour Wire, seen 20 Nov 2026 08:40:",
    "       − At least 37 treated after leak at Varnhem",
    "       + At least 69 treated after leak at Varnhem",
)


@pytest.mark.parametrize("line", SAID)
def test_what_is_told_of_a_development(line: str) -> None:
    assert line in printed(harbour()).splitlines()


@pytest.mark.parametrize("width", [40, 80, 140])
def test_lines_fit_and_end_without_blanks(width: int) -> None:
    for line in printed(harbour(), width=width).splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


def test_without_colours_there_are_no_escapes() -> None:
    assert "\x1b" not in printed(harbour())
    assert "\x1b" in printed(harbour(), colours=True)


def test_texts_of_feeds_cannot_steer_the_terminal() -> None:
    told = timeline(
        development(report(1, "a\x1b[2Jb\u202ec [red]d", source="\x1b]0;x\x07")),
        edits=[edit(1, 1, title_after="\x1b[31m[bold]x", source="\x9b31m")],
    )
    out = printed(told)
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(out)
    assert "a[2Jbc [red]d" in out


def test_what_is_left_out_is_counted() -> None:
    out = printed(long_story(300, 900), steps=50, older=0)
    assert "showing the newest 50 of 300 developments; --since, --html and --json show others" in out
    assert sum(line[2:3] == ":" for line in out.splitlines()) == 50


def test_a_story_without_reports() -> None:
    assert printed(timeline()).splitlines()[-1] == "no report was found yet"


def test_edits_of_developments_not_shown() -> None:
    out = printed(timeline(development(report(5, "Port open again")), edits=[edit(1, 1)] * 6))
    assert "Changes to reports of developments not shown here" in out
    assert "showing 4 of 6 edits" in out


def test_json_has_everything_uncut() -> None:
    told = long_story(300, 900)
    row = json.loads(json.dumps(story_row(told, None)))
    assert len(row["developments"]) == 300
    assert sum(day["reports"] for day in row["days"]) == row["counts"]["reports"] == 900
    assert sum(day["developments"] for day in row["days"]) == 300


def test_json_tells_a_report_and_an_edit() -> None:
    row = story_row(harbour(), START + timedelta(hours=1))
    toll = row["developments"][1]
    assert toll["reports"][0]["changes"] == [
        {"before": "at least 37", "after": "at least 69", "what": "treated", "hit": 1}
    ]
    assert toll["first_seen"] == "2026-11-20T15:40:00Z"
    assert row["since"] == "2026-11-20T07:40:00Z"
    assert row["edits"][0]["title_after"] == "At least 69 treated after leak at Varnhem"
