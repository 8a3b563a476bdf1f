"""Hand-made labels of pairs: whether two items of a stream are one text."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Final

from monitor.errors import ConfigurationError, Mistake
from monitor.evaluate.measures import Counts
from monitor.evaluate.stream import StreamItem
from monitor.story.reading import Reading, read
from monitor.story.values import Report

TRANSLATION: Final = "translation"
"""The kind that is neither a copy nor an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPair:
    """Two items, by their keys; ``first`` comes first in the stream."""

    first: str
    second: str
    copy: bool
    kind: str
    hard: bool

    @property
    def half(self) -> int:
        """1 for the half on which constants may be chosen, 2 for the other: by a hash of the keys."""
        return 1 + int(sha256((self.first + self.second).encode()).hexdigest(), 16) % 2


def read_copy_pairs(path: Path) -> tuple[CopyPair, ...]:
    """The pairs of a file; ConfigurationError names the file and what is wrong, the number of a pair as the key."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        entries = content["pairs"]
    except (ValueError, KeyError, TypeError, OSError) as error:
        problem = f"an object with “pairs” is expected ({type(error).__name__}: {error})"
        raise ConfigurationError((_mistake(path, "", problem),)) from error
    if not isinstance(entries, list):
        raise ConfigurationError((_mistake(path, "pairs", "a list is expected"),))
    pairs: list[CopyPair] = []
    mistakes: list[Mistake] = []
    for number, entry in enumerate(entries):
        try:
            pairs.append(_pair(entry))
        except TypeError as error:
            mistakes.append(_mistake(path, f"pairs[{number}]", str(error)))
    if mistakes:
        raise ConfigurationError(tuple(mistakes))
    return tuple(pairs)


def readings_of(items: Iterable[StreamItem]) -> Iterator[tuple[str, Reading]]:
    """Key and reading of each item, numbered from 1 on as the hits of one watch would be."""
    for number, item in enumerate(items, 1):
        yield (
            item.key,
            read(
                Report(
                    hit_id=number,
                    title=item.title,
                    text=item.summary,
                    first_seen=item.date,
                    source=item.source,
                    link=item.link,
                    language=item.lang,
                )
            ),
        )


def counted(judged: Iterable[tuple[CopyPair, bool]]) -> Counts:
    """Pairs with whether they were taken for copies, added up; translations are left out."""
    kept = [(pair.copy, found) for pair, found in judged if pair.kind != TRANSLATION]
    return Counts(
        hits=sum(copy and found for copy, found in kept),
        alarms=sum(found and not copy for copy, found in kept),
        positives=sum(copy for copy, _ in kept),
        others=sum(not copy for copy, _ in kept),
    )


def same_titles(readings: Mapping[str, Reading]) -> Iterator[tuple[str, str]]:
    """Keys of all items of two sources whose titles are equal but for case and punctuation, each pair once."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, reading in readings.items():
        if title := plain_title(reading):
            found[title].append(key)
    for keys in found.values():
        for first, second in combinations(keys, 2):
            if readings[first].report.source != readings[second].report.source:
                yield first, second


def plain_title(reading: Reading) -> str:
    """The title without punctuation."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in reading.title).split())


def _pair(entry: object) -> CopyPair:
    if not isinstance(entry, dict):
        raise TypeError("an object is expected")
    return CopyPair(
        first=_text(entry, "a"),
        second=_text(entry, "b"),
        copy=_truth(entry, "copy"),
        kind=_text(entry, "kind"),
        hard=_truth(entry, "hard"),
    )


def _text(entry: dict[str, object], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str):
        raise TypeError(f"“{key}” must be text")
    return value


def _truth(entry: dict[str, object], key: str) -> bool:
    value = entry.get(key)
    if not isinstance(value, bool):
        raise TypeError(f"“{key}” must be true or false")
    return value


def _mistake(path: Path, key: str, problem: str) -> Mistake:
    return Mistake(file=str(path), line=0, key=key, problem=problem)
