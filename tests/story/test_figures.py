"""Numbers with the thing that they count: invented sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.story.figures import figures, grows
from monitor.text.fold import fold

CASES = {
    "a toll with its qualifier": ("At least 37 people killed in Norrvik", [("dead", 37.0, "at least 37")]),
    "the toll before the number": ("Norrvik: death toll rises to 69", [("dead", 69.0, "69")]),
    "two tolls": ("Quake kills 12, 30 injured", [("dead", 12.0, "12"), ("hurt", 30.0, "30")]),
    "a number word": ("Two dead in Norrvik", [("dead", 2.0, "two")]),
    "thousands with a comma": ("Nearly 2,000 prisoners flee", [("prisoner", 2000.0, "nearly 2,000")]),
    "thousands with a point": ("1.200 verletzte", [("hurt", 1200.0, "1.200")]),
    "money and its use": ("Ferry line to pay a $4.3 billion fine", [("$ fine", 4.3e9, "$4.3 billion")]),
    "money in words": ("Line repays 900 million euros.", [("€", 9e8, "900 million")]),
    "a share": ("some 40 percent of ports", [("%", 40.0, "some 40")]),
    "a share with its sign": ("5% of ports", [("%", 5.0, "5%")]),
    "Polish": ("Zginęły dwie osoby", [("dead", 2.0, "dwie")]),
    "Russian": ("Погибли не менее 40 человек", [("dead", 40.0, "не менее 40")]),
    "a count of people alone": ("ferry with eight people on board", [("board", 8.0, "eight")]),
    "a year": ("the sinking of 2019 ferries", []),
    "a date": ("on 13 November", []),
    "an age": ("a 49-year-old captain", []),
    "a time": ("at 10:30 the ferry", []),
    "a code": ("an SA-22 system and a COP28", []),
    "one of many": ("one of the largest ports", []),
    "one dead": ("one dead", [("dead", 1.0, "one")]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_a_number_is_read_with_what_it_counts(text: str, expected: list[tuple[str, float, str]]) -> None:
    folded = fold(text)
    assert [(f.thing, f.value, folded[f.start : f.end]) for f in figures(folded)] == expected


def test_the_counted_thing_is_found_where_it_stands() -> None:
    folded = fold("More than 1,200 people were injured")
    (figure,) = figures(folded)
    assert folded[slice(*figure.what)] == "injured"


def test_the_thing_is_not_sought_beyond_the_clause() -> None:
    assert figures("the ferry had 12, killed by none") == ()


@pytest.mark.parametrize(
    ("thing", "expected"), [("dead", True), ("$ fine", True), ("$", False), ("board", False), ("%", False)]
)
def test_tolls_and_named_sums_grow(thing: str, *, expected: bool) -> None:
    assert grows(thing) is expected


@given(
    st.text(alphabet=st.sampled_from("0123456789.,:-/ $€£%amkillionbndeaty\n№٣½²"), max_size=60) | st.text()
)
def test_no_text_raises_and_places_lie_in_it(text: str) -> None:
    folded = fold(text)
    for figure in figures(folded):
        assert 0 <= figure.start < figure.end <= len(folded)
        assert 0 <= figure.what[0] < figure.what[1] <= len(folded)
