"""What a person said takes effect at once, survives, and can be taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.model import Form, Role, Term
from monitor.service.rematching import rematch
from monitor.service.tracking import build_tracker, take_over
from monitor.store import changes, surroundings
from monitor.store.decisions import stored_decision
from monitor.store.digest_reads import digest_material, last_hit
from monitor.store.requests import make_request, pending
from monitor.store.transactions import transaction
from monitor.watch.changes import term_row
from tests.service.told import ASTRAY, COPY, LATER, OTHER, RAIN, START, STORY, WATCH, Told, ferry

TERM = Term(name="Baltrex", role=Role.PLACE, weight=6.0, forms=(Form(text="Baltrex"),), origin="accepted")


def again(told: Told, *, dry_run: bool = True) -> list[tuple[int, bool]]:
    found = rematch(
        told.db, told.watches, since=START - timedelta(days=1), slug=None, now=LATER, dry_run=dry_run
    )
    return [(change.item_id, change.was_hit) for change in found]


def mailed(told: Told) -> list[int]:
    return [hit.item_id for hit in digest_material(told.db, after=0, up_to=last_hit(told.db)).hits]


def test_irrelevant_takes_back_what_the_hit_taught(told: Told) -> None:
    story, astray = told.bring(STORY, ASTRAY)
    assert told.learned("tulip")
    rows = told.db.table("profile_tokens").count
    assert told.ask("feedback", "irrelevant", item=astray).applied
    assert not told.learned("tulip")
    assert told.learned("tug")
    assert told.db.table("profile_tokens").count == rows, "the rows stay"
    assert mailed(told) == [story]
    assert [hit.feedback for hit in told.hits()] == [None, "irrelevant"]
    assert again(told) == [], "neither found again nor lost"


def test_taking_it_back_restores_everything(told: Told) -> None:
    (astray,) = told.bring(ASTRAY)
    told.ask("feedback", "irrelevant", item=astray)
    assert told.ask("feedback", "irrelevant", item=astray, undo=True).applied
    assert told.learned("tulip")
    assert mailed(told) == [astray]
    (row,) = changes.changes(told.db, "ferry")
    assert (row.withdrawn_at, row.withdrawn_by) == (LATER, "ann (test)")


def test_no_copy_teaches_in_the_place_of_what_was_taken_back(told: Told) -> None:
    (astray,) = told.bring(ASTRAY)
    told.ask("feedback", "irrelevant", item=astray)
    told.bring(ASTRAY, feed="https://b.example/feed")
    assert not told.learned("tulip")


def test_an_item_refused_beforehand_becomes_no_hit_by_an_edit_or_a_wider_watch(told: Told) -> None:
    (rain,) = told.bring(RAIN)
    assert told.ask("feedback", "irrelevant", item=rain).applied
    told.watches = (ferry(text=WATCH.replace('"Aurelia"]', '"Aurelia", "rain"]')),)
    assert again(told) == []
    told.edit(RAIN)
    assert told.hits() == []
    told.ask("feedback", "irrelevant", item=rain, undo=True)
    assert again(told) == [(rain, False)]


def test_relevant_makes_a_hit_that_explains_itself_and_teaches(told: Told) -> None:
    (other,) = told.bring(OTHER)
    assert told.hits() == []
    assert told.ask("feedback", "relevant", item=other).applied
    (hit,) = told.hits()
    assert (hit.item_id, hit.feedback) == (other, "relevant")
    assert hit.score >= 1
    word = next(reason for reason in hit.reasons if reason.role == "feedback")
    assert word.term == f"ann (test) said relevant, {LATER:%Y-%m-%d %H:%M} UTC"
    assert word.origin == "person"
    assert sum(reason.points for reason in hit.reasons) == pytest.approx(hit.points)
    kept = stored_decision(told.db, other, "ferry")
    assert kept is not None
    assert kept.decision.hit
    assert told.learned("tulip")
    assert mailed(told) == [other]
    assert again(told) == []


def test_a_hit_made_by_hand_can_be_taken_back_and_made_again(told: Told) -> None:
    (other,) = told.bring(OTHER)
    told.ask("feedback", "relevant", item=other)
    told.ask("feedback", "relevant", item=other, undo=True)
    assert [hit.feedback for hit in told.hits()] == ["withdrawn"]
    assert mailed(told) == []
    assert not told.learned("tulip")
    assert changes.hit_watches(told.db, other) == ()
    told.ask("feedback", "relevant", item=other)
    assert mailed(told) == [other]
    assert told.learned("tulip")


def test_a_confirmed_copy_teaches_nothing_twice(told: Told) -> None:
    told.bring(STORY)
    (copy,) = told.bring(COPY, feed="https://b.example/feed")
    rows = told.db.table("profile_tokens").count
    assert told.ask("feedback", "relevant", item=copy).applied
    assert told.db.table("profile_tokens").count == rows
    assert [hit.feedback for hit in told.hits()] == [None, "relevant"]


def test_another_word_replaces_the_one_before(told: Told) -> None:
    (astray,) = told.bring(ASTRAY)
    told.ask("feedback", "irrelevant", item=astray)
    rows = told.db.table("profile_tokens").count
    told.ask("feedback", "relevant", item=astray)
    assert told.learned("tulip")
    assert told.db.table("profile_tokens").count == rows, "it had taught already"
    assert [row.state for row in changes.changes(told.db, "ferry")] == ["withdrawn", "in force"]


def test_a_veto_survives_relearning_a_restart_and_a_rematch(told: Told) -> None:
    told.bring(ASTRAY)
    assert told.ask("veto", "Tulips").applied
    assert not told.learned("tulip")
    told.bring("Aurelia and the tulip again", at=LATER)
    again(told, dry_run=False)
    assert not told.learned("tulip")
    assert told.learned("gardener")
    assert told.ask("veto", "tulips", undo=True).applied
    assert told.learned("tulip")


def test_a_veto_leaves_the_seed_its_words(told: Told) -> None:
    told.bring(STORY)
    told.ask("veto", "reef")
    entry = build_tracker(told.db, told.watches)._profiles.entry("ferry", "reef")  # noqa: SLF001 - what counts is inside
    assert entry is not None
    assert (entry.seed > 0, entry.learned) == (True, 0.0)


def test_a_mute_keeps_items_out_until_it_is_taken_back(told: Told) -> None:
    assert told.ask("mute", "tulip prize").applied
    told.bring(ASTRAY)
    assert told.hits() == []
    told.ask("mute", "Tulip Prize", undo=True)
    assert len(told.bring("Aurelia gets another tulip prize")) == len(told.hits()) == 1


def test_an_accepted_term_counts_and_the_hit_names_the_row(told: Told) -> None:
    told.watches = (ferry(text=WATCH.replace("[watch]", "[watch]\nlearn = false")),)
    assert told.ask("term", "Baltrex", term=term_row(TERM)).applied
    told.bring(OTHER)
    (hit,) = told.hits()
    assert [reason.origin for reason in hit.reasons if reason.term == "Baltrex"] == ["accepted"]
    assert hit.revision == f"{told.watches[0].revision}+1"
    told.ask("term", "Baltrex", undo=True)
    assert again(told) == [(hit.item_id, True)]


REFUSED: dict[str, dict[str, object]] = {
    "an unknown watch": {"kind": "mute", "text": "opera", "watch": "nobody"},
    "an unknown item": {"kind": "feedback", "text": "relevant", "item": 999},
    "nothing to take back": {"kind": "veto", "text": "tulip", "undo": True},
    "an unknown kind": {"kind": "dance", "text": "x"},
    "a term that is none": {"kind": "term", "text": "x", "term": {"name": "x"}},
    "a form that is no text": {
        "kind": "term",
        "text": "x",
        "term": term_row(TERM) | {"forms": [{"text": 7}]},
    },
    "a weight that is no number": {"kind": "term", "text": "x", "term": term_row(TERM) | {"weight": "7"}},
}


@pytest.mark.parametrize("asked", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_done_is_answered_and_stops_nothing(told: Told, asked: dict[str, object]) -> None:
    payload = {"watch": "ferry"} | {name: value for name, value in asked.items() if name != "kind"}
    with transaction(told.db):
        make_request(told.db, str(asked["kind"]), payload, "page", LATER)
        make_request(told.db, "mute", {"watch": "ferry", "text": "opera"}, "page", LATER)
        answers = told.desk().apply_pending(LATER)
    assert [answer.applied for answer in answers] == [False, True]
    assert pending(told.db) == ()
    assert str(told.db.table("requests").get(1)["result"]).startswith("not applied: ")


def test_a_tracker_that_runs_is_changed_along(told: Told) -> None:
    (astray,) = told.bring(ASTRAY)
    desk = told.desk()
    desk.tracker = build_tracker(told.db, told.watches)
    with transaction(told.db):
        payload = {"watch": "ferry", "text": "irrelevant", "item": astray}
        make_request(told.db, "feedback", payload, "page", LATER)
        desk.apply_pending(LATER)
    fresh = build_tracker(told.db, told.watches)
    item = next(iter(told.hits()))
    assert item.item_id == astray
    entry = desk.tracker._profiles.entry("ferry", "tulip")  # noqa: SLF001 - what counts is inside
    assert entry is None or not entry.learned
    take_over(told.db, fresh, told.watches[0])
    assert fresh.watches == desk.tracker.watches


def test_merged_rows_go_on_counting_for_who_read_the_file_before(told: Told) -> None:
    told.bring(ASTRAY)
    told.ask("veto", "tulip")
    (row,) = changes.changes(told.db, "ferry")
    desk = told.desk()
    with transaction(told.db):
        make_request(told.db, "merge", {"watch": "ferry", "rows": [row.change_id]}, "page", LATER)
        desk.apply_pending(LATER)
    assert desk.watches == (replace(told.watches[0], veto=("tulip",)),)
    assert changes.changes(told.db, "ferry")[0].state == "merged into the file"


def test_what_is_measured_for_a_request_is_kept(told: Told) -> None:
    (other,) = told.bring(OTHER)
    told.ask("feedback", "relevant", item=other)
    assert set(surroundings.known(told.db, told.watches)) == {"ferry"}


def test_a_term_that_is_none_leaves_a_running_tracker_as_it_was(told: Told) -> None:
    desk = told.desk()
    desk.tracker = build_tracker(told.db, told.watches)
    with transaction(told.db):
        payload = {"watch": "ferry", "text": "x", "term": term_row(TERM) | {"forms": [{"text": 7}]}}
        make_request(told.db, "term", payload, "page", LATER)
        (answer,) = desk.apply_pending(LATER)
    assert not answer.applied
    assert desk.tracker.watches == told.watches
