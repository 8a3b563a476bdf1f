"""Rule S3: a document without any known entry may hide that others came and went."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.feed_memory import FeedMemory, Pace
from monitor.model import FeedState
from monitor.outcome import FeedHead
from monitor.poll.overlap import Age, older_addresses, overlapping, possible_gap

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
MORNING = datetime(2026, 1, 5, 8, tzinfo=UTC)
KNOWN = FeedState(
    feed_id=1,
    url="https://a.example/feed",
    name="A",
    polled_before=True,
    memory=FeedMemory(pace=Pace(window=20, measured_at=MORNING)),
)


@pytest.mark.parametrize(
    ("feed", "entries", "known", "found"),
    [
        pytest.param(KNOWN, 20, 0, True, id="nothing known"),
        pytest.param(KNOWN, 20, 1, False, id="one known"),
        pytest.param(KNOWN, 3, 0, True, id="three entries are enough"),
        pytest.param(KNOWN, 2, 0, False, id="two say nothing"),
        pytest.param(replace(KNOWN, polled_before=False), 20, 0, False, id="the first document"),
        pytest.param(replace(KNOWN, memory=FeedMemory()), 20, 0, False, id="the last document was empty"),
    ],
)
def test_a_gap_shows(feed: FeedState, entries: int, known: int, *, found: bool) -> None:
    gap = possible_gap(feed, entries=entries, known=known, now=NOON)
    assert (gap is not None) == found
    if gap is not None:
        assert (gap.since, gap.until, gap.entries) == (MORNING, NOON, entries)
        assert gap.line("A").startswith("A may have published more than was seen since 05 Jan 08:00 UTC")


@pytest.mark.parametrize(
    ("head", "url", "found"),
    [
        pytest.param(FeedHead(), "https://a.example/feed", (), id="nothing said"),
        pytest.param(
            FeedHead(older="https://a.example/2"), "https://a.example/", ("https://a.example/2",), id="named"
        ),
        pytest.param(
            FeedHead(generator="https://wordpress.org/?v=6.4"),
            "https://a.example/feed/?cat=3",
            ("https://a.example/feed/?cat=3&paged=2",),
            id="WordPress",
        ),
        pytest.param(FeedHead(generator="Ghost 5"), "https://a.example/rss", (), id="another system"),
    ],
)
def test_where_older_entries_may_stand(head: FeedHead, url: str, found: tuple[str, ...]) -> None:
    assert older_addresses(head, url) == found


def aged(*days: int, first: int = 0) -> dict[int, Age]:
    """Items first seen and dated on these days, numbered from ``first``."""
    return {first + number: (NOON + timedelta(days=day),) * 2 for number, day in enumerate(days)}


PINNED = NOON - timedelta(days=90), NOON - timedelta(days=90)


@pytest.mark.parametrize(
    ("stayed", "left", "entries", "overlap"),
    [
        pytest.param(aged(5, 6), aged(1, 2, 3, first=9), 20, 2, id="the newest stayed"),
        pytest.param({1: PINNED}, aged(1, 2, 3, first=9), 20, 0, id="one that is pinned stayed alone"),
        pytest.param({1: PINNED} | aged(5, first=3), aged(1, 2, first=9), 20, 1, id="pinned, and the newest"),
        pytest.param({}, aged(1, 2), 20, 0, id="none stayed"),
        pytest.param(aged(*range(10)), aged(11, first=20), 13, 10, id="the newest was taken back"),
        pytest.param(aged(1), {}, 20, 1, id="nothing left"),
        pytest.param(aged(1), aged(1, 1, first=9), 20, 1, id="all came together, without dates"),
    ],
)
def test_what_is_pinned_to_a_document_says_nothing_about_it(
    stayed: dict[int, Age], left: dict[int, Age], entries: int, overlap: int
) -> None:
    assert overlapping(stayed, left, entries=entries) == overlap


def test_a_gap_hides_behind_no_pinned_entry() -> None:
    assert possible_gap(KNOWN, entries=20, known=1, overlap=0, now=NOON) is not None
    assert possible_gap(KNOWN, entries=20, known=1, overlap=1, now=NOON) is None
    assert possible_gap(KNOWN, entries=20, known=18, overlap=0, now=NOON) is None, "two are new"
