import pytest

from monitor.browse.clitics import written_together


@pytest.mark.parametrize(
    ("word", "among"),
    [
        ("حزب", ["حزب", "الحزب", "للحزب", "والحزب"]),
        ("الحزب", ["الحزب", "حزب", "بالحزب"]),
        ("قدرة", ["قدره", "القدرة"]),
        ("اعلان", ["إعلان", "الإعلان"]),
        ("ממשלה", ["הממשלה", "וממשלה"]),
    ],
)
def test_a_word_is_sought_with_what_is_written_as_one_with_it(word: str, among: list[str]) -> None:
    forms = written_together(word)
    assert forms[0] == word
    assert set(among) <= set(forms)
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize("word", ["port", "порт", "中国", "من", "של", "", "الأب"])
def test_other_scripts_and_short_words_stand_alone(word: str) -> None:
    assert written_together(word) == (word,)
