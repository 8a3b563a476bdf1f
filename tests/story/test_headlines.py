"""What the wording of a headline shows."""

import pytest

from monitor.story.headlines import explains, explains_itself, films, reflects, says, states
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


@pytest.mark.parametrize(
    "lead",
    [
        "Here’s what the owners knew.",
        "Ferries have sunk here for decades.",
        "Was it the wind? Or the cargo?",
        "The line was founded 40 years ago.",
    ],
)
def test_a_lead_that_asks_or_looks_back_explains(lead: str) -> None:
    assert explains_itself(fold(lead))


def test_a_plain_lead_does_not() -> None:
    assert not explains_itself(fold("Divers found the ferry on Monday, the coast guard said."))


def test_a_text_gives_its_word_to_somebody() -> None:
    assert says("the line said on monday")
    assert not says("the line was founded long ago")


@pytest.mark.parametrize(
    "title",
    [
        "Owner says Norrvik ferry was sound",
        "Minister warns of old ferries",
        "Norrvik ferry was overloaded - police",
        "Ferry captain drunk: report",
    ],
)
def test_a_headline_gives_its_word_to_somebody(title: str) -> None:
    assert states(fold(title))


@pytest.mark.parametrize("title", ["Norrvik ferry sinks", "Owner of Norrvik ferry sues port"])
def test_a_headline_that_tells_an_act_does_not(title: str) -> None:
    assert not states(fold(title))
