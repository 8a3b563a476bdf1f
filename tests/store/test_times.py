from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.store.times import from_text, optional_text, optional_time, stored, to_text

MOMENTS = st.datetimes(
    min_value=datetime(1, 1, 3),  # noqa: DTZ001 - Hypothesis adds the zone
    max_value=datetime(9999, 12, 29),  # noqa: DTZ001
    timezones=st.timezones(),
)


def test_the_stored_form_is_utc_with_milliseconds_and_z() -> None:
    warsaw = timezone(timedelta(hours=1))
    assert to_text(datetime(2026, 11, 24, 0, 45, 0, 123_999, tzinfo=warsaw)) == "2026-11-23T23:45:00.123Z"


@given(MOMENTS)
def test_a_moment_reads_back_to_the_millisecond(moment: datetime) -> None:
    back = from_text(to_text(moment))
    assert back == stored(moment)
    assert back.tzinfo is UTC
    assert timedelta() <= moment - back < timedelta(milliseconds=1)


@given(MOMENTS, MOMENTS)
def test_texts_sort_as_their_moments_do(one: datetime, other: datetime) -> None:
    assert (to_text(one) <= to_text(other)) == (stored(one) <= stored(other))


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        to_text(datetime(2026, 11, 23))  # noqa: DTZ001


def test_a_text_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="must end in Z"):
        from_text("2026-11-23T23:45:00.123")


def test_none_stays_none() -> None:
    assert optional_text(None) is None
    assert optional_time(None) is None
