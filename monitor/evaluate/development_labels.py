"""Hand-made labels of developments: which items of a story report one new fact, and what each is to a reader."""

import json
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from monitor.errors import ConfigurationError, Mistake


class ItemClass(StrEnum):
    """What an item is to a reader of all items before it."""

    NEW = "new"
    DETAIL = "detail"
    REPEAT = "repeat"
    COPY = "copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledDevelopment:
    """One new fact; all names of items are keys of the stream."""

    name: str
    first: str
    """The first item to report it, in whatever language."""
    items: tuple[str, ...]
    first_en: str = ""
    """The first English item, where ``first`` is in another language; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledStory:
    """A story with its developments, and the class of each of its items."""

    name: str
    developments: tuple[LabelledDevelopment, ...]
    classes: dict[str, ItemClass] = field(hash=False)


def read_development_labels(path: Path) -> tuple[LabelledStory, ...]:
    """The stories of ``path`` in its order; ConfigurationError names each story that is malformed."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ConfigurationError((_mistake(path, "", f"no JSON ({error})"),)) from error
    except (ValueError, OSError) as error:
        raise ConfigurationError((_mistake(path, "", str(error)),)) from error
    if not isinstance(content, dict) or not content:
        raise ConfigurationError((_mistake(path, "", "an object of stories is expected"),))
    mistakes: list[Mistake] = []
    stories: list[LabelledStory] = []
    for name, entry in content.items():
        try:
            stories.append(_story(name, entry))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            mistakes.append(_mistake(path, name, f"“developments” and “classes” are expected ({error})"))
    if mistakes:
        raise ConfigurationError(tuple(mistakes))
    return tuple(stories)


def _story(name: str, entry: dict[str, Any]) -> LabelledStory:
    classes = {str(key): ItemClass(value) for key, value in entry["classes"].items()}
    developments = tuple(map(_development, entry["developments"]))
    named = {key for development in developments for key in (development.first, *development.items)}
    if strangers := named - classes.keys():
        message = f"no class is given for {', '.join(sorted(strangers))}"
        raise ValueError(message)
    return LabelledStory(name=name, developments=developments, classes=classes)


def _development(entry: dict[str, Any]) -> LabelledDevelopment:
    items = entry["items"]
    if not isinstance(items, list) or not items:
        raise ValueError("a development needs “items”")
    return LabelledDevelopment(
        name=str(entry["id"]),
        first=str(entry["first"]),
        items=tuple(str(key) for key in items),
        first_en=str(entry.get("first_en", "")),
    )


def _mistake(path: Path, key: str, problem: str) -> Mistake:
    return Mistake(file=str(path), line=0, key=key, problem=problem)
