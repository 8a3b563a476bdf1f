"""Marks in a text stand where it was matched, and nowhere else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.browse.highlight import highlighted
from monitor.model import Reason
from monitor.text.wording import shown

TEXT = "Wagner hands the Pantsir S1 over"


def reason(start: int, end: int, surface: str | None = None, **changed: str) -> Reason:
    said: dict[str, Any] = {"field": "text", "role": "object", "origin": "seed"} | changed
    return Reason(
        term="x",
        surface=TEXT[start:end] if surface is None else surface,
        start=start,
        end=end,
        points=1.0,
        **said,
    )


CASES = {
    "nothing": ([], [(TEXT, "")]),
    "a term": ([reason(0, 6)], [("Wagner", "term"), (" hands the Pantsir S1 over", "")]),
    "a learned word": ([reason(7, 12, role="profile")], [("Wagner ", ""), ("hands", "learned"), (" the Pantsir S1 over", "")]),
    "a term over a word": (
        [reason(17, 24, role="profile"), reason(17, 27)],
        [("Wagner hands the ", ""), ("Pantsir S1", "term"), (" over", "")],
    ),
    "a term that begins inside a word": (
        [reason(13, 24, role="profile"), reason(17, 24)],
        [("Wagner hands the ", ""), ("Pantsir", "term"), (" S1 over", "")],
    ),
    "another field": ([reason(0, 6, field="title")], [(TEXT, "")]),
    "a text that was changed since": ([reason(0, 6, surface="Another")], [(TEXT, "")]),
    "a place beyond the end": ([reason(20, 99, surface="x")], [(TEXT, "")]),
    "no place": ([reason(0, 0, surface="")], [(TEXT, "")]),
}  # fmt: skip


@pytest.mark.parametrize(("reasons", "expected"), CASES.values(), ids=CASES.keys())
def test_marks(reasons: list[Reason], expected: list[tuple[str, str]]) -> None:
    assert [(part.text, part.mark) for part in highlighted(TEXT, reasons, "text")] == expected


def test_marks_of_direction_are_not_shown() -> None:
    assert [part.text for part in highlighted("a\u202egpj.exe", [], "title")] == ["agpj.exe"]


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.booleans()), max_size=8),
)
def test_no_letter_is_lost_or_doubled(text: str, places: list[tuple[int, int, bool]]) -> None:
    reasons = [
        reason(start, end, surface=text[start:end], role="profile" if learned else "actor")
        for start, end, learned in places
    ]
    parts = highlighted(text, reasons, "text")
    assert "".join("".join(part.text.split()) for part in parts) == "".join(shown(text).split())
