import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.poll.dates import parse_published

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
VECTORS = Path(__file__).resolve().parents[3] / "shared" / "vectors" / "dates.json"


def utc(  # noqa: PLR0917 - as datetime itself
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0
) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


READ = {
    "RFC 822": ("Thu, 23 Nov 2023 10:11:12 +0200", utc(2023, 11, 23, 8, 11, 12), ""),
    "RFC 822 with a name": ("Thu, 23 Nov 2023 10:11:12 GMT", utc(2023, 11, 23, 10, 11, 12), ""),
    "American names": ("Thu, 23 Nov 2023 22:00:00 EST", utc(2023, 11, 24, 3), ""),
    "central European time is not UTC": ("Thu, 23 Nov 2023 10:00:00 CET", utc(2023, 11, 23, 9), ""),
    "central European summer time": ("Thu, 20 Jul 2023 10:00:00 CEST", utc(2023, 7, 20, 8), ""),
    "British summer time": ("Thu, 20 Jul 2023 10:00:00 BST", utc(2023, 7, 20, 9), ""),
    "Moscow": ("2023-11-23 10:00:00 MSK", utc(2023, 11, 23, 7), ""),
    "an offset outweighs the name": ("Thu, 29 Oct 2020 07:36:03 GMT-07:00", utc(2020, 10, 29, 14, 36, 3), ""),
    "an area": ("Thu, 25 Feb 2016 00:00:00 Europe/Brussels", utc(2016, 2, 24, 23), ""),
    "no zone is taken as UTC and told": ("Mon, 01 Jan 2024 10:00:00", utc(2024, 1, 1, 10), "no-zone"),
    "an area that does not exist is no zone": (
        "2023-11-23 10:00 Europe/Atlantis",
        utc(2023, 11, 23, 10),
        "no-zone",
    ),
    "ISO 8601": ("2023-11-23T10:11:12.123456+05:30", utc(2023, 11, 23, 4, 41, 12), ""),
    "ISO 8601 in UTC": ("2023-11-23T10:11:12Z", utc(2023, 11, 23, 10, 11, 12), ""),
    "ISO 8601 without marks": ("20231123T101112Z", utc(2023, 11, 23, 10, 11, 12), ""),
    "an ISO day": ("2023-11-23", utc(2023, 11, 23), "no-zone"),
    "two digits of a year": ("23 Nov 23 10:00 GMT", utc(2023, 11, 23, 10), ""),
    "midnight at the end of a day": ("Thu, 23 Nov 2023 24:00:00 GMT", utc(2023, 11, 24), ""),
    "a leap second": ("Sat, 31 Dec 2016 23:59:60 GMT", utc(2016, 12, 31, 23, 59, 59), ""),
    "a dial": ("Nov. 16, 2020, 12:05 a.m. GMT", utc(2020, 11, 16, 0, 5), ""),
    "French": ("ven., 03 juil. 2020 15:09:58 +0000", utc(2020, 7, 3, 15, 9, 58), ""),
    "Spanish, whose Tuesday looks like March": ("mar, 14 nov 2023 10:00:00 +0000", utc(2023, 11, 14, 10), ""),
    "German": ("23. März 2023, 10:00 MEZ", utc(2023, 3, 23, 9), ""),
    "Russian": ("23 ноября 2023 10:00 +0300", utc(2023, 11, 23, 7), ""),
    "Arabic": ("23 نوفمبر 2023 10:00 +0300", utc(2023, 11, 23, 7), ""),
    "Hebrew": ("23 נובמבר 2023 10:00 +0200", utc(2023, 11, 23, 8), ""),
    "Polish": ("23 listopada 2023 10:00 +0100", utc(2023, 11, 23, 9), ""),
    "points go from small to large": ("05.04.2023 10:00", utc(2023, 4, 5, 10), "no-zone"),
    "slashes that leave no choice": ("09/15/2014 4:20 pm PST", utc(2014, 9, 16, 0, 20), ""),
    "a little in the future, as clocks differ": ("2026-11-24T12:59:00Z", utc(2026, 11, 24, 12, 59), ""),
}


