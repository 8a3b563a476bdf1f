"""What each bundled item is, decided by its author, and how a set of hits compares with that.

One JSON line an item: ``{"key", "language", "stories": {story id: "follow_up" or "near_miss"}}``; an item
that names no story is everyday news. An item may belong to one story and nearly belong to another.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files


class Standing(StrEnum):
    """How an item stands to a story."""

    FOLLOW_UP = "follow_up"
    NEAR_MISS = "near_miss"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One item's label; ``language`` is a BCP 47 primary tag."""

    key: str
    language: str
    stories: Mapping[str, Standing]

    def standing(self, story: str) -> Standing:
        """How the item stands to ``story``."""
        return self.stories.get(story, Standing.UNRELATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Hits against the truth, as item keys in order; ``near_misses`` are the false ones meant as traps."""

    found: tuple[str, ...]
    missed: tuple[str, ...]
    false: tuple[str, ...]
    near_misses: tuple[str, ...]


def load_truth() -> dict[str, Label]:
    """All labels by item key. Raises ``ValueError`` where a key is labelled twice."""
    lines = (files(__package__) / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    labels = [_label(json.loads(line)) for line in lines]
    truth = {label.key: label for label in labels}
    if len(truth) != len(labels):
        raise ValueError("an item is labelled twice")
    return truth


def _label(row: Mapping[str, object]) -> Label:
    stories = row["stories"]
    if not isinstance(stories, dict):
        raise TypeError(f"{row['key']}: stories must be an object")
    standings = {str(story): Standing(standing) for story, standing in stories.items()}
    return Label(key=str(row["key"]), language=str(row["language"]), stories=standings)


def key_of(link: str) -> str:
    """The key of the item that a link leads to."""
    return link.rpartition("/")[2]


def judge(truth: Mapping[str, Label], story: str, hits: Collection[str]) -> Verdict:
    """Compare the keys that hit with what ``truth`` says of ``story``."""
    standings = {key: label.standing(story) for key, label in truth.items()}
    follow_ups = [key for key, standing in standings.items() if standing is Standing.FOLLOW_UP]
    false = sorted(key for key in hits if standings.get(key) is not Standing.FOLLOW_UP)
    return Verdict(
        found=tuple(key for key in follow_ups if key in hits),
        missed=tuple(key for key in follow_ups if key not in hits),
        false=tuple(false),
        near_misses=tuple(key for key in false if standings.get(key) is Standing.NEAR_MISS),
    )
