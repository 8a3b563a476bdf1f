"""A watch that goes by what it learned is told of once, with words, teachers and remedies."""

from datetime import timedelta

from monitor.service.drifting import look_for_drift
from monitor.store.drift import drifting_since, scored_by
from monitor.store.notices import untold
from monitor.store.transactions import transaction
from monitor.track.drift import WINDOW
from tests.service.told import LATER, Told, ferry

GIVEN_NOTHING = """\
schema = 1
[watch]
title = "The ferry"
[term.aurelia]
role = "object"
weight = 6.0
origin = "seed"
forms = ["Aurelia"]
[seed]
title = "Ferry Aurelia"
"""
"""A short seed, so that what is learned soon weighs more."""


def drifted(told: Told) -> list[int]:
    """Hits that have the ferry in common with the seed, and a flower show with each other."""
    told.watches = (ferry(text=GIVEN_NOTHING),)
    told.follow()
    numbers: list[int] = []
    for word in (
        "one",
        "two",
        "six",
        "ten",
        "red",
        "blue",
        "green",
        "white",
        "black",
        "pink",
        "grey",
        "gold",
    ):
        headline = f"Tulip gardeners prize flower {word} show medal rose Aurelia ferry"
        numbers += told.bring(headline, at=LATER)
    return numbers


def look(told: Told) -> list[str]:
    with transaction(told.db):
        look_for_drift(told.db, told.watches, LATER)
    return [notice.text for notice in untold(told.db) if notice.kind == "drift"]


def test_it_is_told_once_with_words_and_remedies(told: Told) -> None:
    drifted(told)
    (line,) = look(told)
    assert look(told) == [line]
    assert drifting_since(told.db, "ferry") == LATER
    assert "“tulip” (item " in line
    assert "aurelia" not in line
    assert "newswake watch veto ferry WORD" in line


def test_hits_taken_back_and_old_ones_do_not_weigh(told: Told) -> None:
    numbers = drifted(told)
    before, _ = scored_by(told.db, "ferry", LATER - WINDOW)
    told.ask("feedback", "irrelevant", item=numbers[0])
    assert scored_by(told.db, "ferry", LATER - WINDOW)[0] == before - 1
    assert scored_by(told.db, "ferry", LATER + timedelta(seconds=1)) == (0, ())


def test_a_watch_that_keeps_to_its_terms_is_not_told_of(told: Told) -> None:
    for number in range(6):
        told.bring(f"Aurelia, part {number}", at=LATER)
    assert look(told) == []
    assert drifting_since(told.db, "ferry") is None
