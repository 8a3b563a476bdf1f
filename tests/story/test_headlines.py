"""What the wording of a headline shows."""

import pytest

from monitor.story.headlines import explains, films, quotes, reflects, says
from monitor.text.fold import fold


@pytest.mark.parametrize(
    "title",
    [
        "Why the Norrvik ferry sank",
        "What we know about the Norrvik ferry",
        "Norrvik ferry: five things to know",
        "Was the ferry safe?",
        "Norrvik ferry sinking – live",
        "Nobody should sail again | Tove Brandvik",
        "Morning Briefing: a ferry sinks",
        "The captain who would not leave",
        "Dlaczego zatonął prom",
        "Почему затонул паром",
    ],
)
def test_explainers_columns_and_live_pages_explain(title: str) -> None:
    assert explains(fold(title))


@pytest.mark.parametrize(
    "title",
    [
        "Norrvik ferry sinks",
        "Captain of Norrvik ferry arrested",
        "Ferry reaches port - owner",
        "Minister denies ferry was unsafe",
        "Howard Line sells ferry",
    ],
)
def test_plain_reports_do_not(title: str) -> None:
    assert not explains(fold(title))


def test_fears_and_lessons_reflect() -> None:
    assert reflects(fold("Norrvik sinking renews fears over old ferries"))
    assert not reflects(fold("Norrvik ferry raised"))


def test_pictures_are_announced() -> None:
    assert films(fold("Video shows ferry sinking"))
    assert films(fold("Watch: ferry sinks"))
    assert not films(fold("Night watch saw ferry sink"))


def test_words_of_others_stand_between_marks() -> None:
    assert quotes("Ferry was ‘a coffin’, says mate")
    assert quotes("Ferry was 'a coffin', says mate")
    assert not quotes("Ferry's owner says nothing")


def test_a_text_gives_its_word_to_somebody() -> None:
    assert says("the line said on monday")
    assert not says("the line was founded long ago")
