import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.poll.sameness import bare, other_spellings, same_page, similar, similarity

HEADLINES = [
    pytest.param("Two killed in strike on port", "Three killed in strike on port", True, id="a toll rises"),
    pytest.param("LIVE: Convoy leaves the port", "Convoy leaves the port", True, id="a label goes"),
    pytest.param("Конвой вышел из порта", "Конвой вышел из порта Одессы", True, id="more is known, Russian"),
    pytest.param("車隊離開港口前往邊境", "車隊離開港口前往邊境城市", True, id="more is known, no blanks"),
    pytest.param("E-mail outage resolved", "Network maintenance in October", False, id="another story"),
    pytest.param("Конвой вышел из порта", "Бюджет принят во втором чтении", False, id="another, Russian"),
    pytest.param("", "", True, id="nothing and nothing"),
    pytest.param("", "Convoy", False, id="nothing and something"),
    pytest.param("A", "B", False, id="too short for pairs"),
    pytest.param("a  B\n", "A b", True, id="case and blanks"),
]


@pytest.mark.parametrize(("one", "other", "alike"), HEADLINES)
def test_headlines_of_one_story_are_alike(one: str, other: str, alike: bool) -> None:  # noqa: FBT001
    assert similar(one, other) is alike


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_between_nothing_and_one_and_goes_both_ways(one: str, other: str) -> None:
    assert 0.0 <= similarity(one, other) <= 1.0
    assert similarity(one, other) == similarity(other, one)
    assert similarity(one, one) == 1.0


def test_an_address_has_three_other_spellings() -> None:
    assert set(other_spellings("http://x.example/?p=1")) == {
        "https://x.example/?p=1",
        "http://www.x.example/?p=1",
        "https://www.x.example/?p=1",
    }


@pytest.mark.parametrize("guid", ["", "tag:x.example,2026:1", "x.example/1", "http://", "ftp://x.example"])
def test_what_is_no_address_has_one_spelling(guid: str) -> None:
    assert other_spellings(guid) == ()
    assert bare(guid) == guid


@given(
    st.sampled_from(["http://", "https://", "http://www.", "HTTPS://WWW."]), st.text(min_size=1, max_size=9)
)
def test_all_spellings_of_an_address_are_one_without_scheme(start: str, rest: str) -> None:
    guid = start + "x" + rest
    assert {bare(other) for other in other_spellings(guid)} == {bare(guid)}


PAGES = [
    pytest.param("https://x.example/1#0", "https://x.example/1#12", True, id="edits are counted"),
    pytest.param("https://x.example/1#0", "https://x.example/2#0", False, id="another page"),
    pytest.param("https://x.example/1", "https://x.example/1#1", False, id="no fragment before"),
    pytest.param("item#1", "item#2", False, id="no address"),
    pytest.param("#1", "#2", False, id="nothing but a fragment"),
]


@pytest.mark.parametrize(("guid", "other", "same"), PAGES)
def test_guids_of_one_page_differ_in_the_fragment(guid: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert same_page(guid, other) is same
