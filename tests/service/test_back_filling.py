"""After a possible gap one older page is asked, over real HTTP; it changes nothing of the feed but its items."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.app import read_configuration, reading, running
from monitor.service import back_filling
from monitor.service.visit import PollReport
from monitor.store import feeds, hits
from monitor.store.gaps import RecordedGap, gaps_of
from tests.stand import Stand

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
NEWS = "Wagner arms Hezbollah"


def page(*numbers: int, dated: datetime = START) -> bytes:
    items = "".join(
        f"<item><title>{NEWS} {number}</title><link>https://a.example/{number}</link><guid>a-{number}</guid>"
        f"<pubDate>{dated:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for number in numbers
    )
    return f'<rss version="2.0"><channel><title>A</title>{items}</channel></rss>'.encode()


class Tried:
    """A feed with entries 1 to 3, which shows 7 to 9 at the next visit; its second page is given."""

    def __init__(self, stand: Stand, root: Path) -> None:
        self.stand, self.config, self.database = stand, root, root / "n.db"
        self.asked = 0
        self.now = START

    def run(self, second: bytes | None) -> list[PollReport]:
        def older() -> bytes:
            self.asked += 1
            return second if second is not None else b""

        self.stand.pages["/feed"] = page(3, 2, 1)
        config = self.stand.follow(self.config)
        self.stand.pages["/feed?paged=2"] = older
        configuration = read_configuration(config)
        reports: list[PollReport] = []
        with running(
            self.database, configuration, purpose="test", clock=lambda: self.now, jitter=lambda: 0.5
        ) as parts:
            for entries in ((3, 2, 1), (9, 8, 7), (9, 8, 7), (10, 9, 8)):
                self.stand.pages["/feed"] = page(*entries, dated=self.now)
                reports += parts.poller.finish_all()
                self.now += timedelta(hours=3)
        return reports

    def gap(self) -> RecordedGap:
        with reading(self.database) as db:
            (found,) = gaps_of(db, 1)
            return found

    def told(self) -> list[str]:
        with reading(self.database) as db:
            return [row[0] for row in db.conn.execute("select text from notices where kind = 'gap'")]


@pytest.fixture(autouse=True)
def second_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where older entries stand is not decided here (``tests/poll/test_overlap.py``)."""
    monkeypatch.setattr(back_filling, "older_addresses", lambda _head, url: (f"{url}?paged=2",))


@pytest.fixture
def tried(stand: Stand, tmp_path: Path) -> Tried:
    return Tried(stand, tmp_path)


def test_what_fell_into_a_gap_is_stored_and_news(tried: Tried) -> None:
    reports = tried.run(page(6, 5, 4, 3, dated=START + timedelta(hours=2)))
    assert tried.asked == 1
    assert [report.items_new for report in reports] == [3, 6, 0, 1]
    gap = tried.gap()
    assert (gap.found, gap.brought, gap.tried) == (3, "closed", tried.stand.url("/feed?paged=2"))
    assert tried.told()[0].endswith("; an older page brought what was missed, 3 more")
    with reading(tried.database) as db:
        news = {hit.title for hit in hits.hits(db) if not hit.backlog}
    assert news >= {f"{NEWS} {number}" for number in (4, 5, 6, 7)}


@pytest.mark.parametrize(
    ("second", "brought", "found"),
    [
        pytest.param(lambda: page(6, 5, 4, dated=START), "partly", 3, id="not back to what was known"),
        pytest.param(lambda: page(3, 2), "closed", 0, id="nothing was missed"),
        pytest.param(lambda: page(9, 8, 7), "nothing", 0, id="the same page again"),
        pytest.param(lambda: None, "failed", 0, id="no such page"),
    ],
)
def test_what_the_try_came_to(
    tried: Tried, second: Callable[[], bytes | None], brought: str, found: int
) -> None:
    tried.run(second())
    assert (tried.asked, tried.gap().brought, tried.gap().found) == (1, brought, found)


def test_old_entries_of_an_older_page_are_no_news(tried: Tried) -> None:
    tried.run(page(6, 5, dated=START - timedelta(days=9)))
    with reading(tried.database) as db:
        assert {hit.title for hit in hits.hits(db) if hit.backlog} >= {
            f"{NEWS} {number}" for number in (5, 6)
        }
    assert tried.gap().found == 0


def test_the_try_leaves_the_feed_as_it_was(stand: Stand, tmp_path: Path) -> None:
    def left(root: Path, second: bytes | None) -> tuple[object, ...]:
        root.mkdir()
        there = Tried(stand, root)
        stand.pages.clear()
        there.run(second)
        with reading(there.database) as db:
            (status,) = feeds.status(db)
            memory = db.conn.execute("select * from feed_memory").fetchall()
            documents = db.conn.execute("select marks from feed_documents").fetchall()
            polls = db.conn.execute("select count(*) from polls").fetchone()
            return (
                [tuple(row) for row in memory],
                [tuple(row) for row in documents],
                tuple(polls),
                status.next_due,
            )

    assert left(tmp_path / "with", page(6, 5, 4, 3)) == left(tmp_path / "without", None)
