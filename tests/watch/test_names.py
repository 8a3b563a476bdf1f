"""Which names and subjects are read from an article, and which words are none."""

import pytest

from tests.watch.proposing import forms_of, terms_of

FOUND = {
    "a person, without title": (
        "Talks begin",
        "On Monday President Anna Kowalska met reporters.",
        {"Anna Kowalska"},
    ),
    "a person after a nationality": (
        "Talks begin",
        "Then Syrian President Bashar al-Assad spoke.",
        {"Bashar al-Assad"},
    ),
    "no possessive ending": ("Talks begin", "It was Brontovia's first launch.", {"Brontovia"}),
    "no curly possessive either": ("Talks begin", "It was Brontovia’s first launch.", {"Brontovia"}),
    "a name that only opens the headline": ("Optus network fails again", "", {"Optus"}),
    "a known name in lower-case company": (
        "Ship seized by houthi fighters",
        "The Houthi group said so.",
        {"Houthis"},
    ),
    "a name of several words": ("Talks begin", "They met in the Rainbow Bridge area.", {"Rainbow Bridge"}),
    "a name joined by of": ("Talks begin", "He led the Bank of Zorania for years.", {"Bank of Zorania"}),
    "names in a compound": ("An Israel-Hamas truce nears its end", "", {"Israel", "Hamas"}),
    "the name in a led compound": ("Talks begin", "The Iran-backed force left.", {"Iran"}),
    "a model number": ("The army buys the SA-22 for its bases", "", {"Pantsir"}),
    "an unknown model number": ("The army buys the ZX-81 for its bases", "", {"ZX-81"}),
    "a phrase that is repeated": (
        "Air defence for the coast",
        "The air defence plan is late. No air-defence radar works.",
        {"air defence"},
    ),
    "a person behind a title inside a run": (
        "Talks begin",
        "Then Brontovian Prime Minister Anna Kowalska spoke.",
        {"Anna Kowalska"},
    ),
    "a person behind a nationality alone": (
        "Talks begin",
        "They met Italian Anna Kowalska there.",
        {"Anna Kowalska", "Italy"},
    ),
    "a person behind the institution": (
        "Talks begin",
        "They met Brontovian Central Bank Anna Kowalska there.",
        {"Anna Kowalska"},
    ),
    "a court with a title in its name": (
        "Talks begin",
        "They met at Kravik Crown Court again.",
        {"Kravik Crown Court"},
    ),
    "a person without letters behind": ("Talks begin", "They met Anna Kowalska KC there.", {"Anna Kowalska"}),
    "an initial inside a name": ("Talks begin", "They met Anna B. Kowalska there.", {"Anna B. Kowalska"}),
    "names on both sides of a full stop in a headline": (
        "It was Kravik. Brontovia denies it",
        "",
        {"Kravik", "Brontovia"},
    ),
    "a code with a letter behind": ("Signal from planet TOI-2149b puzzles all", "", {"TOI-2149b"}),
    "a rare pair that stands once": (
        "Talks begin",
        "The ammonium nitrate was stored there for long.",
        {"ammonium nitrate"},
    ),
    "a rare word": ("Geothermal plant shuts after tremor", "", {"geothermal"}),
}


@pytest.mark.parametrize("case", FOUND, ids=str)
def test_proposes(case: str) -> None:
    title, text, expected = FOUND[case]
    assert expected <= {name if name[0].isupper() else name.lower() for name in _names(title, text)}


def _names(title: str, text: str) -> set[str]:
    names = set(terms_of(title, text))
    return names | {name.lower() for name in names}


NOT_FOUND = {
    "a word that only opens a sentence": (
        "Talks begin",
        "Earlier reports spoke of Brontovia.",
        "earlier reports",
    ),
    "a weekday": ("Talks begin", "They met on Tuesday with Brontovia.", "tuesday"),
    "a title on its own": ("Talks begin", "The President met Anna Kowalska.", "president"),
    "the kind of a name": ("Talks begin", "He left the Group after Brontovia joined.", "group"),
    "a headline that the text repeats": (
        "Angry Crowds Storm Brontovia Parliament Again",
        "The post Angry Crowds Storm Brontovia Parliament Again appeared first. Brontovia was quiet.",
        "angry crowds storm brontovia parliament again",
    ),
    "a shouted beginning": ("Talks begin", "SEVEN people left Brontovia.", "seven"),
    "a verb in a shouted headline": (
        "BRONTOVIA EVACUATES ITS COAST",
        "It was Brontovia.",
        "brontovia evacuates",
    ),
    "a word that counts or reports": ("Talks begin", "Dozens left Brontovia, a spokesman said.", "spokesman"),
    "the end of a compound": (
        "Talks begin",
        "Brontovia has surface-to-air missiles. It wants more surface-to-air missiles.",
        "air missiles",
    ),
    "the outlet": ("Brontovia launches rocket, Reuters says", "Reuters had the news first.", "reuters"),
    "an address": ("Brontovia launches", "Read https://example.org/brontovian-launcher now.", "example.org"),
    "a year's quarter": ("Brontovia grows", "Its Q3 results came in.", "q3"),
}


@pytest.mark.parametrize("case", NOT_FOUND, ids=str)
def test_does_not_propose(case: str) -> None:
    title, text, unwanted = NOT_FOUND[case]
    names = {name.lower() for name in terms_of(title, text)}
    assert "brontovia" in names or "anna kowalska" in names
    assert unwanted not in names


INFLECTED = {
    "one word in two cases": ("Byli w Brontowie. Jadą do Brontowa.", {"Brontowie", "Brontowa"}),
    "a person in two cases": (
        "Potem wybrano, jak pisze, Adam Kravicki. Nie ma tu Adama Kravickiego.",
        {"Adam Kravicki", "Adama Kravickiego"},
    ),
    "a surname in another case": (
        "Potem przyszedł tam Adam Kravicki. Nie ma tu Kravickiego.",
        {"Adam Kravicki", "Kravickiego"},
    ),
}


@pytest.mark.parametrize("case", INFLECTED, ids=str)
def test_one_name_in_several_cases_is_one_term(case: str) -> None:
    text, spellings = INFLECTED[case]
    found = terms_of("rozmowy", text, "pl")
    assert [term for term in found.values() if spellings <= forms_of(term)]
