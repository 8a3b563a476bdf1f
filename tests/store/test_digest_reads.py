"""What digests read from the store."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from monitor.store.connection import transaction
from monitor.store.digest_material import HeldBack
from monitor.store.digest_reads import (
    TEXT_LIMIT,
    digest_material,
    last_hit,
    last_hit_before,
    last_notice,
)
from monitor.store.items import StoredItem
from monitor.store.notices import add_notice
from monitor.store.times import to_text


@pytest.fixture
def hit(db: Database, keep: Callable[..., StoredItem], now: datetime) -> Callable[..., int]:
    """Store one item and a hit on it for the watch of this slug."""

    def add(
        identity: str, *, watch: str = "convoy", at: datetime = now, text: str = "Text", **flags: int
    ) -> int:
        stored = keep(identity, title=f"Title {identity}", text=text)
        moment = to_text(at)
        with transaction(db):
            db.table("watches").upsert(
                {"slug": watch, "title": watch.title(), "state": "active", "threshold": 6.0, "revision": "r1"}
                | {"seed_origin": "", "seed_title": "", "loaded_at": moment},
                pk="slug",
            )
            number = db.conn.execute("select id from watches where slug = ?", (watch,)).fetchone()[0]
            row = {
                "item_id": stored.item_id,
                "watch_id": number,
                "points": 9.0,
                "threshold": 6.0,
                "score": 1.5,
            }
            times = {"revision": "r1", "decided_at": moment, "first_seen": moment, "item_version": 1}
            no_flags = {"via_edit": 0, "backlog": 0, "replayed": 0, "rematched": 0}
            made = db.table("hits").insert(row | times | no_flags | flags).last_pk
            assert isinstance(made, int)
            db.table("hit_reasons").insert(
                {"hit_id": made, "position": 0, "term": "convoy", "role": "object", "surface": "Title"}
                | {"field": "title", "start": 0, "end": 5, "points": 9.0, "origin": "person"}
            )
        return made

    return add


def test_a_window_is_cut_by_hit_numbers(db: Database, hit: Callable[..., int]) -> None:
    numbers = [hit(name) for name in "abcd"]
    material = digest_material(db, after=numbers[0], up_to=numbers[2])
    assert [found.title for found in material.hits] == ["Title b", "Title c"]
    assert (material.hits_from, material.hits_to) == (numbers[0], numbers[2])


def test_a_hit_comes_with_its_item_source_and_reasons(db: Database, hit: Callable[..., int]) -> None:
    hit("a", via_edit=1)
    (found,) = digest_material(db, after=0, up_to=9).hits
    assert (found.source, found.link, found.score) == ("wire.example/rss", "https://wire.example/a", 1.5)
    assert [(reason.term, reason.surface, reason.points) for reason in found.reasons] == [
        ("convoy", "Title", 9.0)
    ]
    assert found.updated


def test_what_is_no_news_is_only_counted(db: Database, hit: Callable[..., int]) -> None:
    hit("a", backlog=1)
    hit("b", backlog=1)
    hit("c", replayed=1, backlog=1)
    hit("d", rematched=1, backlog=1)
    hit("e", backlog=1)
    db.conn.execute("update items set flood = 1 where id = (select max(id) from items)")
    material = digest_material(db, after=0, up_to=9)
    assert material.hits == ()
    assert material.held_back == HeldBack(backlog=2, flood=1, replayed=1, rematched=1)


def test_only_the_watches_asked_for_are_read(db: Database, hit: Callable[..., int]) -> None:
    hit("a", watch="convoy")
    hit("b", watch="harbour")
    hit("c", watch="harbour", backlog=1)
    material = digest_material(db, after=0, up_to=9, watches=("harbour",))
    assert [found.title for found in material.hits] == ["Title b"]
    assert [watch.slug for watch in material.watches] == ["harbour"]
    assert material.held_back.total == 1


def test_long_texts_are_cut(db: Database, hit: Callable[..., int]) -> None:
    hit("a", text="я" * (TEXT_LIMIT + 5))
    (found,) = digest_material(db, after=0, up_to=9).hits
    assert len(found.text) == TEXT_LIMIT


def test_feeds_that_fail_twice_or_more_are_told(
    db: Database, make_feed: Callable[[str], int], now: datetime
) -> None:
    for number, failures in enumerate([0, 1, 2, 7]):
        make_feed(f"https://feed{number}.example/")
        with transaction(db):
            db.conn.execute(
                "update feeds set failures = ?, last_error = 'no', last_success = ? where url = ?",
                (failures, to_text(now) if number == 2 else None, f"https://feed{number}.example/"),
            )
    material = digest_material(db, after=0, up_to=0)
    assert [(trouble.name, trouble.since) for trouble in material.troubles] == [
        ("feed3.example/", None),
        ("feed2.example/", now),
    ]
    assert material.feed_count == 4


def test_notices_have_a_window_of_their_own(db: Database, feed_id: int, now: datetime) -> None:
    with transaction(db):
        first = add_notice(db, "gap", "one", now)
        second = add_notice(db, "health", "two", now, feed_id=feed_id)
        add_notice(db, "health", "three", now)
    material = digest_material(db, after=0, up_to=0, notices_after=first, notices_up_to=second)
    assert [(notice.text, notice.feed) for notice in material.notices] == [("two", "wire.example/rss")]
    assert last_notice(db) == second + 1


def test_numbers_of_an_empty_store_are_nought(db: Database, now: datetime) -> None:
    assert (last_hit(db), last_notice(db), last_hit_before(db, now)) == (0, 0, 0)


def test_the_last_hit_before_a_moment(db: Database, hit: Callable[..., int], now: datetime) -> None:
    early = hit("a", at=now - timedelta(days=2))
    late = hit("b", at=now)
    assert last_hit_before(db, now - timedelta(days=1)) == early
    assert last_hit(db) == late
