import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.story.sparkline import sparkline

LINES = {
    "nothing": ((), ""),
    "zeros": ((0, 0), "··"),
    "nothing and little differ": ((0, 1, 100), "·▁█"),
    "every height": ((1, 2, 3, 4, 5, 6, 7, 8), "▁▂▃▄▅▆▇█"),
    "all alike": ((3, 3), "██"),
}


@pytest.mark.parametrize(("counts", "line"), LINES.values(), ids=LINES.keys())
def test_a_line_shows_counts(counts: tuple[int, ...], line: str) -> None:
    assert sparkline(counts) == line


@given(st.lists(st.integers(min_value=0, max_value=10**9), max_size=40))
def test_more_is_never_lower(counts: list[int]) -> None:
    line = sparkline(counts)
    heights = ["·▁▂▃▄▅▆▇█".index(bar) for bar in line]
    assert len(line) == len(counts)
    assert [height for _, height in sorted(zip(counts, heights, strict=True))] == sorted(heights)
    assert all((count == 0) == (height == 0) for count, height in zip(counts, heights, strict=True))
