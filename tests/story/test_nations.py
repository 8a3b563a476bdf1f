"""Words for a nation and its people."""

import pytest

from monitor.story.facts import term_of
from monitor.story.nations import PEOPLES
from monitor.story.steps import ENGLISH_STEPS
from monitor.text.tokens import stem, tokens


def term(word: str) -> str:
    (token,) = tokens(word)
    return term_of(token, english=True)


@pytest.mark.parametrize(
    ("people", "nation"),
    [("Chinese", "China"), ("Greek", "Greece"), ("Norwegians", "Norway"), ("Swiss", "Switzerland")],
)
def test_a_people_is_named_as_its_country(people: str, nation: str) -> None:
    assert term(people) == term(nation)


def test_two_countries_stay_two() -> None:
    assert term("Nigerian") != term("Nigerien")


def test_no_word_is_listed_twice_or_is_a_step() -> None:
    keys = [stem(word) for line in PEOPLES.strip().splitlines() for word in line.partition(": ")[2].split()]
    assert len(keys) == len(set(keys))
    assert not ENGLISH_STEPS.keys() & set(keys)
