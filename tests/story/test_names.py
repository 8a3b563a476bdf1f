"""Names of a text, as far as capitals tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.story.names import names, title_case

CASES = {
    "a name inside a sentence": (
        "The ferry was sold to Tove Brandvik yesterday",
        [("Tove Brandvik", ("tove", "brandvik"))],
    ),
    "the usual word at the head of a sentence is none": ("Police searched the ferry", []),
    "a rare word at the head is one": ("Brandvik was searched", [("Brandvik", ("brandvik",))]),
    "a code stays in one piece": ("the engine XR-22 failed", [("XR-22", ("xr22",))]),
    "small words join": (
        "the Gulf of Norrvik was calm",
        [("Gulf of Norrvik", ("gulf", "norrvik"))],
    ),
    "months are none": ("it sank in November", []),
    "Title Case tells rare words only": (
        "Ship Runs Into Rocks Near Norrvik Island",
        [("Norrvik", ("norrvik",))],
    ),
    "letters with accents": ("w porcie Łódzki zatonął", [("Łódzki", ("lodzki",))]),
    "Cyrillic": ("в порту Норвик стоит", [("Норвик", ("норвик",))]),
    "a script without case": ("渡轮在港口沉没", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_names_are_read(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(name.text, name.words) for name in names(text)] == expected


def test_title_case_is_told_from_a_sentence() -> None:
    assert title_case("Ferry Runs Aground Near Norrvik Island")
    assert not title_case("Ferry runs aground near Norrvik")
    assert not title_case("Norrvik Line")


@given(st.text())
def test_every_name_stands_in_the_text(text: str) -> None:
    assert all(name.text in text and name.words for name in names(text))
