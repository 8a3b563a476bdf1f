from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import Decision, LearnedToken, Watch
from monitor.store import decisions, watches
from monitor.store.connection import transaction
from monitor.store.decisions import KEPT_FOR, RecordedHit
from monitor.store.items import StoredItem

Keep = Callable[..., StoredItem]
Decide = Callable[..., Decision]


def _record(
    db: Database,
    stored: StoredItem,
    *verdicts: Decision,
    now: datetime,
    poll_id: int | None = None,
    **marks: bool,
) -> tuple[RecordedHit, ...]:
    circumstances = {"backlog": False, "replayed": False, "via_edit": False} | marks
    with transaction(db):
        return decisions.record_decisions(db, stored, verdicts, now=now, poll_id=poll_id, **circumstances)


@pytest.mark.usefixtures("followed")
def test_a_hit_is_kept_with_its_reasons_word_for_word(
    db: Database, keep: Keep, decide: Decide, now: datetime
) -> None:
    stored, verdict = keep(), decide(7.5)
    (hit,) = _record(db, stored, verdict, now=now)
    assert (hit.watch, hit.is_new) == ("convoy", True)
    kept = decisions.stored_decision(db, stored.item_id, "convoy")
    assert kept is not None
    assert kept.decision == verdict
    assert (kept.item_version, kept.decided_at, kept.hit_id) == (1, now, hit.hit_id)


@pytest.mark.usefixtures("followed")
def test_a_near_miss_is_kept_with_what_was_missing(
    db: Database, keep: Keep, decide: Decide, now: datetime
) -> None:
    stored, verdict = keep(), decide(4.2)
    assert _record(db, stored, verdict, now=now) == ()
    kept = decisions.stored_decision(db, stored.item_id, "convoy")
    assert kept is not None
    assert kept.decision == verdict
    assert kept.hit_id is None
    assert db.table("hits").count == 0


@pytest.mark.usefixtures("followed")
def test_a_far_miss_is_not_kept(db: Database, keep: Keep, decide: Decide, now: datetime) -> None:
    stored = keep()
    _record(db, stored, decide(4.19), now=now)
    assert decisions.stored_decision(db, stored.item_id, "convoy") is None


@pytest.mark.usefixtures("followed")
def test_decisions_expire_and_hits_do_not(db: Database, keep: Keep, decide: Decide, now: datetime) -> None:
    hit, miss = keep("one"), keep("two")
    _record(db, hit, decide(7.5), now=now)
    _record(db, miss, decide(5.0), now=now)
    with transaction(db):
        assert decisions.drop_expired(db, now + KEPT_FOR - timedelta(seconds=1)) == 0
        assert decisions.drop_expired(db, now + KEPT_FOR) == 2
    assert decisions.stored_decision(db, miss.item_id, "convoy") is None
    kept = decisions.stored_decision(db, hit.item_id, "convoy")
    assert kept is not None
    assert kept.decision == decide(7.5)


@pytest.mark.usefixtures("followed")
def test_an_item_hits_a_watch_once_and_the_first_reasons_stay(
    db: Database, keep: Keep, decide: Decide, now: datetime
) -> None:
    stored = keep()
    (first,) = _record(db, stored, decide(7.5), now=now)
    (second,) = _record(db, stored, decide(9.0, revision="bbbbbbbbbbbb"), now=now + timedelta(hours=1))
    assert (second.hit_id, second.is_new) == (first.hit_id, False)
    (row,) = db.table("hits").rows
    assert (row["points"], row["revision"]) == (7.5, "aaaaaaaaaaaa")
    assert db.table("hit_reasons").count == 2
    latest = decisions.stored_decision(db, stored.item_id, "convoy")
    assert latest is not None
    assert latest.decision.points == 9.0


@pytest.mark.usefixtures("followed")
def test_an_edit_never_takes_a_hit_back(db: Database, keep: Keep, decide: Decide, now: datetime) -> None:
    (hit,) = _record(db, keep(content="hash-1"), decide(7.5), now=now)
    edited = keep(content="hash-2")
    assert _record(db, edited, decide(1.0), now=now, via_edit=True) == ()
    kept = decisions.stored_decision(db, edited.item_id, "convoy")
    assert kept is not None
    assert (kept.hit_id, kept.item_version, kept.decision.points) == (hit.hit_id, 1, 7.5)


@pytest.mark.usefixtures("followed")
def test_a_near_miss_of_an_earlier_version_is_dropped_even_where_no_verdict_follows(
    db: Database, keep: Keep, decide: Decide, now: datetime
) -> None:
    stored = keep(content="hash-1")
    _record(db, stored, decide(5.0), now=now)
    _record(db, keep(content="hash-2"), now=now, via_edit=True)
    assert decisions.stored_decision(db, stored.item_id, "convoy") is None


