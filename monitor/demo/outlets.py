"""The invented outlets as data: what each publishes, when, and how its server behaves.

An outlet is one TOML file with ``[outlet]``, any ``[[incident]]`` and one ``[[item]]`` per report; an item
appears with the first step after its time, an ``[[item.edit]]`` changes headline or text from its time on.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from importlib.resources import files
from typing import Any


class Format(StrEnum):
    """The kinds of feed document that the outlets send."""

    RSS2 = "rss2"
    ATOM = "atom"
    RDF = "rdf"
    JSON = "json"


class IncidentKind(StrEnum):
    """What may go wrong at a step; ``moved`` holds from its step on, the others for one step."""

    MOVED = "moved"
    THROTTLED = "throttled"
    TRUNCATED = "truncated"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One thing that goes wrong at ``step``: ``to`` is the new path, ``retry_after_s`` the wait asked for."""

    step: int
    kind: IncidentKind
    to: str = ""
    retry_after_s: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change of headline or text (empty: as before) at a time in UTC."""

    at: datetime
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One item of an outlet; ``key`` is unique over all outlets, ``at`` is in UTC."""

    key: str
    at: datetime
    title: str
    text: str
    edit: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One feed: ``window`` is how many items its document holds at most, newest first."""

    name: str
    title: str
    site: str
    path: str
    format: Format
    language: str
    group: str
    tags: tuple[str, ...]
    window: int
    reports: tuple[Report, ...]
    incidents: tuple[Incident, ...] = ()
    encoding: str = "utf-8"
    markup: bool = False
    """Whether item texts are sent as HTML paragraphs."""
    gzip: bool = False
    validators: tuple[str, ...] = ("etag", "last-modified")

    def link(self, report: Report) -> str:
        """The address of a report's page; it ends in the report's key."""
        return f"{self.site}/{report.at:%Y/%m/%d}/{report.key}"

    def incident(self, kind: IncidentKind, step: int) -> Incident | None:
        """The incident of that kind which holds at ``step``."""
        lasting = kind is IncidentKind.MOVED
        return next(
            (
                found
                for found in self.incidents
                if found.kind is kind and (found.step <= step if lasting else found.step == step)
            ),
            None,
        )


def load_outlets() -> tuple[Outlet, ...]:
    """All bundled outlets, by file name."""
    folder = files(__package__) / "outlets"
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(read_outlet((folder / name).read_text(encoding="utf-8")) for name in found)


def read_outlet(text: str) -> Outlet:
    """One outlet from the text of its file. Raises ``TypeError`` for a key that is unknown or missing."""
    data = tomllib.loads(text)
    head = dict(data.pop("outlet"))
    reports = tuple(_report(table) for table in data.pop("item"))
    incidents = tuple(
        Incident(**{**table, "kind": IncidentKind(table["kind"])}) for table in data.pop("incident", ())
    )
    if data:
        raise TypeError(f"unknown tables: {', '.join(sorted(data))}")
    head["format"] = Format(head["format"])
    for name in ("tags", "validators"):
        if name in head:
            head[name] = tuple(head[name])
    return Outlet(**head, reports=reports, incidents=incidents)


def _report(table: Mapping[str, Any]) -> Report:
    edits = tuple(Edit(**edit) for edit in table.get("edit", ()))
    return Report(**{**table, "edit": edits})
