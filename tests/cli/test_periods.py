"""What --since understands."""

from datetime import UTC, datetime, timedelta

import click
import pytest

from monitor.app import utc_now
from monitor.cli.periods import Period

DATES = {
    "a date": ("2023-11-21", datetime(2023, 11, 21, tzinfo=UTC)),
    "a time without a zone is UTC": ("2023-11-21T07:30", datetime(2023, 11, 21, 7, 30, tzinfo=UTC)),
    "a time with a zone": ("2023-11-21T07:30+02:00", datetime(2023, 11, 21, 5, 30, tzinfo=UTC)),
}


@pytest.mark.parametrize(("text", "moment"), DATES.values(), ids=DATES.keys())
def test_a_date(text: str, moment: datetime) -> None:
    assert Period().convert(text, None, None) == moment


@pytest.mark.parametrize(("text", "hours"), [("12h", 12), ("7d", 168), ("2w", 336)])
def test_a_span_counts_back_from_now(text: str, hours: int) -> None:
    before = utc_now()
    moment = Period().convert(text, None, None)
    assert before <= moment + timedelta(hours=hours) <= utc_now()


@pytest.mark.parametrize("text", ["", "7", "d", "7y", "yesterday", "999999w", "2023-13-01"])
def test_anything_else_is_a_usage_error(text: str) -> None:
    with pytest.raises(click.BadParameter, match="write 12h"):
        Period().convert(text, None, None)
