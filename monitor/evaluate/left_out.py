"""What the default threshold would be worth had it been chosen on the other stories only."""

from bisect import bisect_left
from collections.abc import Sequence
from statistics import fmean
from typing import Final

from monitor.evaluate.measures import Counts, Scored

STEPS: Final = tuple(step / 100 for step in range(40, 301))
"""The thresholds that are tried, as scores: from the least that a decision keeps to three times the default."""


def left_out(stories: Sequence[Scored]) -> tuple[float, ...]:
    """The F1 of each story at the one threshold where the mean F1 of all the others is best.

    Of thresholds that are equally good the lowest is taken. What a watch had learned is not changed: it learned at
    the product's own threshold. A single story has no others: its F1 at the default threshold is given.
    """
    if len(stories) == 1:
        return (stories[0].counts().f1,)
    curves = [f1_at(story, STEPS) for story in stories]
    sums = [sum(at) for at in zip(*curves, strict=True)]
    return tuple(
        curve[_best([total - own for total, own in zip(sums, curve, strict=True)])] for curve in curves
    )


def best_f1(stories: Sequence[Scored]) -> tuple[float, float]:
    """(mean F1, its threshold) of the one threshold that is best for all of ``stories``."""
    means = [fmean(at) for at in zip(*(f1_at(story, STEPS) for story in stories), strict=True)]
    place = _best(means)
    return means[place], STEPS[place]


def f1_at(story: Scored, thresholds: Sequence[float]) -> list[float]:
    """The F1 of a story at each of ``thresholds``."""
    right = sorted(score for score, belongs in story.scores if belongs)
    wrong = sorted(score for score, belongs in story.scores if not belongs)
    return [
        Counts(
            hits=len(right) - bisect_left(right, threshold),
            alarms=len(wrong) - bisect_left(wrong, threshold),
            positives=story.positives,
            others=story.others,
        ).f1
        for threshold in thresholds
    ]


def _best(values: Sequence[float]) -> int:
    return max(range(len(values)), key=values.__getitem__)
