"""Words that report the same kind of act."""

import pytest

from monitor.story.steps import ENGLISH, OTHERS, is_step, step_of
from monitor.text.tokens import stem, tokens


def step(word: str, *, english: bool = True) -> str:
    (token,) = tokens(word)
    return step_of(token, english=english)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("hijacked", "seizes"),
        ("arrests", "detained"),
        ("explosion", "blast"),
        ("resigns", "quits"),
        ("sells", "sold"),
        ("reopens", "resumed"),
        ("condemns", "slammed"),
    ],
)
def test_two_words_are_one_step(first: str, second: str) -> None:
    assert step(first) == step(second) != ""


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("zatrzymano", "arrested"),
        ("арестован", "arrested"),
        ("condena", "condemns"),
        ("verletzte", "injured"),
    ],
)
def test_a_step_is_known_in_other_languages(word: str, english: str) -> None:
    assert step(word, english=False) == step(english) != ""


def test_opposite_steps_are_two() -> None:
    assert step("closes") != step("reopens")
    assert step("confirms") != step("denies")


@pytest.mark.parametrize("word", ["ferry", "norrvik", "渡轮"])
def test_other_words_are_no_step(word: str) -> None:
    assert step_of(word, english=True) == step_of(word, english=False) == ""


def test_a_step_is_told_from_a_word() -> None:
    assert is_step(step("denies"))
    assert not is_step("ferry")


def test_no_word_is_listed_twice() -> None:
    for table, english in ((ENGLISH, True), (OTHERS, False)):
        lines = [line.partition(":")[2].split() for line in table.strip().splitlines()]
        keys = [{stem(word) if english else word for word in words} for words in lines]
        assert sum(map(len, keys)) == len(set().union(*keys))
