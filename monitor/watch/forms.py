"""The order of the forms of a term, so that a watch file reads the same however it was made."""

from collections.abc import Iterable

from monitor.model import Form


def in_order(forms: Iterable[Form]) -> tuple[Form, ...]:
    """Forms of any language first, then by language, then codes, then ``sure`` ones; each text once."""
    seen: dict[str, Form] = {}
    for form in forms:
        seen.setdefault(form.text, form)
    return tuple(sorted(seen.values(), key=_place))


def _place(form: Form) -> tuple[int, str]:
    if form.code:
        return 2, ""
    if form.language != "any":
        return 1, form.language
    return (3, "") if form.sure else (0, "")
