"""Deciding again: all watches in one pass, what would be none today is told, and a person's word stands."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.errors import NotFoundError
from monitor.model import WatchState
from monitor.service.rematching import Change, rematch
from tests.service.told import ASTRAY, LATER, OTHER, RAIN, START, STORY, WATCH, Told, ferry

SINCE = START - timedelta(days=1)
NO_LEARNING = WATCH.replace("[watch]", "[watch]\nlearn = false")


def again(told: Told, *, dry_run: bool = True, slug: str | None = None) -> tuple[Change, ...]:
    return rematch(told.db, told.watches, since=SINCE, slug=slug, now=LATER, dry_run=dry_run)


def test_new_and_lost_hits_of_several_watches_are_told_in_the_order_of_the_items(told: Told) -> None:
    told.watches = (ferry(text=NO_LEARNING), ferry("second", NO_LEARNING))
    told.follow()
    story, other, _ = told.bring(STORY, OTHER, RAIN)
    told.watches = (
        ferry(text=NO_LEARNING.replace('["Aurelia"]', '["Nobody"]').replace("Aurelia", "Nobody")),
        ferry("second", NO_LEARNING.replace('["Aurelia"]', '["Aurelia", "Baltrex"]')),
    )
    found = [(one.item_id, one.watch, one.was_hit) for one in again(told)]
    assert found == [(story, "ferry", True), (other, "second", False)]
    assert [one.as_row()["change"] for one in again(told)] == ["would be no hit today (stays)", "new hit"]


def test_a_dry_run_writes_nothing_and_tells_the_same(told: Told) -> None:
    told.bring(STORY, OTHER)
    told.watches = (ferry(text=WATCH.replace('["Aurelia"]', '["Aurelia", "Baltrex"]')),)
    dry = again(told)
    assert len(told.hits()) == 1
    assert again(told, dry_run=False) == dry
    assert [hit.rematched for hit in told.hits()] == [False, True]
    assert again(told) == ()


def test_what_a_person_said_stands(told: Told) -> None:
    astray, other = told.bring(ASTRAY, OTHER)
    told.ask("feedback", "relevant", item=other)
    told.ask("feedback", "irrelevant", item=astray)
    assert again(told) == ()


def test_a_resting_watch_decides_nothing(told: Told) -> None:
    told.bring(STORY)
    told.watches = (replace(ferry(text=WATCH.replace("Aurelia", "Nobody")), state=WatchState.PAUSED),)
    assert again(told) == ()


def test_an_unknown_watch_is_an_error(told: Told) -> None:
    with pytest.raises(NotFoundError):
        again(told, slug="nobody")
