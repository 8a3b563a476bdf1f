"""The measures of topic detection and tracking, for one story and as means over stories."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

FALSE_ALARM_COST: Final = 4.9
"""Of a false alarm against a miss in Cdet, from the TDT evaluations: (0.1 x 0.98) / (1 x 0.02)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a story came to: ``hits`` right, ``alarms`` false, of ``positives`` and ``others``."""

    hits: int
    alarms: int
    positives: int
    others: int

    @property
    def precision(self) -> float:
        """Right among the items given out; 0 where nothing was."""
        return self.hits / (self.hits + self.alarms) if self.hits + self.alarms else 0.0

    @property
    def recall(self) -> float:
        """Found among those that belong to the story."""
        return self.hits / self.positives if self.positives else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.hits + self.alarms + self.positives
        return 2 * self.hits / total if total else 0.0

    @property
    def miss(self) -> float:
        """P(miss)."""
        return 1 - self.recall

    @property
    def false_alarm(self) -> float:
        """P(false alarm), over the candidates that do not belong to the story."""
        return self.alarms / self.others if self.others else 0.0

    @property
    def cost(self) -> float:
        """Cdet = Pmiss + 4.9 Pfa."""
        return self.miss + FALSE_ALARM_COST * self.false_alarm


@dataclass(frozen=True, slots=True, kw_only=True)
class Macro:
    """Means over stories, each story counting once."""

    stories: int
    precision: float
    recall: float
    f1: float
    miss: float
    false_alarm: float
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What one story's candidates of a language group came to."""

    scores: tuple[tuple[float, bool], ...]
    """(score, right) of the candidates that scored."""
    hits: int
    alarms: int
    positives: int
    others: int

    def counts(self) -> Counts:
        """At the product's own decisions."""
        return Counts(hits=self.hits, alarms=self.alarms, positives=self.positives, others=self.others)


def macro(counts: Sequence[Counts]) -> Macro | None:
    """Means over stories, None where there are none."""
    if not counts:
        return None
    return Macro(
        stories=len(counts),
        precision=fmean(c.precision for c in counts),
        recall=fmean(c.recall for c in counts),
        f1=fmean(c.f1 for c in counts),
        miss=fmean(c.miss for c in counts),
        false_alarm=fmean(c.false_alarm for c in counts),
        cost=fmean(c.cost for c in counts),
    )


def best_cost(stories: Sequence[Scored]) -> tuple[float, float]:
    """(minCdet, its score): the least mean cost that one global score threshold gives.

    Every score that occurs is tried, and above all of them. Scores below those kept cannot be tried.
    """
    steps = sorted(_steps(stories), reverse=True)
    cost = fmean(1.0 for _ in stories)
    best = (cost, float("inf"))
    for place, (score, change) in enumerate(steps):
        cost += change
        last = place + 1 == len(steps) or steps[place + 1][0] != score
        if last and cost < best[0]:
            best = (cost, score)
    return best


def _steps(stories: Sequence[Scored]) -> Iterable[tuple[float, float]]:
    """For each item given out, what it changes in the mean cost."""
    for story in stories:
        gain = -1 / story.positives / len(stories)
        loss = FALSE_ALARM_COST / story.others / len(stories) if story.others else 0.0
        for score, right in story.scores:
            yield score, gain if right else loss
