"""The canned queries: one ``.sql`` file each; the comments at its head say title, description, parameters."""

import re
from dataclasses import dataclass
from importlib.resources import files

_HEADER_LINE = re.compile(r"-- (?P<key>[a-z_]+): (?P<text>.+)")
_SAID_OF_THE_QUERY = ("title", "description", "order")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A named parameter of a query. Left empty it excludes nothing."""

    name: str
    hint: str
    """What to write, for the form on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedQuery:
    """A question asked often, with the SQL that answers it."""

    name: str
    """Its address: the name of the file."""
    title: str
    description: str
    order: int
    parameters: tuple[Parameter, ...]
    sql: str


def canned_queries() -> tuple[CannedQuery, ...]:
    """All canned queries, in the order they are listed."""
    folder = files("monitor.browse") / "queries"
    found = [
        read_query(entry.name.removesuffix(".sql"), entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".sql")
    ]
    return tuple(sorted(found, key=lambda query: query.order))


def read_query(name: str, text: str) -> CannedQuery:
    """The query in the ``text`` of a file.

    The comments at its head read ``-- key: words``: title, description, order, and one for each parameter.
    Raises KeyError where one of the first three is missing.
    """
    said: dict[str, str] = {}
    lines = text.splitlines()
    while lines and (heading := _HEADER_LINE.fullmatch(lines[0])):
        said[heading["key"]] = heading["text"]
        del lines[0]
    return CannedQuery(
        name=name,
        title=said["title"],
        description=said["description"],
        order=int(said["order"]),
        parameters=tuple(
            Parameter(name=key, hint=hint) for key, hint in said.items() if key not in _SAID_OF_THE_QUERY
        ),
        sql="\n".join(lines).strip() + "\n",
    )
