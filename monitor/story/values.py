"""A hit as a step of the story, and what is told of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Novelty(StrEnum):
    """What a hit is to a reader who knows all hits before it."""

    NEW = "new development"
    DETAIL = "adds detail"
    REPEAT = "repeats"
    COPY = "copy"


class Stance(StrEnum):
    """What a report says about what was told before."""

    NONE = ""
    DENIES = "denies"
    CORRECTS = "corrects"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One hit as the story reads it. Reports come in the order of their hit numbers."""

    hit_id: int
    title: str
    text: str
    first_seen: datetime
    """The only clock of the story."""
    source: str = ""
    """Feed URL."""
    link: str = ""
    language: str = ""
    published: datetime | None = None
    """As the publisher says; None where missing or not believable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """One thing that made a report new."""

    kind: str
    """``name``, ``number``, ``verb`` or ``word``."""
    text: str
    """As it stands in the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChange:
    """A number of the story that is another one now: "at least 37" → "at least 69" (dead)."""

    before: str
    """As the earlier report wrote it, with its qualifier."""
    after: str
    what: str
    """The counted thing, as this report writes it."""
    hit_id: int
    """The report that told the number before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of one hit. Decided when it arrives, never changed after."""

    hit_id: int
    novelty: Novelty
    copies: int
    """Number of its copy group: that of the group's first hit, its own where it is no copy."""
    development: int
    """Number of its development: that of the development's first hit, its own where it opens one."""
    because: tuple[Because, ...] = ()
    stance: Stance = Stance.NONE
    stance_words: str = ""
    """The words that show the stance, as they stand in the report."""
    changes: tuple[NumberChange, ...] = ()
