"""What a person asks for is looked over before anything is written down."""

import pytest

from monitor.errors import NotFoundError
from monitor.service.asking import (
    Wish,
    chosen,
    feedback_wishes,
    mute_wish,
    term_wish,
    undo_term_wish,
    veto_wish,
)
from tests.service.told import ASTRAY, OTHER, WATCH, Told, ferry


def feedback(told: Told, item: object, verdict: str = "irrelevant", **more: object) -> list[str]:
    options: dict[str, object] = {"slug": None, "undo": False} | more
    wishes = feedback_wishes(told.db, told.watches, str(item), verdict, **options)  # type: ignore[arg-type]
    return [str(wish.payload["watch"]) for wish in wishes]


def test_feedback_is_for_the_watches_whose_hit_it_is(told: Told) -> None:
    told.watches = (ferry(), ferry("other", WATCH.replace("Aurelia", "Baltrex")), ferry("third"))
    told.follow()
    astray, other = told.bring(ASTRAY, OTHER)
    assert feedback(told, astray) == ["ferry", "third"]
    assert feedback(told, other) == ["other"]
    assert feedback(told, other, slug="ferry") == ["ferry"]


def test_an_item_that_is_no_hit_needs_a_watch_unless_there_is_but_one(told: Told) -> None:
    (other,) = told.bring(OTHER)
    assert feedback(told, other) == ["ferry"]
    told.watches = (ferry(), ferry("third"))
    told.follow()
    with pytest.raises(NotFoundError, match="is a hit of no watch; name the watch with --watch"):
        feedback(told, other)


def test_taking_back_is_for_the_watches_it_was_said_for(told: Told) -> None:
    (astray,) = told.bring(ASTRAY)
    with pytest.raises(NotFoundError, match="was not said to be irrelevant"):
        feedback(told, astray, undo=True)
    told.ask("feedback", "irrelevant", item=astray)
    assert feedback(told, astray, undo=True) == ["ferry"]


def test_unknown_names_are_told_with_a_remedy(told: Told) -> None:
    (astray,) = told.bring(ASTRAY)
    with pytest.raises(NotFoundError, match="no stored item is '999'"):
        feedback(told, 999)
    with pytest.raises(NotFoundError, match="did you mean 'ferry'"):
        feedback(told, astray, slug="fery")
    with pytest.raises(NotFoundError, match="did you mean 'tulip'"):
        veto_wish(told.db, told.watches[0], "tullip", undo=False)
    with pytest.raises(NotFoundError, match="never learned"):
        veto_wish(told.db, told.watches[0], "the", undo=False)
    with pytest.raises(NotFoundError, match="too short"):
        mute_wish(told.watches[0], " a ", undo=False)
    with pytest.raises(NotFoundError, match="newswake watch list"):
        chosen(told.watches, "xyz")


def test_what_stands_in_the_file_is_taken_out_there(told: Told) -> None:
    watch = ferry(text=WATCH.replace("[watch]", '[watch]\nmute = ["opera"]\nveto = ["tulip"]'))
    with pytest.raises(NotFoundError, match="stands in the file of ferry"):
        mute_wish(watch, "Opera", undo=True)
    with pytest.raises(NotFoundError, match="stands in the file of ferry"):
        veto_wish(told.db, watch, "Tulip", undo=True)
    with pytest.raises(NotFoundError, match="stands in the file of ferry"):
        undo_term_wish(watch, "aurelia")


def test_wishes_say_what_is_wanted(told: Told) -> None:
    told.bring(ASTRAY)
    watch = told.watches[0]
    veto = veto_wish(told.db, watch, "Tulips ", undo=False)
    assert veto == Wish(kind="veto", payload={"watch": "ferry", "text": "Tulips", "undo": False})
    assert mute_wish(watch, " the  opera", undo=True).payload["text"] == "the opera"
    assert term_wish(watch, watch.terms[0]).kind == "term"
    assert undo_term_wish(watch, "Baltrex").payload["undo"] is True
