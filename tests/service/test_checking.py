"""How the stored items would have answered a watch file."""

from datetime import timedelta

from monitor.service.checking import answers
from tests.service.told import ASTRAY, LATER, OTHER, RAIN, START, STORY, WATCH, Told, ferry

SINCE = START - timedelta(days=1)


def test_hits_by_week_and_what_would_go(told: Told) -> None:
    story, astray, _ = told.bring(STORY, ASTRAY, RAIN)
    (later,) = told.bring(OTHER, at=START + timedelta(days=7))
    changed = ferry(
        text=WATCH.replace("[watch]", '[watch]\nmute = ["tulip prize"]').replace(
            '["Aurelia"]', '["Aurelia", "Baltrex"]'
        )
    )
    found = answers(told.db, changed, SINCE)
    assert found.items == 4
    assert {one.item_id for one in found.hits} == {story, later}
    assert found.weeks == {"2026-11-16": 1, "2026-11-23": 1}
    assert found.present == {story, astray}
    assert [one.item_id for one in found.lost] == [astray]
    assert [one.item_id for one in found.near_misses] == [astray]


def test_rows_and_lessons_do_not_count_and_nothing_is_written(told: Told) -> None:
    told.bring(STORY)
    told.ask("mute", "tugs")
    before = told.db.conn.total_changes
    assert len(answers(told.db, told.watches[0], SINCE).hits) == 1
    assert told.db.conn.total_changes == before


def test_a_resting_watch_answers_too(told: Told) -> None:
    told.bring(STORY)
    paused = ferry(text=WATCH.replace("[watch]", '[watch]\nstate = "paused"'))
    assert len(answers(told.db, paused, SINCE).hits) == 1
    assert answers(told.db, paused, LATER).items == 0
