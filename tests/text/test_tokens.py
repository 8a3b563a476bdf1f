import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text import tokens as module
from monitor.text.fold import fold
from monitor.text.script import Script, has_boundary, script_of, word_script
from monitor.text.tokens import folded_tokens, stem, token_spans, tokens

TOKENS = {
    "stop words and single letters go": ("The ship is at a port", ["ship", "port"]),
    "possessive endings go": ("Wagner’s Hezbollah's", ["wagner", "hezbollah"]),
    "plural and singular meet": ("missiles missile", ["missil", "missil"]),
    "forms of a verb meet": ("rescue rescued rescuing", ["rescu", "rescu", "rescu"]),
    "doubled consonants meet": ("stopped stop stopping", ["stop", "stop", "stop"]),
    "cities and city": ("cities city", ["city", "city"]),
    "addresses are no words": ("see https://example.org/wagner?x=1 now", []),
    "numbers count": ("22 crew in 2023", ["22", "crew", "2023"]),
    "Chinese words become pairs": ("真主党", ["真主", "主党"]),
    "Polish without its accents": ("Łódź żołnierzy", ["lodz", "zolnierzy"]),
}


@pytest.mark.parametrize(("text", "expected"), TOKENS.values(), ids=TOKENS.keys())
def test_tokens_are_the_content_words(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text(max_size=60))
def test_spans_and_tokens_agree(text: str) -> None:
    folded = fold(text)
    assert [token for token, _, _ in token_spans(folded)] == folded_tokens(folded)


@given(st.text(alphabet="abcdeginrsty", min_size=1, max_size=12))
def test_a_stem_is_never_empty_nor_longer(word: str) -> None:
    assert 0 < len(stem(word)) <= len(word)


SCRIPTS = {
    "Latin": ("é", Script.LATIN),
    "Greek": ("Χ", Script.GREEK),
    "Cyrillic": ("й", Script.CYRILLIC),
    "Hebrew": ("א", Script.HEBREW),
    "Arabic": ("ح", Script.ARABIC),
    "Han": ("党", Script.HAN),
    "Kana": ("ヒ", Script.KANA),
    "Hangul": ("헤", Script.HANGUL),
    "Thai": ("ก", Script.UNSPACED),
    "digits have none": ("7", Script.OTHER),
}


@pytest.mark.parametrize(("character", "script"), SCRIPTS.values(), ids=SCRIPTS.keys())
def test_characters_know_their_script(character: str, script: Script) -> None:
    assert script_of(character) is script


def test_a_word_has_the_script_of_its_first_letter() -> None:
    assert word_script("7й") is Script.CYRILLIC
    assert word_script("22") is Script.OTHER


def test_scripts_without_blanks_have_no_boundary() -> None:
    assert not any(map(has_boundary, "党ヒ헤ก"))
    assert all(map(has_boundary, "wйחح7"))


def test_no_more_words_are_remembered_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KNOWN", 10)
    for number in range(100):
        assert tokens(f"судно{number} hafen{number}") == [f"судно{number}", f"hafen{number}"]
    assert len(module._KNOWN) <= 10  # noqa: SLF001 - that it is bounded shows nowhere else
