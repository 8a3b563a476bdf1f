"""Rows laid over a watch: dated, withdrawn and merged without ever going away."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import Decision, Form, Role, Term, Watch
from monitor.store import changes, decisions
from monitor.store.connection import transaction
from monitor.store.digest_reads import digest_material
from monitor.store.items import StoredItem
from monitor.store.lessons import ever_learned, learned_words
from monitor.watch.changes import IRRELEVANT, ChangeKind, WatchChange

TERM = Term(name="Ансар", role=Role.ACTOR, weight=2.0, forms=(Form(text="Ансар", language="ru"),))


def row(
    now: datetime, kind: ChangeKind = ChangeKind.VETO, text: str = "tulip", **more: object
) -> WatchChange:
    return WatchChange(change_id=0, kind=kind, text=text, made_at=now, made_by="ann", **more)  # type: ignore[arg-type]


@pytest.fixture
def hit(
    db: Database,
    keep: Callable[..., StoredItem],
    followed: Watch,
    decide: Callable[..., Decision],
    now: datetime,
) -> Callable[..., int]:
    """Make an item a hit that teaches ``tulip`` and its headline; gives the number of the hit."""

    def make(identity: str) -> int:
        stored = keep(identity)
        with transaction(db):
            (recorded,) = decisions.record_decisions(
                db, stored, [decide()], now=now, backlog=False, replayed=False, via_edit=False
            )
            taught = [("tulip", 0.4), (f"title {identity}", 0.0)]
            decisions.record_learned(db, followed.slug, recorded.hit_id, taught, now)
        return recorded.hit_id

    return make


def test_rows_come_back_in_order_with_all_they_say(db: Database, followed: Watch, now: datetime) -> None:
    later = now + timedelta(hours=1)
    with transaction(db):
        first = changes.add_change(db, followed.slug, row(now))
        second = changes.add_change(db, followed.slug, row(now, ChangeKind.TERM, "Ансар", term=TERM))
        third = changes.add_change(db, followed.slug, row(now, ChangeKind.MUTE, "opera"))
        changes.withdraw(db, [first], "bob", later)
        changes.mark_merged(db, [third], later)
    found = changes.changes(db, followed.slug)
    assert [one.change_id for one in found] == [first, second, third]
    assert (found[0].withdrawn_at, found[0].withdrawn_by) == (later, "bob")
    assert found[1].term == TERM
    assert [one.counts for one in found] == [False, True, False]
    assert changes.changes(db, "nobody") == ()


def test_an_unknown_watch_takes_no_row(db: Database, now: datetime) -> None:
    with pytest.raises(NotFoundError), transaction(db):
        changes.add_change(db, "nobody", row(now))


def test_words_are_summed_up_with_their_teachers(
    db: Database, hit: Callable[..., int], now: datetime
) -> None:
    first, second = hit("one"), hit("two")
    (word,) = learned_words(db, "convoy")
    assert (word.token, word.witnesses) == ("tulip", 1)
    assert word.weight == pytest.approx(0.8)
    assert (word.first, word.last) == (now, now)
    assert [teacher.hit_id for teacher in word.teachers] == [first, second]
    assert ever_learned(db, "convoy") == {"tulip"}
    assert learned_words(db, "nobody") == ()


@pytest.mark.parametrize("verdict", ["irrelevant", changes.WITHDRAWN])
def test_a_hit_taken_back_teaches_and_tells_nothing(
    db: Database, hit: Callable[..., int], verdict: str
) -> None:
    first, second = hit("one"), hit("two")
    with transaction(db):
        assert changes.set_feedback(db, "convoy", 1, verdict) == first
    assert changes.hit_of(db, "convoy", 1) == (first, verdict)
    (word,) = learned_words(db, "convoy")
    assert [teacher.hit_id for teacher in word.teachers] == [second]
    tokens = [(one.token, one.hit_id) for one in decisions.learned(db, "convoy")]
    assert tokens == [("title one", first), ("tulip", second), ("title two", second)]
    material = digest_material(db, after=0, up_to=9)
    assert [one.hit_id for one in material.hits] == [second]
    assert material.held_back.total == 0
    with transaction(db):
        changes.set_feedback(db, "convoy", 1, None)
    assert len(decisions.learned(db, "convoy")) == 4


def test_who_spoke_of_an_item(
    db: Database, keep: Callable[..., StoredItem], followed: Watch, now: datetime
) -> None:
    item = keep("one").item_id
    assert changes.said_of(db, followed.slug, item) is None
    with transaction(db):
        number = changes.add_change(
            db, followed.slug, row(now, ChangeKind.FEEDBACK, IRRELEVANT, item_id=item)
        )
    said = changes.said_of(db, followed.slug, item)
    assert said is not None
    assert said.change_id == number
    assert changes.spoken_items(db, followed.slug) == {item}
    assert changes.refusing(db, item) == {followed.slug}
    with transaction(db):
        changes.withdraw(db, [number], "ann", now)
    assert (changes.said_of(db, followed.slug, item), changes.spoken_items(db, followed.slug)) == (
        None,
        frozenset(),
    )


def test_feedback_on_what_is_no_hit_changes_no_hit(
    db: Database, keep: Callable[..., StoredItem], followed: Watch
) -> None:
    item = keep("one").item_id
    with transaction(db):
        assert changes.set_feedback(db, followed.slug, item, "irrelevant") is None
    assert changes.hit_of(db, followed.slug, item) is None
