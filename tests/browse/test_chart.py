"""The chart of coverage: every day in it, readable at any length, in words as well."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from monitor.browse.chart import DAYS_AT_MOST, NARROW, WIDTH, ChartDay, coverage_chart, described, every_day

SVG = "{http://www.w3.org/2000/svg}"
START = date(2026, 11, 20)


def days(*counts: int, spikes: tuple[int, ...] = ()) -> list[ChartDay]:
    return [
        ChartDay(day=START + timedelta(days=place), count=number, spike=place in spikes)
        for place, number in enumerate(counts)
    ]


def parsed(svg: str) -> etree._Element:
    return etree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def bars(svg: str) -> list[etree._Element]:
    return list(parsed(svg).iter(f"{SVG}rect"))


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


def test_bars_are_as_high_as_their_counts() -> None:
    heights = [float(bar.get("height", "0")) for bar in bars(coverage_chart(days(2, 8, 4), name="c"))]
    assert heights == pytest.approx([heights[1] / 4, heights[1], heights[1] / 2], abs=0.1)


def test_days_between_count_nothing() -> None:
    gap = [days(1)[0], ChartDay(day=START + timedelta(days=3), count=2)]
    assert [one.count for one in every_day(gap[::-1])] == [1, 0, 0, 2]
    assert "22 Nov" in texts(coverage_chart(gap, name="c"))


def test_it_can_be_read_aloud() -> None:
    root = parsed(coverage_chart(days(3, 30, 5, spikes=(1,)), name="wide"))
    assert root.get("role") == "img"
    told = {element.get("id"): element.text for element in root.iter(f"{SVG}title", f"{SVG}desc")}
    title, desc = (told[name] for name in root.get("aria-labelledby", "").split())
    assert title == "Reports by day"
    assert desc == (
        "From 20 Nov 2026 to 22 Nov 2026: 38 reports; most on 21 Nov 2026, 30. Spikes: 21 Nov 2026 (30)."
    )


def test_a_spike_is_marked_by_more_than_colour() -> None:
    svg = coverage_chart(days(3, 30, 5, spikes=(1,)), name="c")
    assert "▲ 30" in texts(svg)
    assert "▲ spike" in texts(svg)
    assert "21 Nov 2026: 30 reports, spike" in svg
    assert "▲" not in coverage_chart(days(3, 30, 5), name="c")


@pytest.mark.parametrize(
    ("length", "number"),
    [(1, 1), (2, 2), (29, 29), (30, 30), (57, 57), (DAYS_AT_MOST, DAYS_AT_MOST), (400, 58)],
)
@pytest.mark.parametrize("width", [NARROW, WIDTH])
def test_any_length_fits(length: int, number: int, width: int) -> None:
    svg = coverage_chart(days(*[7] * length), name="c", width=width)
    found = bars(svg)
    assert len(found) == number
    assert all(
        float(bar.get("x", "")) >= 0 and float(bar.get("x", "")) + float(bar.get("width", "")) <= width
        for bar in found
    )
    labels = [
        float(element.get("x", ""))
        for element in parsed(svg).iter(f"{SVG}text")
        if re.fullmatch(r"\d+ [A-Z][a-z]{2}", element.text or "")
    ]
    assert labels
    assert all(after - before >= 46 for before, after in pairwise(labels))
    assert min(labels) >= 20
    assert max(labels) <= width - 20


def test_long_stories_are_told_in_weeks() -> None:
    svg = coverage_chart(days(*[1] * 400, spikes=(200,)), name="c")
    assert "Reports by week" in svg
    assert "week of 7 Jun 2027: 7 reports, spike on 8 Jun" in svg
    assert sum(int(found) for found in re.findall(r"(\d+) reports?(?:, spike[^<]*)?</title>", svg)) == 400


def test_the_scale_has_round_numbers() -> None:
    scale = [text for text in texts(coverage_chart(days(*[0] * 19, 37), name="c")) if text.isdigit()]
    assert scale == ["0", "10", "20", "30", "40", "2026"]


def test_nothing_is_no_chart() -> None:
    assert coverage_chart([], name="c") == ""


def test_one_day_is_no_span() -> None:
    assert described(days(1)) == "20 Nov 2026: 1 report."


@given(
    st.dictionaries(
        st.dates(date(2026, 1, 1), date(2027, 6, 1)),
        st.tuples(st.integers(0, 10**6), st.booleans()),
        min_size=1,
    ),
    st.sampled_from([NARROW, WIDTH]),
)
def test_any_story_is_a_drawing(counts: dict[date, tuple[int, bool]], width: int) -> None:
    told = [ChartDay(day=day, count=number, spike=spike) for day, (number, spike) in counts.items()]
    svg = coverage_chart(told, name="c", width=width)
    assert all(float(bar.get("height", "-1")) >= 0 and float(bar.get("y", "-1")) >= 0 for bar in bars(svg))
