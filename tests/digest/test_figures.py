"""Days, times and numbers as readers of several languages write them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel import localedata
from hypothesis import given
from hypothesis import strategies as st

from monitor.digest.figures import Figures, language_name, zone_name

DAY = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 23, 19, 41, tzinfo=ZoneInfo("Europe/Paris"))

FORMS = {
    "en": ("Monday 23 November 2026", "Mon 23 Nov", "Mon 23 Nov 2026", "19:41 CET", "1,204", "1.5"),
    "en_US": (
        *("Monday, November 23, 2026", "Mon, Nov 23", "Mon, Nov 23, 2026"),
        *("7:41\u202fPM CET", "1,204", "1.5"),
    ),
    "de": (
        *("Montag, 23. November 2026", "Mo., 23. Nov.", "Mo., 23. Nov. 2026"),
        *("19:41 CET", "1.204", "1,5"),
    ),
    "fr": (
        *("lundi 23 novembre 2026", "lun. 23 nov.", "lun. 23 nov. 2026"),
        *("19:41 CET", "1\u202f204", "1,5"),
    ),
    "ru": (
        *("понедельник, 23 ноября 2026\u202fг.", "пн, 23 нояб.", "пн, 23 нояб. 2026\u202fг."),
        *("19:41 CET", "1\xa0204", "1,5"),
    ),
    "ja": ("2026年11月23日月曜日", "11月23日(月)", "2026年11月23日(月)", "19:41 CET", "1,204", "1.5"),
}


@pytest.mark.parametrize("language", FORMS)
def test_each_language_has_its_forms(language: str) -> None:
    figures = Figures(language=language)
    told = (
        figures.long_day(DAY),
        figures.short_day(DAY),
        figures.short_day(DAY, year=True),
        figures.clock(MOMENT),
        figures.whole(1204),
        figures.one_place(1.5),
    )
    assert told == FORMS[language]


def test_what_runs_from_right_to_left_is_isolated_and_has_names() -> None:
    assert Figures(language="ar").short_day(DAY) == "\u2068الاثنين، 23 نوفمبر\u2069"
    assert Figures(language="he").clock(MOMENT) == "19:41 CET"


def test_a_language_without_names_of_months_is_written_our_way() -> None:
    assert Figures(language="root").short_day(DAY) == "Mon 23 Nov"


@given(
    language=st.sampled_from(localedata.locale_identifiers()),
    day=st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    minutes=st.integers(0, 24 * 60 - 1),
    number=st.floats(-1e9, 1e9),
)
def test_no_language_fails_or_writes_markup(language: str, day: date, minutes: int, number: float) -> None:
    figures = Figures(language=language)
    local = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("UTC")) + timedelta(minutes=minutes)
    told = (
        figures.long_day(day),
        figures.short_day(day),
        figures.short_day(day, year=True),
        figures.clock(local),
        figures.whole(int(number)),
        figures.one_place(number),
    )
    for text in told:
        assert text.strip()
        assert not set(text) & set('<>&"{}\r\n\0')
        assert text.count("\u2068") == text.count("\u2069")
    assert str(day.day) in figures.short_day(day)
    assert str(day.year) in figures.short_day(day, year=True)


def test_a_zone_without_a_name_shows_its_offset() -> None:
    assert zone_name(MOMENT) == "CET"
    assert zone_name(datetime(2026, 11, 23, tzinfo=ZoneInfo("Europe/Istanbul"))) == "UTC+03"


def test_languages_have_english_names() -> None:
    assert [language_name(tag) for tag in ("pl", "ar", "qzz")] == ["Polish", "Arabic", "qzz"]