@pytest.mark.usefixtures("followed")
def test_a_new_revision_that_finds_less_replaces_the_old_near_miss(
    db: Database, keep: Keep, decide: Decide, now: datetime
) -> None:
    stored = keep()
    _record(db, stored, decide(5.0), now=now)
    _record(db, stored, decide(3.0, revision="bbbbbbbbbbbb"), now=now)
    assert decisions.stored_decision(db, stored.item_id, "convoy") is None


@pytest.mark.usefixtures("followed")
def test_the_same_verdict_again_writes_nothing(
    db: Database, keep: Keep, decide: Decide, now: datetime
) -> None:
    stored = keep()
    _record(db, stored, decide(7.5), now=now)
    before = db.conn.total_changes
    _record(db, stored, decide(7.5), now=now + timedelta(days=1))
    assert db.conn.total_changes == before


@pytest.mark.usefixtures("followed")
def test_a_hit_tells_how_it_came_about(db: Database, keep: Keep, decide: Decide, now: datetime) -> None:
    keep(content="hash-1")
    edited = keep(content="hash-2", at=now + timedelta(hours=1))
    _record(
        db,
        edited,
        decide(7.5),
        now=now + timedelta(hours=1),
        poll_id=12,
        via_edit=True,
        backlog=True,
        replayed=True,
        rematched=True,
    )
    (row,) = db.table("hits").rows
    assert {row[name] for name in ("via_edit", "backlog", "replayed", "rematched")} == {1}
    assert (row["poll_id"], row["item_version"], row["feedback"]) == (12, 2, None)
    assert row["first_seen"] == "2026-11-23T08:00:00.000Z"
    assert row["decided_at"] == "2026-11-23T09:00:00.000Z"
    assert row["score"] == pytest.approx(1.25)


@pytest.mark.usefixtures("followed")
def test_hit_numbers_rise_and_never_come_back(
    db: Database, keep: Keep, decide: Decide, now: datetime
) -> None:
    (first,) = _record(db, keep("one"), decide(7.5), now=now)
    db.conn.execute("delete from hit_reasons")
    db.conn.execute("delete from hits")
    (second,) = _record(db, keep("two"), decide(7.5), now=now)
    assert second.hit_id > first.hit_id


def test_one_item_can_hit_several_watches(
    db: Database, keep: Keep, decide: Decide, make_watch: Callable[..., Watch], now: datetime
) -> None:
    with transaction(db):
        watches.sync_watches(db, [make_watch("convoy"), make_watch("port")], now)
    found = _record(db, keep(), decide(watch="port"), decide(watch="convoy"), now=now)
    assert [hit.watch for hit in found] == ["port", "convoy"]
    assert [(row.slug, row.hits) for row in watches.watch_rows(db)] == [("convoy", 1), ("port", 1)]


@pytest.mark.usefixtures("followed")
def test_odd_text_in_a_reason_is_made_storable(
    db: Database, keep: Keep, decide: Decide, now: datetime
) -> None:
    verdict = decide(7.5)
    odd = replace(verdict, reasons=(replace(verdict.reasons[0], surface="Кон\ud800вой"),))
    stored = keep()
    _record(db, stored, odd, now=now)
    kept = decisions.stored_decision(db, stored.item_id, "convoy")
    assert kept is not None
    assert kept.decision.reasons[0].surface == "Кон\ufffdвой"
    assert [row["surface"] for row in db.table("hit_reasons").rows] == ["Кон\ufffdвой"]


def test_a_verdict_for_a_watch_never_loaded_is_refused_and_leaves_nothing(
    db: Database, keep: Keep, decide: Decide, now: datetime
) -> None:
    stored = keep()
    with pytest.raises(NotFoundError, match="no watch 'convoy'"):
        _record(db, stored, decide(7.5), now=now)
    assert db.table("decisions").count == 0


@pytest.mark.usefixtures("followed")
def test_what_a_hit_taught_reads_back_in_order(
    db: Database, keep: Keep, decide: Decide, now: datetime
) -> None:
    (hit,) = _record(db, keep(), decide(7.5), now=now)
    with transaction(db):
        decisions.record_learned(db, "convoy", hit.hit_id, [("tartus", 0.5), ("залп", 0.25)], now)
    assert decisions.learned(db, "convoy") == (
        LearnedToken(token="tartus", weight=0.5, hit_id=hit.hit_id, learned_at=now),
        LearnedToken(token="залп", weight=0.25, hit_id=hit.hit_id, learned_at=now),
    )
    assert decisions.learned(db, "another") == ()
