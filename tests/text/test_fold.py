import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.text.fold import fold, fold_with_offsets

ALPHABETS = st.one_of(
    st.text(max_size=40),
    st.text(
        alphabet="aß İﷲﬁ…é\u0301\u0308ـ\u064f\u200c\u200d\u00adйёЙ゛ハﾊﾟㅏ각_-–’ \n\tаг\u0301\u0300\ufe0f葛™・",
        max_size=40,
    ),
)

FOLDS = {
    "case": ("Wagner", "wagner"),
    "sharp s becomes two letters": ("Straße", "strasse"),
    "the Turkish capital i": ("İstanbul", "istanbul"),
    "a curly apostrophe": ("Wagner’s", "wagner's"),
    "a non-breaking hyphen": ("SA\u201122", "sa-22"),
    "a minus sign": ("SA−22", "sa-22"),
    "an underscore is a blank": ("#wagner_group", "#wagner group"),
    "runs of white space are one blank": ("Wagner \n\t Group", "wagner group"),
    "accents go in Latin": ("Hezbolá", "hezbola"),
    "barred letters have no accent to drop": ("Łódź", "lodz"),
    "vowel signs go in Arabic": ("حِزب", "حزب"),
    "hamza forms are one": ("إيران أ ؤ", "ايران ا و"),
    "the stretching line goes": ("حـــزب", "حزب"),
    "a ligature of a whole word": ("ﷲ", "الله"),
    "a word break inside a Persian word": ("می\u200cخواهم", "مي خواهم"),
    "й keeps its breve": ("Хезболлой", "хезболлой"),
    "ё is е": ("ещё", "еще"),
    "stress goes in Cyrillic": ("Ва\u0301гнер", "вагнер"),
    "an acute that makes another letter stays": ("Ѓорѓи", "ѓорѓи"),
    "a choice of glyph": ("葛\U000e0100飾区", "葛飾区"),
    "the dot in a foreign name": ("戈任・瓦格纳", "戈任·瓦格纳"),
    "a trade mark": ("Pantsir™", "pantsir "),
    "a half ring is an apostrophe": ("Sanʿa", "san'a"),
    "a voiced kana keeps its mark": ("ヂ", "ヂ"),
    "half-width kana": ("ﾊﾟ", "パ"),
    "vowel signs stay in Devanagari": ("कुल", "कुल"),
    "soft hyphens are not there": ("mis\u00adsile", "missile"),
    "a ligature of letters": ("ﬁre", "fire"),
}


@pytest.mark.parametrize(("text", "expected"), FOLDS.values(), ids=FOLDS.keys())
def test_texts_that_read_alike_fold_alike(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(ALPHABETS)
@example("0ـᅠ゙")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ALPHABETS)
def test_both_ways_of_folding_agree(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    for place in range(len(folded.text)):
        start, end = folded.original(place, place + 1)
        assert 0 <= start < end <= len(text)


@given(ALPHABETS)
def test_places_never_run_backwards(text: str) -> None:
    folded = fold_with_offsets(text)
    starts = [folded.original(place, place + 1)[0] for place in range(len(folded.text))]
    assert starts == sorted(starts)


SLICES = {
    "after a ligature of four letters": ("قال ﷲ أكبر", "اكبر", "أكبر"),
    "inside a word with sharp s": ("die Straße hier", "strasse", "Straße"),
    "after an ellipsis": ("So… Wagner", "wagner", "Wagner"),
    "vowel signs belong to their letter": ("وحِزبُ الله", "حزب", "حِزبُ"),
    "an invisible mark after a word is not part of it": ("חיזבאללה\u200f נגד", "חיזבאללה", "חיזבאללה"),
    "a double blank": ("the  Wagner   Group", "wagner group", "Wagner   Group"),
}


@pytest.mark.parametrize(("text", "found", "expected"), SLICES.values(), ids=SLICES.keys())
def test_a_folded_slice_leads_back_to_the_original(text: str, found: str, expected: str) -> None:
    folded = fold_with_offsets(text)
    at = folded.text.index(found)
    start, end = folded.original(at, at + len(found))
    assert text[start:end] == expected
