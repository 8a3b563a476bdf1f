"""Rule S3: what the one try to fill a gap comes to."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.poll.back_fill import Brought, brought, is_old, told

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("new", "reaches", "result", "words"),
    [
        pytest.param(7, True, Brought.CLOSED, "brought what was missed, 7 more", id="back to what was known"),
        pytest.param(0, True, Brought.CLOSED, "shows that none was missed", id="nothing between"),
        pytest.param(7, False, Brought.PARTLY, "brought 7 more, perhaps not all", id="not far enough"),
        pytest.param(0, False, Brought.NOTHING, "brought none of them", id="nothing new"),
    ],
)
def test_what_an_older_page_comes_to(new: int, *, reaches: bool, result: Brought, words: str) -> None:
    assert brought(new=new, reaches=reaches) is result
    assert words in told(result, new=new)


def test_a_failed_try_says_why() -> None:
    assert told(Brought.FAILED, new=0, reason="HTTP 404").endswith("could not be read: HTTP 404")


@pytest.mark.parametrize(
    ("age_h", "old"),
    [
        pytest.param(-1, False, id="later"),
        pytest.param(23, False, id="a day"),
        pytest.param(25, True, id="more"),
    ],
)
def test_entries_from_long_before_the_gap_are_no_news(age_h: int, *, old: bool) -> None:
    assert is_old(NOON - timedelta(hours=age_h), NOON) == old


def test_without_a_date_an_entry_is_news() -> None:
    assert not is_old(None, NOON)
    assert not is_old(NOON, None)
