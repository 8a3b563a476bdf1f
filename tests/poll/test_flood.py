from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.poll.flood import NEWS_CAP, flood_line, flooded, news_room

NOW = datetime(2026, 11, 24, tzinfo=UTC)
Dates = tuple[datetime | None, ...]


def dates(count: int) -> Dates:
    return tuple(NOW - timedelta(hours=number) for number in range(count))


ROOMS = [
    pytest.param(0.0, 100, id="a feed that hardly speaks"),
    pytest.param(25.0, 100, id="25 expected"),
    pytest.param(400.0, 1600, id="a busy feed after a day's outage"),
]


@pytest.mark.parametrize(("expected", "room"), ROOMS)
def test_room_for_news(expected: float, room: int) -> None:
    assert news_room(expected) == room


def test_a_usual_poll_is_no_flood() -> None:
    assert flooded((), expected=0.0) == ()
    assert not any(flooded(dates(NEWS_CAP), expected=0.0))
    assert not any(flooded(dates(1500), expected=400.0))


def test_of_a_flood_the_newest_by_date_are_news_wherever_they_stand() -> None:
    flood = flooded(tuple(reversed(dates(150))), expected=0.0)
    assert flood == (True,) * 50 + (False,) * 100


def test_entries_without_a_date_come_after_those_with_one_in_their_order() -> None:
    flood = flooded((None,) * 60 + dates(60), expected=0.0)
    assert flood == (False,) * 40 + (True,) * 20 + (False,) * 60
    assert flooded((None,) * 103, expected=0.0) == (False,) * 100 + (True,) * 3


@given(
    st.lists(st.none() | st.integers(-(10**6), 10**6), max_size=300),
    st.floats(0, 50),
)
def test_as_many_are_news_as_there_is_room_for(hours: list[int | None], expected: float) -> None:
    published = tuple(None if hour is None else NOW + timedelta(minutes=hour) for hour in hours)
    news = [
        date
        for date, flood in zip(published, flooded(published, expected=expected), strict=True)
        if not flood
    ]
    assert len(news) == min(len(published), news_room(expected))


def test_a_person_is_told() -> None:
    assert flood_line("A Times", 640, news=100) == (
        "A Times brought 640 new entries at once, far more than usual; the newest 100 count as news, "
        "the other 540 are stored and searched, but not mailed"
    )
