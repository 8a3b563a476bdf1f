"""Proposals judged by reading: articles of our own, each with a twin that says which terms a person would want.

``must``/``must_not`` are names of terms; ``must_any`` lists alternatives; ``top`` has to be among the four
heaviest; ``roles`` by role; ``same`` are spellings that have to be forms of the term named first.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from monitor.model import Term, Watch
from monitor.watch.article import seed_from_file
from monitor.watch.file import parse_watch
from monitor.watch.propose import propose
from monitor.watch.written import watch_text

FOLDER = Path(__file__).parent / "samples"
SAMPLES = sorted(path.stem for path in FOLDER.glob("*.toml"))
HEAVIEST = 4


def expected(name: str) -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def proposed(name: str) -> Watch:
    files = expected(name).get("seeds", [f"{name}.md"])
    return propose([seed_from_file(FOLDER / file) for file in files], slug="story")


def terms_of(name: str) -> dict[str, Term]:
    return {term.name: term for term in proposed(name).terms}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_person_would_nod(name: str) -> None:
    wanted, found = expected(name), terms_of(name)
    missing = [term for term in wanted["must"] if term not in found]
    missing += [str(terms) for terms in wanted.get("must_any", []) if found.keys().isdisjoint(terms)]
    unwanted = [term for term in wanted["must_not"] if term in found]
    assert (missing, unwanted) == ([], [])


@pytest.mark.parametrize("name", SAMPLES)
def test_the_story_weighs_most(name: str) -> None:
    heaviest = sorted(proposed(name).terms, key=lambda term: -term.weight)[:HEAVIEST]
    assert set(expected(name).get("top", [])) <= {term.name for term in heaviest}


@pytest.mark.parametrize("name", SAMPLES)
def test_roles_are_told(name: str) -> None:
    found = terms_of(name)
    told = {role: sorted(terms) for role, terms in expected(name).get("roles", {}).items()}
    assert told == {
        role: sorted(term for term in terms if term in found and found[term].role.value == role)
        for role, terms in told.items()
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_spellings_of_one_thing_are_one_term(name: str) -> None:
    found = terms_of(name)
    for spellings in expected(name).get("same", []):
        assert set(spellings) <= {form.text for form in found[spellings[0]].forms}


@pytest.mark.parametrize("name", SAMPLES)
def test_what_several_articles_have_is_said(name: str) -> None:
    found = terms_of(name)
    for term in expected(name).get("in_both", []):
        assert found[term].reason.startswith("in both articles; ")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_file_reads_back_without_a_gate(name: str) -> None:
    watch = proposed(name)
    read = parse_watch(watch_text(watch), slug="story", file="story.toml")
    assert (read.terms, read.require) == (watch.terms, ())
