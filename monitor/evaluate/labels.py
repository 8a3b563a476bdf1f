"""Hand-made labels: which items of a stream belong to which story."""

import json
from dataclasses import dataclass
from pathlib import Path

from monitor.errors import ConfigurationError, Mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One labelled story; ``positives`` is None where nothing is to be scored."""

    name: str
    seed: str
    positives: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()


def read_labels(path: Path) -> tuple[Story, ...]:
    """The stories of a labels file, in its order; ConfigurationError names each story that is malformed."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ConfigurationError((_mistake(path, "", f"no JSON ({error})"),)) from error
    except (ValueError, OSError) as error:
        raise ConfigurationError((_mistake(path, "", str(error)),)) from error
    if not isinstance(content, dict) or not content:
        raise ConfigurationError((_mistake(path, "", "an object of stories is expected"),))
    mistakes: list[Mistake] = []
    stories: list[Story] = []
    for name, entry in content.items():
        try:
            stories.append(_story(name, entry))
        except ValueError as error:
            mistakes.append(_mistake(path, name, str(error)))
    if mistakes:
        raise ConfigurationError(tuple(mistakes))
    return tuple(stories)


def _story(name: str, entry: object) -> Story:
    if not isinstance(entry, dict) or not isinstance(entry.get("seed"), str):
        raise ValueError("a story needs “seed”, the key of an item")  # noqa: TRY004 - a mistake in a file
    positives = _keys(entry.get("positives"), "positives")
    return Story(
        name=name,
        seed=entry["seed"],
        positives=positives,
        ignore=_keys(entry.get("ignore"), "ignore") or frozenset(),
    )


def _keys(value: object, name: str) -> frozenset[str] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
        message = f"“{name}” must be a list of keys"
        raise ValueError(message)
    return frozenset(value)


def _mistake(path: Path, key: str, problem: str) -> Mistake:
    return Mistake(file=str(path), line=0, key=key, problem=problem)
