"""The ``[term.NAME]`` tables of a watch file: forms, codes, contexts, and what can be wrong with them."""

import difflib
import re
from collections.abc import Sequence
from enum import StrEnum

from monitor.model import Form, Role, Term
from monitor.text.fold import fold
from monitor.toml_tables import Table
from monitor.watch.forms import in_order

HIGHEST_WEIGHT = 100.0
_LANGUAGE = re.compile(r"any|[a-z]{2,3}(?:-[a-z0-9]{2,8})?")
_CODE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[^\W_]+(?:[ \-][^\W_]+)*")
_SHORTEST = 2
"""Letters and digits of a form; one alone would match everywhere."""


class Case(StrEnum):
    """Whether capitals matter for a term."""

    ANY = "any"
    EXACT = "exact"


class Origin(StrEnum):
    """Where a term came from."""

    PERSON = "person"
    SEED = "seed"
    ACCEPTED = "accepted"


def read_terms(root: Table) -> tuple[Term, ...]:
    """All terms of a file in its order; mistakes are noted in ``root``."""
    tables = list(root.named_tables("term"))
    names = [name for name, _ in tables]
    _told_doubles(tables)
    return tuple(_term(name, table, names) for name, table in tables)


def _told_doubles(tables: Sequence[tuple[str, Table]]) -> None:
    seen: dict[str, str] = {}
    for name, table in tables:
        key = " ".join(fold(name).split())
        if not key:
            table.wrong("", "a term needs a name")
        elif key in seen:
            table.wrong("", f"is the same name as {seen[key]!r}; put the forms together in one term")
        seen.setdefault(key, name)


def _term(name: str, table: Table, names: Sequence[str]) -> Term:
    context = table.texts("context")
    told_unknown(table, "context", context, names)
    if name in context:
        table.wrong("context", "names the term itself; it has to name others")
    term = Term(
        name=name,
        role=table.choice("role", Role.CONTEXT, needed=True),
        weight=table.number("weight", 1.0, most=HIGHEST_WEIGHT, needed=True),
        forms=_forms(table),
        context=context,
        unless=table.texts("not"),
        exact_case=table.choice("case", Case.ANY) is Case.EXACT,
        inflect=table.flag("inflect", default=True),
        origin=table.choice("origin", Origin.PERSON).value,
        reason=table.text("reason"),
    )
    table.finish()
    return term


def told_unknown(table: Table, key: str, listed: Sequence[str], names: Sequence[str]) -> None:
    """Note each of ``listed`` that is no term of the file."""
    for name in listed:
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            table.wrong(key, f"no term is called {name!r}{hint}")


def _forms(table: Table) -> tuple[Form, ...]:
    """The forms of a term. ``sure`` names forms listed above, or brings its own."""
    sure = table.texts("sure")
    forms = [Form(text=text, language=language, sure=text in sure) for language, text in _spellings(table)]
    codes = table.texts("codes")
    forms += [Form(text=text, code=True, sure=text in sure) for text in codes]
    listed = {form.text for form in forms}
    forms += [Form(text=text, sure=True) for text in sure if text not in listed]
    if not forms and not any(table.has(key) for key in ("forms", "codes", "sure")):
        table.wrong("", 'has no forms; give at least forms.any = ["..."]')
    _told_bad_forms(table, forms)
    return in_order(forms)


def _spellings(table: Table) -> list[tuple[str, str]]:
    """(language, text) of ``forms``: a list, or lists by language."""
    if isinstance(table.values.get("forms"), list):
        return [("any", text) for text in table.texts("forms")]
    forms = table.table("forms")
    found: list[tuple[str, str]] = []
    for language in forms.values:
        if not _LANGUAGE.fullmatch(language):
            forms.wrong(language, "has to be a language such as en or ru, or any")
        texts = forms.texts(language)
        if not texts and forms.values[language] == []:
            forms.wrong(language, "is empty; list at least one spelling or delete the line")
        found.extend((language, text) for text in texts)
    if table.has("forms") and not forms.values and isinstance(table.values["forms"], dict):
        table.wrong("forms", "is empty; list at least one spelling")
    return found


def _told_bad_forms(table: Table, forms: Sequence[Form]) -> None:
    seen: set[str] = set()
    for form in forms:
        problem = _problem(form)
        if form.text in seen:
            problem = f"{form.text!r} is listed twice"
        seen.add(form.text)
        if problem:
            key, inner = _place(table, form)
            table.wrong(key, problem, inner=inner)
    for key in ("codes", "sure"):
        if table.values.get(key) == []:
            table.wrong(key, "is empty; list at least one or delete the line")


def _problem(form: Form) -> str:
    """What is wrong with one form; empty where nothing is."""
    folded = fold(form.text)
    if sum(character.isalnum() for character in folded) < _SHORTEST:
        return f"{form.text!r} is too short; a form needs at least {_SHORTEST} letters"
    if form.code and not _CODE.fullmatch(folded):
        return f"{form.text!r} is no code; a code has letters and digits, such as SA-22"
    return ""


def _place(table: Table, form: Form) -> tuple[str, str]:
    """The key under which the form stands, and the key inside it."""
    if form.code:
        return "codes", ""
    if form.sure and form.language == "any":
        return "sure", ""
    by_language = isinstance(table.values.get("forms"), dict)
    return "forms", form.language if by_language else ""
