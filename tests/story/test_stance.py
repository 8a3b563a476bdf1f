import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.story.stance import stance_of
from monitor.story.values import Stance
from tests.story.stance_cases import CORRECTING, DENYING, TRAPS

DENIALS = [(language, *case) for language, cases in DENYING.items() for case in cases]
CORRECTIONS = [(language, *case) for language, cases in CORRECTING.items() for case in cases]
NOTHING = [(language, title) for language, titles in TRAPS.items() for title in titles]


@pytest.mark.parametrize(("language", "title", "words"), DENIALS)
def test_a_headline_that_denies(language: str, title: str, words: str) -> None:
    assert stance_of(title, "", language) == (Stance.DENIES, words)


@pytest.mark.parametrize(("language", "title", "words"), CORRECTIONS)
def test_a_headline_that_corrects(language: str, title: str, words: str) -> None:
    assert stance_of(title, "", language) == (Stance.CORRECTS, words)


@pytest.mark.parametrize(("language", "title"), NOTHING)
def test_a_headline_that_does_neither(language: str, title: str) -> None:
    assert stance_of(title, "", language) == (Stance.NONE, "")


@pytest.mark.parametrize(("language", "title", "words"), DENIALS)
def test_a_denial_is_found_without_its_language(language: str, title: str, words: str) -> None:
    assert stance_of(title, "")[0] is Stance.DENIES, (language, words)


def test_every_language_has_cases_of_each_kind() -> None:
    assert set(DENYING) == set(CORRECTING) == set(TRAPS)


LEADS = {
    "the first sentence denies": (
        "The harbour denied that a second tank leaks. Crews went home.",
        (Stance.DENIES, "denied that"),
    ),
    "only a later sentence does": (
        "Crews searched the harbour. The mayor denied that a tank leaks.",
        (Stance.NONE, ""),
    ),
    "a relative clause": (
        "The mayor, who has long denied taking money, spoke at the harbour.",
        (Stance.NONE, ""),
    ),
    "what was pleaded long ago": (
        "The captain has pleaded not guilty to sinking the ferry.",
        (Stance.NONE, ""),
    ),
    "an initial ends no sentence": (
        "Gov. J. Marsh denied that a tank leaks at the harbour.",
        (Stance.DENIES, "denied that"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), LEADS.values(), ids=LEADS.keys())
def test_the_lead_counts_where_the_headline_says_nothing(text: str, expected: tuple[Stance, str]) -> None:
    assert stance_of("Harbour tank: what is known", text, "en-GB") == expected


def test_the_headline_goes_before_the_lead() -> None:
    found = stance_of("Correction: harbour tank", "The mayor denied that a tank leaks.", "en")
    assert found == (Stance.CORRECTS, "Correction")


@pytest.mark.parametrize("title", ["Mayor DENIES   taking bribes", "Mayor “denies taking bribes”"])
def test_words_stand_as_in_the_report(title: str) -> None:
    stance, words = stance_of(title, "", "en")
    assert words == "" or words in " ".join(title.split())
    assert (stance is Stance.NONE) == (words == "")


@given(st.text(max_size=80), st.text(max_size=200), st.sampled_from(["", *DENYING, "xx", "pt-BR"]))
def test_no_text_breaks_it_and_words_are_of_the_report(title: str, text: str, language: str) -> None:
    stance, words = stance_of(title, text, language)
    assert (stance is Stance.NONE) <= (words == "")
    assert words in " ".join(title.split()) or words in " ".join(text.split())


@pytest.mark.parametrize("filler", ["claims ", "denies ", "of the ", "a, ", "«« ", "' \" "])
def test_a_long_headline_is_read_all_the_same(filler: str) -> None:
    assert isinstance(stance_of(filler * 400, filler * 400)[0], Stance)
