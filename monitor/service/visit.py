"""One visit to a feed and what the summary of a round says of it."""

from dataclasses import dataclass
from datetime import datetime

from monitor.model import FeedState
from monitor.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One finished visit to a feed."""

    feed: FeedState
    outcome: Outcome
    started: datetime
    ended: datetime
    pushed: bool = False
    """No visit at all: a hub brought the document, which may be a part of the feed's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollReport:
    """What one visit brought, for the summary of a round."""

    feed: str
    url: str
    outcome: str
    items_seen: int = 0
    items_new: int = 0
    items_changed: int = 0
    hits_new: int = 0
    elapsed_ms: int = 0
    reason: str = ""
    notes: tuple[str, ...] = ()
    """What the round decided besides: a possible gap, an adopted redirect, an interval that overrides a wish."""
    older: tuple[str, ...] = ()
    """Where items that fell into a possible gap may still stand; to be tried once."""
    gap_id: int | None = None
