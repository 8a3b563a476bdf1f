"""Short seeds and what is proposed for them, for tests."""

from monitor.model import Seed, Term
from monitor.watch.propose import propose


def seed(title: str, text: str = "", language: str = "en") -> Seed:
    return Seed(origin="-", title=title, text=text, language=language)


def terms_of(title: str, text: str = "", language: str = "en") -> dict[str, Term]:
    return {term.name: term for term in propose([seed(title, text, language)], slug="story").terms}


def forms_of(term: Term) -> set[str]:
    return {form.text for form in term.forms}
