import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.pairs import is_unbroken, pairs, searched_pairs


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("中国人", "中国 国人 人"),
        ("中国。人", "中国 国 人"),
        ("苹果iPhone发布", "苹果 果 iphone 发布 布"),
        ("ｱｲｳ", "アイ イウ ウ"),
        ("조선은 새", "조선 선은 은 새"),
        ("plain words, 22", "plain words 22"),
        ("", ""),
    ],
)
def test_runs_are_cut_into_pairs_and_other_words_stay(text: str, kept: str) -> None:
    assert pairs(text) == kept


@pytest.mark.parametrize(
    ("word", "phrases"),
    [("中国人", ("中国 国人",)), ("中", ("中",)), ("苹果iPhone", ("苹果", "iphone")), ("!", ())],
)
def test_a_word_is_sought_run_by_run(word: str, phrases: tuple[str, ...]) -> None:
    assert searched_pairs(word) == phrases


UNBROKEN = st.text(alphabet="中国人民アイ조선ไท", min_size=2, max_size=12)


@given(UNBROKEN, st.text(alphabet="中a ,"), st.text(alphabet="中a ,"))
def test_every_part_of_a_text_is_found_in_it(word: str, before: str, after: str) -> None:
    (phrase,) = searched_pairs(word)
    assert f" {phrase} " in f" {pairs(before + word + after)} "


@pytest.mark.parametrize(
    ("text", "unbroken"), [("中", True), ("a ไ", True), ("abc", False), ("где é", False), ("", False)]
)
def test_a_text_is_known_by_its_script(text: str, *, unbroken: bool) -> None:
    assert is_unbroken(text) is unbroken
