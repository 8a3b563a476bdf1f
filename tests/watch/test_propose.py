"""Proposals: what is named, with which role and aliases, whatever the writing of the seed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model import Role
from monitor.text.fold import fold
from monitor.watch.article import seed_from_file
from monitor.watch.propose import MOST_TERMS, joined, propose
from monitor.watch.weighing import HEAVIEST, LIGHTEST
from tests.watch.proposing import forms_of, seed, terms_of

CHECKOUT = Path(__file__).resolve().parents[2]


ALIASES = {
    "an acronym with its long form": (
        "The Zoranian Space Agency (ZSA) said the ZSA would launch.",
        "Zoranian Space Agency",
        {"Zoranian Space Agency", "ZSA"},
    ),
    "known as": (
        "The ZX-81, known as Brontor, was shown. Brontor flies low.",
        "Brontor",
        {"Brontor", "ZX-81"},
    ),
    "known to somebody as": (
        "The ZX-81, known in Zorania as Brontor, was shown.",
        "Brontor",
        {"Brontor", "ZX-81"},
    ),
    "or between commas": ("They sent the ZX-81, or Brontor, to the coast.", "Brontor", {"Brontor", "ZX-81"}),
    "in brackets": ("They sent the Brontor (ZX-81) to the coast.", "Brontor", {"Brontor", "ZX-81"}),
    "a surname": (
        "Then Anna Kowalska arrived. A day later Kowalska left.",
        "Anna Kowalska",
        {"Anna Kowalska", "Kowalska"},
    ),
    "a group by its first word": (
        "The Brontor Group denied it. Later Brontor admitted it.",
        "Brontor Group",
        {"Brontor Group", "Brontor"},
    ),
}


@pytest.mark.parametrize("case", ALIASES, ids=str)
def test_takes_aliases_from_the_article(case: str) -> None:
    text, name, expected = ALIASES[case]
    found = terms_of("Talks begin", text)
    assert expected <= forms_of(found[name])
    assert not (expected - {name}) & set(found)


NO_ALIASES = {
    "two receivers": ("It goes to Brontovia or Zorania next year.", "Brontovia", "Zorania"),
    "initials that do not fit": ("The Zoranian Space Agency (QXD) met.", "Zoranian Space Agency", "QXD"),
}


@pytest.mark.parametrize("case", NO_ALIASES, ids=str)
def test_keeps_different_things_apart(case: str) -> None:
    text, one, other = NO_ALIASES[case]
    found = terms_of("Talks begin", text)
    assert one in found
    assert other not in forms_of(found[one])


ROLES = {
    "a model number is an object": ("They sent the ZX-81 south.", "ZX-81", Role.OBJECT),
    "who says so is an actor": ("Then Brontovia said nothing.", "Brontovia", Role.ACTOR),
    "where it happens is a place": ("It happened in Brontovia last week.", "Brontovia", Role.PLACE),
    "what is named a strait is a place": ("Ships left the Brontor Strait.", "Brontor Strait", Role.PLACE),
    "what is named a summit is an event": ("All came to the Brontor Summit.", "Brontor Summit", Role.EVENT),
    "the end of a name counts before its beginning": (
        "All left Storm Holdings.",
        "Storm Holdings",
        Role.ACTOR,
    ),
    "a storm is an event": ("It rained as Storm Brontor passed.", "Storm Brontor", Role.EVENT),
    "in the north of it is a place": ("It rained in northern Brontovia.", "Brontovia", Role.PLACE),
    "the town of it is a place": ("It rained, the town of Brontor was wet.", "Brontor", Role.PLACE),
    "an air base is a place": ("They landed at Brontor air base.", "Brontor", Role.PLACE),
    "who works there is no place": ("She worked at Brontor for years.", "Brontor", Role.ACTOR),
    "what is named a group is an actor": ("All joined the Brontor Group.", "Brontor Group", Role.ACTOR),
    "what stands before missiles is an object": ("They fired the Brontor missiles.", "Brontor", Role.OBJECT),
    "everyday countries are context": ("It happened in Russia last week.", "Russia", Role.CONTEXT),
}


@pytest.mark.parametrize("case", ROLES, ids=str)
def test_tells_roles(case: str) -> None:
    text, name, role = ROLES[case]
    assert terms_of("Talks begin", text)[name].role is role


def test_known_names_come_with_other_scripts() -> None:
    found = terms_of("Hezbollah fires at the north", "Hezbollah said so.")
    assert {"حزب الله", "Хезболла", "חיזבאללה"} <= forms_of(found["Hezbollah"])


def test_a_common_surname_counts_only_beside_the_story() -> None:
    wagner = terms_of("Wagner to arm Hezbollah", "Wagner has the SA-22, Hezbollah wants it.")["Wagner Group"]
    assert "Hezbollah" in wagner.context
    assert "Wagner Group" not in wagner.context
    assert "Richard Wagner" in wagner.unless
    assert {form.text for form in wagner.forms if form.sure} >= {"Wagner Group"}


def test_an_acronym_that_is_also_a_word_needs_its_capitals() -> None:
    assert terms_of("Talks begin", "They left AID last year.")["AID"].exact_case


LANGUAGES = {
    "Polish, names inflected": (
        "pl",
        "Rakiety dla Hezbollahu z Rosji przez Syrię",
        {"Hezbollah", "Russia", "Syria"},
    ),
    "Russian": ("ru", "Вагнер передаст Хезболле комплекс из России", {"Wagner Group", "Hezbollah", "Russia"}),
    "Ukrainian": ("uk", "Росія передасть Ірану ракети", {"Russia", "Iran"}),
    "Arabic, with prefixes": ("ar", "فاغنر تسلم لحزب الله وإيران منظومة", {"Wagner Group", "Iran"}),
    "Hebrew, with prefixes": ("he", "וגנר תעביר לחיזבאללה מערכת", {"Wagner Group", "Hezbollah"}),
    "German, where nouns have capitals": (
        "de",
        "Wagner soll Hisbollah Waffen liefern",
        {"Wagner Group", "Hezbollah"},
    ),
    "Chinese, without blanks": ("zh", "瓦格纳拟向真主党提供防空系统", {"Wagner Group", "Hezbollah"}),
}


@pytest.mark.parametrize("case", LANGUAGES, ids=str)
def test_finds_known_names_in(case: str) -> None:
    language, title, expected = LANGUAGES[case]
    assert expected <= set(terms_of(title, language=language))


def test_where_capitals_tell_nothing_rare_words_stand_in() -> None:
    assert "trzęsienie" in terms_of("trzęsienie ziemi niszczy osiedle", language="pl")


WRITINGS = {
    "Title Case": "Wagner Group Prepares To Send Air Defense System To Hezbollah Fighters",
    "CAPITALS": "WAGNER GROUP PREPARES TO SEND AIR DEFENSE SYSTEM TO HEZBOLLAH FIGHTERS",
}


@pytest.mark.parametrize("case", WRITINGS, ids=str)
def test_reads_headlines_in(case: str) -> None:
    names = set(terms_of(WRITINGS[case]))
    assert {"Wagner Group", "Hezbollah"} <= names
    assert not {"Send", "Fighters", "Prepares"} & names


def test_the_founding_story() -> None:
    watch = propose([seed_from_file(CHECKOUT / "seeds" / "wagner-air-defence.md")], slug="story")
    terms = {term.name: term for term in watch.terms}
    core = {"Wagner Group", "Hezbollah", "Pantsir"}
    assert core | {"Iran", "air defence", "John Kirby", "Lebanon"} <= set(terms)
    assert "SA-22" in forms_of(terms["Pantsir"])
    heaviest = sorted(watch.terms, key=lambda term: -term.weight)[:4]
    assert core <= {term.name for term in heaviest}
    assert terms["Wagner Group"].reason.startswith("named 5 times, first in the headline; ")
    assert watch.created == watch.seed.published
    assert [list(Role).index(term.role) for term in watch.terms] == sorted(
        list(Role).index(term.role) for term in watch.terms
    )


def test_several_seeds_become_one() -> None:
    seeds = [seed("Brontovia launches rocket", "It flew."), seed("Rocket of Brontovia lands", "It fell.")]
    watch = propose(seeds, slug="rocket")
    assert watch.seed.text == "It flew.\n\nRocket of Brontovia lands\nIt fell."
    assert watch.title == "Brontovia launches rocket"
    assert joined(seeds[:1]) is seeds[0]
    (brontovia,) = (term for term in watch.terms if term.name == "Brontovia")
    assert "twice" in brontovia.reason


def test_no_seed_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="at least one seed"):
        propose([], slug="nothing")


HOSTILE = {
    "nothing": "",
    "blanks": " \n\t ",
    "control characters": "\x00\x01\x02",
    "one letter many times": "A" * 100_000,
    "capitals without end": "Abc " * 50_000,
    "brackets without end": "(ABC) " * 20_000,
    "hyphens without end": "a-" * 50_000,
    "of without end": "Group " + "of the " * 50_000,
    "a megabyte of words": "Brontovia fires rockets at Zorania. " * 30_000,
    "thousands of names": " ".join(
        f"He met {chr(65 + n % 26)}{chr(97 + n // 26 % 26)}lor Vasq{n}." for n in range(3000)
    ),
    "dots without end": "." * 100_000,
    "lone surrogates": "Brontovia \ud800 fires",
}


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_survives(case: str) -> None:
    watch = propose([seed(HOSTILE[case][:300], HOSTILE[case])], slug="story")
    assert len(watch.terms) <= MOST_TERMS


@settings(deadline=None)  # the first look at a language reads its word list
@given(
    title=st.text(max_size=80), text=st.text(max_size=300), language=st.sampled_from(["en", "pl", "ar", "zh"])
)
def test_whatever_the_text_terms_are_sound(title: str, text: str, language: str) -> None:
    terms = propose([seed(title, text, language)], slug="story").terms
    names = [fold(term.name) for term in terms]
    assert len(names) == len(set(names)) <= MOST_TERMS
    for term in terms:
        assert LIGHTEST <= term.weight <= HEAVIEST
        assert term.reason
        assert term.origin == "seed"
        assert term.forms
