"""What is bundled: the worked watch, its seed and the table of known names."""

from pathlib import Path

import pytest

from monitor.model import Role, Watch
from monitor.text.fold import fold
from monitor.watch.aliases import KnownName, known_names, table_of
from monitor.watch.article import note_on, seed_from_file
from monitor.watch.file import load, load_all

CHECKOUT = Path(__file__).resolve().parents[2]
SEED = CHECKOUT / "seeds" / "wagner-air-defence.md"
WATCH = CHECKOUT / "config" / "watches" / "wagner-air-defence.toml"


@pytest.fixture
def watch() -> Watch:
    return load(WATCH)


def entries() -> list[KnownName]:
    return list({id(known): known for known in known_names().by_key.values()}.values())


def test_all_bundled_watches_are_without_mistakes(watch: Watch) -> None:
    assert watch in load_all(WATCH.parent)


def test_the_seed_in_the_watch_is_the_seed_beside_it(watch: Watch) -> None:
    seed = seed_from_file(SEED)
    assert (watch.seed.title, watch.seed.text) == (seed.title, seed.text)
    assert 450 <= len(seed.text.split()) <= 650
    assert note_on(seed) == ""


def test_the_watch_names_what_the_story_is_about(watch: Watch) -> None:
    terms = {term.name: term for term in watch.terms}
    core = [terms[name] for name in ("Wagner Group", "Hezbollah", "Pantsir")]
    assert all(term.weight >= 3 and term.role is not Role.CONTEXT for term in core)
    assert all(term.reason for term in watch.terms)
    scripts = {form.language for term in core for form in term.forms}
    assert {"ar", "ru", "uk", "he", "fa", "zh"} <= scripts


def test_no_term_reaches_the_threshold_alone_nor_do_all_that_only_support(watch: Watch) -> None:
    assert max(term.weight for term in watch.terms) < watch.threshold
    wagner = next(term for term in watch.terms if term.name == "Wagner Group")
    assert wagner.context
    assert "Richard Wagner" in wagner.unless


def test_every_gate_asks_for_a_core_name(watch: Watch) -> None:
    assert watch.require
    assert all({"Wagner Group", "Hezbollah", "Pantsir"} & set(gate.all) for gate in watch.require)


def test_the_table_of_names_is_of_a_useful_size() -> None:
    assert len(entries()) >= 150


@pytest.mark.parametrize("known", entries(), ids=lambda known: known.name)
def test_a_known_name_is_sound(known: KnownName) -> None:
    keys = [fold(form.text) for form in known.forms]
    assert len(keys) == len(set(keys))
    assert fold(known.name) in keys
    assert all(sum(character.isalnum() for character in key) >= 2 for key in keys)
    assert all(form.language == "any" or 2 <= len(form.language) <= 3 for form in known.forms)
    assert not set(known.unless) & {form.text for form in known.forms}


FOUND = {
    "by its name": ("Hezbollah", "Hezbollah"),
    "in other capitals": ("HEZBOLLAH", "Hezbollah"),
    "with accents": ("Hezbolá", "Hezbollah"),
    "in another script": ("Хезболла", "Hezbollah"),
    "by a code": ("SA-22", "Pantsir"),
    "by an adjective": ("Lebanese", "Lebanon"),
}


@pytest.mark.parametrize("case", FOUND, ids=str)
def test_a_name_is_found(case: str) -> None:
    spelling, name = FOUND[case]
    known = known_names().find(spelling)
    assert known is not None
    assert known.name == name


BASIC = {
    "a Polish case": ("rosji", "rosja"),
    "a Russian case": ("россии", "россия"),
    "a Ukrainian case": ("сирії", "сирія"),
    "an Arabic and": ("وايران", "ايران"),
    "a word of its own": ("miasteczko", "miasteczko"),
    "a short word": ("osa", "osa"),
}


@pytest.mark.parametrize("case", BASIC, ids=str)
def test_inflected_words_lead_to_the_basic_form(case: str) -> None:
    word, basic = BASIC[case]
    assert known_names().basic(word) == basic


def test_the_longest_name_wins_and_names_do_not_overlap() -> None:
    short = KnownName(name="New Brontor", role=Role.PLACE, forms=())
    long = KnownName(name="New Brontor Times", role=Role.ACTOR, forms=())
    found = list(table_of([short, long]).scan(["the", "new", "brontor", "times", "of", "new", "brontor"]))
    assert found == [(1, 4, long), (5, 7, short)]


def test_exact_names_care_for_capitals() -> None:
    united_nations = known_names().find("UN")
    assert united_nations is not None
    assert united_nations.fits("UN")
    assert not united_nations.fits("un")
