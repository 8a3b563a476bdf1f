"""When a watch has learned more than it was given: a rule over what its hits of the last days scored by. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from monitor.model import Watch
from monitor.text.tokens import tokens
from monitor.track.constants import READ_CHARACTERS

WINDOW: Final = timedelta(days=7)
"""Hits of this time are looked at: long enough for a story that rests at weekends."""
LEAST_HITS: Final = 5
"""Fewer say nothing of where a watch is going."""
DRIFTED: Final = 0.5
"""Share of the points from learned words above which the learned outweighs what a person gave."""
BACK: Final = 0.4
"""Share at which it does not any more; apart from ``DRIFTED``, so that one hit more or less is not told each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What the hits of the window scored by one term or token."""

    term: str
    learned: bool
    """It weighs in the profile rather because it was learned."""
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mass:
    """What the hits of the window scored by. Points of words that are not named one by one belong to neither."""

    hits: int
    learned: float
    """Points of words that only hits brought in."""
    given: float
    """Points of terms, of the seed's words and of a person's own word."""

    @property
    def share(self) -> float:
        """Of the learned in both; 0 without any."""
        both = self.learned + self.given
        return self.learned / both if both else 0.0


def mass(watch: Watch, hits: int, scored: Iterable[Scored]) -> Mass:
    """The two sides of what ``hits`` hits scored by.

    A word of the seed stays given however often hits repeat it, which is what follow-up coverage does: with such
    words on the side of the learned, every watch is over half within two weeks (docs/tracking.md).
    """
    given = seed_words(watch)
    sums = {True: 0.0, False: 0.0}
    for one in scored:
        sums[one.learned and one.term not in given] += one.points
    return Mass(hits=hits, learned=sums[True], given=sums[False])


def seed_words(watch: Watch) -> frozenset[str]:
    """The tokens that the seed has."""
    return frozenset((*tokens(watch.seed.title), *tokens(watch.seed.text[:READ_CHARACTERS])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Where the watch stands now."""

    since: datetime | None
    """Since when the learned outweighs the given; None while it does not."""
    to_tell: bool
    """It began to just now."""


def crossing(mass: Mass, since: datetime | None, now: datetime) -> Crossing:
    """``since`` is what was noted when the watch was last looked at."""
    if since is None and mass.hits >= LEAST_HITS and mass.share > DRIFTED:
        return Crossing(since=now, to_tell=True)
    if since is not None and mass.share <= BACK:
        return Crossing(since=None, to_tell=False)
    return Crossing(since=since, to_tell=False)
