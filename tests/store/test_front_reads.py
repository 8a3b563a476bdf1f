"""What the front page is told: what is new within a day, and which feeds are not well."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from monitor.browse.front_view import front_view
from monitor.store.connection import open_store
from monitor.store.front_reads import Front, front
from tests.browse import varnhem


def at(path: Path, moment: datetime) -> Front:
    with closing(open_store(path, read_only=True)) as db:
        return front(db, moment)


def test_what_is_new_within_a_day(tmp_path: Path) -> None:
    path = varnhem.written(tmp_path / "news.db", varnhem.story())
    (soon,) = at(path, varnhem.START + timedelta(hours=2)).watches
    (later,) = at(path, varnhem.START + timedelta(hours=30)).watches
    assert (soon.new_hits, soon.new_developments) == (5, 3)
    assert (later.new_hits, later.new_developments) == (0, 0)
    assert [one.number for one in later.news] == [5, 4, 1]
    assert soon.days == {"2026-11-20": 5}


def test_a_story_that_lies_back_is_charted_up_to_its_end(tmp_path: Path) -> None:
    path = varnhem.written(tmp_path / "news.db", varnhem.story())
    (watch,) = at(path, varnhem.START + timedelta(days=400)).watches
    assert watch.until == varnhem.START + timedelta(minutes=5)
    assert watch.days == {"2026-11-20": 5}


def test_hits_that_a_person_took_back_are_not_news(tmp_path: Path) -> None:
    path = varnhem.written(tmp_path / "news.db", varnhem.story())
    with closing(open_store(path)) as db:
        db.execute("update hits set feedback = 'irrelevant' where id in (1, 2)")
    (watch,) = at(path, varnhem.START + timedelta(hours=2)).watches
    assert (watch.new_hits, watch.days) == (3, {"2026-11-20": 3})


def test_feeds_in_trouble(tmp_path: Path) -> None:
    found = at(varnhem.written(tmp_path / "news.db", varnhem.story()), varnhem.START)
    assert [(one.feed_id, one.health) for one in found.trouble] == [(2, "failing")]
    assert (found.totals.feeds, found.totals.troubled, found.totals.waiting) == (2, 1, 0)


def test_where_nothing_is_new_the_latest_stand_in(tmp_path: Path) -> None:
    path = varnhem.written(tmp_path / "news.db", varnhem.story())
    soon, later = varnhem.START + timedelta(hours=2), varnhem.START + timedelta(days=3)
    assert [one.row.number for one in front_view(at(path, soon), soon).new] == [5, 4, 1]
    view = front_view(at(path, later), later)
    assert (view.new, [one.row.number for one in view.before]) == ((), [5, 4, 1])


def test_an_empty_database_has_a_front_page(tmp_path: Path) -> None:
    found = at(varnhem.written(tmp_path / "news.db", {}), varnhem.START)
    assert (found.watches, found.trouble, found.totals.last_polled) == ((), (), None)
