"""Which new names and numbers a reader is told."""

from collections.abc import Callable

import pytest

from monitor.digest.newness import NEW_SHOWN, added, new_here
from monitor.store.digest_material import ReportedHit
from monitor.story.values import Because

MakeHit = Callable[..., ReportedHit]


def because(*found: tuple[str, str]) -> tuple[Because, ...]:
    return tuple(Because(kind=kind, text=text) for kind, text in found)


TOLD: dict[str, tuple[str, tuple[Because, ...], tuple[str, ...]]] = {
    "a name inside a sentence": ("Envoys went to Damascus.", because(("name", "Damascus")), ("Damascus",)),
    "the whole of it": (
        "A list that the State Department keeps.",
        because(("name", "Department")),
        ("State Department",),
    ),
    "two halves are one name": (
        "It was said that Bashar Assad, who rules, knew.",
        because(("name", "Assad"), ("name", "Bashar")),
        ("Bashar Assad",),
    ),
    "no further than the sentence": (
        "They met in Paris. Hilton was there.",
        because(("name", "Paris")),
        ("Paris",),
    ),
    "no word that only begins sentences": (
        "Zdaniem analyst. Analysis follows.",
        because(("name", "Zdaniem")),
        (),
    ),
    "no verbs and other words": ("He warns of a gift.", because(("verb", "warns"), ("word", "gift")), ()),
    "numbers in figures": ("There are 14 lorries now.", because(("number", "14 lorries")), ("14 lorries",)),
    "no spelled-out numbers": ("Five Wagner officers.", because(("number", "Five Wagner")), ()),
    "no term that is marked anyway": ("It is said of the Pantsir.", because(("name", "Pantsir")), ()),
    "nothing that does not stand there": ("Nothing of it.", because(("name", "Biały Dom")), ()),
    "names of other scripts": ("قال مسؤول في دمشق اليوم", because(("name", "دمشق")), ("دمشق",)),
}


@pytest.mark.parametrize("case", TOLD)
def test_names_read_well(case: str, make_hit: MakeHit) -> None:
    text, found, expected = TOLD[case]
    hit = make_hit("A headline", text, because=found)
    assert new_here(hit, [hit]) == expected


def test_what_another_report_brought_is_told_where_the_shown_one_has_it(make_hit: MakeHit) -> None:
    opener = make_hit(
        "Pierwszy", "Mówi o Kirby.", language="pl", because=because(("name", "Kirby"), ("name", "Dom"))
    )
    lead = make_hit("First", "As said by Kirby on Tuesday.")
    assert new_here(lead, [opener, lead]) == ("Kirby",)


def test_the_headline_is_not_told_again(make_hit: MakeHit) -> None:
    hit = make_hit("A letter from Damascus", "Sent from Damascus.", because=because(("name", "Damascus")))
    assert new_here(hit, [hit]) == ()


def test_what_is_added_comes_from_reports_in_the_language_of_the_title(make_hit: MakeHit) -> None:
    english = make_hit("More", "It went to Gaza.", because=because(("name", "Gaza")))
    polish = make_hit("Więcej", "Jadą do Gazy.", language="pl", because=because(("name", "Gazy")))
    assert added([english, polish], "en-GB", "A convoy") == ("Gaza",)
    assert added([english, polish], "en", "A convoy to Gaza") == ()


def test_few_are_told(make_hit: MakeHit) -> None:
    names = [f"Name{letter}" for letter in "abcdefgh"]
    hit = make_hit("T", f"with {', '.join(names)}", because=because(*(("name", name) for name in names)))
    assert new_here(hit, [hit]) == tuple(names[:NEW_SHOWN])
