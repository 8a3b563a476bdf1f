"""What is told of hits is stored with them, once, in their order, whoever made them and whatever came between."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import FeedSource, Item
from monitor.outcome import Document, FeedHead
from monitor.service.deciding import Circumstances, decide_and_record
from monitor.service.storytelling import Storyteller
from monitor.service.tracking import build_tracker
from monitor.store import changes, feeds, watches
from monitor.store.connection import open_store, transaction
from monitor.store.documents import store_document
from monitor.store.story_reads import timeline
from monitor.store.telling import last_told, told_since
from monitor.story.teller import WINDOW
from monitor.story.timeline import Timeline
from monitor.story.values import Novelty
from monitor.watch.file import parse_watch
from tests.service.told import WATCH

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
OUTLETS = ("north", "south", "east")
FIRST = (
    "Ferry Aurelia runs aground off Kintarra with 212 aboard",
    "The ferry Aurelia ran aground on the Kintarra reef early on Friday. All 212 people aboard were taken off by the "
    "coastguard, and nobody was hurt, the operator said.",
)
NEXT = (
    "Captain of the Aurelia arrested after alcohol test",
    "Police in Kintarra have arrested the captain of the ferry Aurelia. He failed a breath test, prosecutors said.",
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = open_store(tmp_path / "newswake.db")
    with transaction(database):
        feeds.sync_feeds(
            database,
            [FeedSource(url=f"https://{name}.example/rss", name=name, language="en") for name in OUTLETS],
            NOW,
        )
        watches.sync_watches(database, [parse_watch(WATCH, slug="ferry", file="ferry.toml")], NOW)
    yield database
    database.close()


def bring(
    db: Database,
    outlet: str,
    report: tuple[str, str],
    *,
    hours: float,
    key: str = "",
    teller: Storyteller | None = None,
) -> None:
    """One report comes by; it is decided, and told of in the same transaction."""
    url, moment = f"https://{outlet}.example/rss", NOW + timedelta(hours=hours)
    name = key or report[0]
    entry = Item(guid=name, link=f"https://{outlet}.example/{hash(name)}", title=report[0], text=report[1])
    state = feeds.feed(db, url)
    assert state is not None
    tracker = build_tracker(db, [parse_watch(WATCH, slug="ferry", file="ferry.toml")])
    with transaction(db):
        found = store_document(
            db, state, Document(head=FeedHead(), items=(entry,)), now=moment, backlog=False
        )
        decide_and_record(db, tracker, found.stored, now=moment, around=Circumstances())
        (teller or Storyteller(db)).catch_up()


def told(db: Database) -> list[tuple[str, int, int]]:
    rows = db.conn.execute("select novelty, copy_group, development_id from hit_novelty order by hit_id")
    return [(novelty, group, development) for novelty, group, development in rows]


def the_story(db: Database, teller: Storyteller | None = None) -> Timeline:
    bring(db, "north", FIRST, hours=0, teller=teller)
    bring(db, "south", FIRST, hours=1, teller=teller)
    bring(db, "east", NEXT, hours=20, teller=teller)
    bring(db, "south", NEXT, hours=21, teller=teller)
    return timeline(db, "ferry")


def test_a_story_is_told_as_developments_with_their_copies(db: Database) -> None:
    story = the_story(db)
    assert [step.title for step in story.developments] == [FIRST[0], NEXT[0]]
    assert [step.sources for step in story.developments] == [("north", "south"), ("east", "south")]
    assert [step.texts for step in story.developments] == [1, 1]
    assert story.report_count == 4
    new, copy = Novelty.NEW.value, Novelty.COPY.value
    assert told(db) == [(new, 1, 1), (copy, 1, 1), (new, 3, 3), (copy, 3, 3)]


def test_a_teller_that_goes_on_and_one_made_anew_each_time_say_the_same(tmp_path: Path, db: Database) -> None:
    other = open_store(tmp_path / "other.db")
    with transaction(other):
        feeds.sync_feeds(
            other, [FeedSource(url=f"https://{n}.example/rss", name=n, language="en") for n in OUTLETS], NOW
        )
        watches.sync_watches(other, [parse_watch(WATCH, slug="ferry", file="ferry.toml")], NOW)
    the_story(db)
    the_story(other, Storyteller(other))
    assert told(db) == told(other)
    other.close()


def test_what_came_to_nothing_is_not_remembered(db: Database) -> None:
    teller = Storyteller(db)
    bring(db, "north", FIRST, hours=0, teller=teller)

    def fail() -> None:
        with transaction(db):
            db.conn.execute("update hit_novelty set stance_words = 'x'")
            bring_inside(db, teller)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert last_told(db) == 1
    bring(db, "south", NEXT, hours=3, teller=teller)
    assert told(db)[-1] == (Novelty.NEW.value, 2, 2)


def bring_inside(db: Database, teller: Storyteller) -> None:
    """A hit that is told of within a transaction of the caller."""
    entry = Item(guid="lost", link="https://south.example/lost", title=NEXT[0], text=NEXT[1])
    state = feeds.feed(db, "https://south.example/rss")
    assert state is not None
    moment = NOW + timedelta(hours=2)
    tracker = build_tracker(db, [parse_watch(WATCH, slug="ferry", file="ferry.toml")])
    found = store_document(db, state, Document(head=FeedHead(), items=(entry,)), now=moment, backlog=False)
    decide_and_record(db, tracker, found.stored, now=moment, around=Circumstances())
    teller.catch_up()


def test_hits_from_before_there_were_developments_are_told_of_at_the_next_start(db: Database) -> None:
    the_story(db)
    before = told(db)
    with transaction(db):
        for table in ("hit_novelty", "developments"):
            db.conn.execute(f"delete from {table}")
        Storyteller(db).catch_up()
    assert told(db) == before


def test_an_edit_is_kept_with_what_it_changed(db: Database) -> None:
    bring(db, "north", FIRST, hours=0, key="a")
    bring(db, "north", (FIRST[0].upper(), FIRST[1]), hours=1, key="a")
    bring(db, "north", ("Ferry Aurelia sinks off Kintarra with 212 aboard", FIRST[1]), hours=2, key="a")
    story = timeline(db, "ferry")
    assert [(edit.version, edit.news) for edit in story.edits] == [(2, False), (3, True)]
    assert story.edits[1].title_after == "Ferry Aurelia sinks off Kintarra with 212 aboard"
    assert [step.title for step in story.developments] == [story.edits[1].title_after], (
        "no line contradicts it"
    )
    assert story.report_count == 1, "an edit is no further report"


def test_what_a_person_took_back_is_no_part_of_the_story(db: Database) -> None:
    the_story(db)
    with transaction(db):
        item = db.conn.execute("select item_id from hits where id = 3").fetchone()[0]
        changes.set_feedback(db, "ferry", item, "irrelevant")
    story = timeline(db, "ferry")
    assert [len(step.reports) for step in story.developments] == [2, 1]
    row = db.conn.execute("select reports, title_hit from developments where id = 3").fetchone()
    assert tuple(row) == (1, 4)


def test_since_leaves_out_what_was_not_told_of_any_more(db: Database) -> None:
    the_story(db)
    story = timeline(db, "ferry", since=NOW + timedelta(hours=10))
    assert [step.title for step in story.developments] == [NEXT[0]]


def test_an_unknown_watch_is_an_error(db: Database) -> None:
    with pytest.raises(NotFoundError, match="no watch is called 'fery'"):
        timeline(db, "fery")


def test_memory_is_rebuilt_from_the_window_alone(db: Database) -> None:
    bring(db, "north", FIRST, hours=0)
    bring(db, "south", NEXT, hours=24 * (WINDOW.days + 1))
    assert [stored.report.hit_id for stored, _ in told_since(db, WINDOW)] == [2]
