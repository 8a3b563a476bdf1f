from datetime import date

from lxml import etree

from monitor.browse.small_chart import HEIGHT, days_until, small_chart

DAYS = days_until(date(2026, 11, 23), 4)


def test_days_end_with_the_last() -> None:
    assert (date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23)) == DAYS


def test_a_chart_says_in_words_what_it_shows() -> None:
    chart = etree.fromstring(small_chart({"2026-11-20": 2, "2026-11-22": 10}, DAYS, "report"))
    assert chart.get("aria-label") == "12 reports from 20 Nov to 23 Nov 2026; most on 22 Nov, 10"
    assert chart.get("role") == "img"


def test_bars_are_as_high_as_their_counts() -> None:
    chart = etree.fromstring(
        small_chart({"2026-11-20": 5, "2026-11-22": 10, "2026-11-23": 0}, DAYS, "report")
    )
    assert chart[0].get("d") == f"M0 {HEIGHT}v-{HEIGHT // 2}h6V{HEIGHT}zM16 {HEIGHT}v-{HEIGHT}h6V{HEIGHT}z"


def test_one_among_many_is_still_seen() -> None:
    assert f"M0 {HEIGHT}v-2h" in small_chart({"2026-11-20": 1, "2026-11-22": 5000}, DAYS, "report")


def test_nothing_is_no_chart() -> None:
    assert small_chart({}, DAYS, "report") == ""
    assert small_chart({"2020-01-01": 3}, DAYS, "report") == "", "no day of these"