@pytest.mark.parametrize(("raw", "expected", "flag"), READ.values(), ids=READ.keys())
def test_a_date_is_read(raw: str, expected: datetime, flag: str) -> None:
    published = parse_published(raw, now=NOW)
    assert (published.value, published.flag) == (expected, flag)


NOT_BELIEVED = {
    "nothing": ("", "missing"),
    "blanks": ("  \n", "missing"),
    "words": ("yesterday", "unreadable"),
    "a day and month that could be exchanged": ("03/04/2023 10:00", "unreadable"),
    "a month that does not exist": ("2026-13-01", "unreadable"),
    "a day that does not exist": ("Thu, 31 Nov 2023 10:00:00 GMT", "unreadable"),
    "an hour that does not exist": ("Thu, 23 Nov 2023 25:00:00 GMT", "unreadable"),
    "an offset that does not exist": ("Thu, 23 Nov 2023 10:00:00 +99:99", "unreadable"),
    "seconds since 1970, which others read as a year": ("1704103200", "unreadable"),
    "the year zero": ("0000-00-00", "unreadable"),
    "the end of the calendar": ("9999-12-31T23:59:59-14:00", "unreadable"),
    "the year one": ("0001-01-01T00:00:00Z", "ancient"),
    "the beginning of Unix": ("Thu, 01 Jan 1970 00:00:00 +0000", "ancient"),
    "next week": ("2026-12-01T00:00:00Z", "future"),
    "two hours from now": ("2026-11-24T14:00:00Z", "future"),
    "the year 9999": ("9999-12-31T23:59:59Z", "future"),
}


@pytest.mark.parametrize(("raw", "flag"), NOT_BELIEVED.values(), ids=NOT_BELIEVED.keys())
def test_a_date_is_not_believed(raw: str, flag: str) -> None:
    published = parse_published(raw, now=NOW)
    assert (published.value, published.flag) == (None, flag)


def test_another_readers_numbers_count_only_for_unknown_scripts() -> None:
    numbers = (2023, 11, 23, 10, 0, 0)
    assert parse_published("2023년 11월 23일 10:00", now=NOW, fallback=numbers).value == utc(2023, 11, 23, 10)
    assert parse_published("2026-13-01", now=NOW, fallback=(2027, 1, 1, 0, 0, 0)).flag == "unreadable"


@pytest.mark.parametrize("numbers", [(10000, 1, 1, 0, 0, 0), (-1, 1, 1, 0, 0, 0), (2023, 1), ()])
def test_another_readers_impossible_numbers_are_unreadable(numbers: tuple[int, ...]) -> None:
    assert parse_published("日付", now=NOW, fallback=numbers).flag == "unreadable"


@given(
    st.one_of(
        st.text(max_size=40),
        st.text(alphabet=st.sampled_from(list("0123456789 :-/.+TZapmNovGMT,")), max_size=40),
        st.datetimes().map(lambda moment: moment.isoformat()),
        st.datetimes().map(lambda moment: moment.strftime("%a, %d %b %Y %H:%M:%S -1400")),
    )
)
def test_any_text_gives_a_believable_date_or_a_flag(raw: str) -> None:
    published = parse_published(raw, now=NOW)
    if published.value is None:
        assert published.flag in {"missing", "unreadable", "future", "ancient"}
    else:
        assert published.flag in {"", "no-zone"}
        assert utc(1995, 1, 1) <= published.value <= NOW + timedelta(hours=1)


def test_dates_of_real_feeds_are_read() -> None:
    if not VECTORS.exists():
        pytest.skip(f"{VECTORS} is not here")
    dates = json.loads(VECTORS.read_text(encoding="utf-8"))
    unread = [raw for raw in dates if parse_published(raw, now=NOW).value is None]
    assert len(dates) >= 28
    assert unread == ["invalid"]
