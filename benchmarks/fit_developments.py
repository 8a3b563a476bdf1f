"""Fit the points of ``monitor/story/novelty.py`` to the labelled developments; prints them, changes nothing.

Run: ``python benchmarks/fit_developments.py [--month 2023-11] [--shared FOLDER]``. Logistic regression on ``Evidence``
with a penalty, English items of the labelled months that are no labelled copies; details are left out. LEFT OUT is the
measure over stories that were each scored by the fit to all others.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import Final

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.development_items import MONTHS, SHARED, StoryItems, story_items
from monitor.evaluate.development_labels import ItemClass
from monitor.story.developments import Developments
from monitor.story.evidence import Evidence

PENALTY: Final = 5.0
STEPS: Final = 30
NAMES: Final = tuple(field.name for field in fields(Evidence))


def rows(story: StoryItems) -> Iterator[tuple[list[float], ItemClass]]:
    """The evidence and the class of each item that is decided."""
    developments = Developments()
    for each in story.items:
        copy = each.label is ItemClass.COPY
        if each.reading.report.hit_id > 1 and not copy:
            evidence, _ = developments.weighed(each.reading)
            yield list(astuple(evidence)), each.label
        told = developments.place(each.reading, 1 if copy else None)
        developments.add(each.reading, told)


def fitted(values: np.ndarray, is_new: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Weights per standard deviation, the last the bias."""
    weights = np.zeros(values.shape[1])
    penalty = PENALTY * np.eye(len(weights))
    penalty[-1, -1] = 1e-6
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (counts * (chance - is_new)) + penalty @ weights
        curve = (values * (counts * chance * (1 - chance))[:, None]).T @ values + penalty
        weights -= np.linalg.solve(curve, slope)
    return weights


def area(scores: np.ndarray, is_new: np.ndarray) -> float:
    """The chance that a new item is scored above a repeat."""
    above = scores[is_new == 1][:, None] - scores[is_new == 0][None, :]
    return float(np.mean((above > 0) + 0.5 * (above == 0)))


def main() -> None:
    """Run as a script."""
    parser = argparse.ArgumentParser(description="Fit the points of novelty.")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument(
        "--month", choices=[stream[:7] for _, stream in MONTHS], help="fit to one month alone"
    )
    chosen = parser.parse_args()
    report(
        [
            story
            for labels, stream in MONTHS
            if stream.startswith(chosen.month or "")
            for story in story_items(labels, chosen.shared, english_only=True, stream=stream)
        ]
    )


def report(stories: Sequence[StoryItems]) -> None:
    """Fit to all, and to all but each story."""
    found = [list(rows(story)) for story in stories]
    values = np.array([row for story in found for row, _ in story])
    labels = np.array([label.value for story in found for _, label in story])
    place = np.array([number for number, story in enumerate(found) for _ in story])
    mean, spread = values.mean(0), values.std(0) + 1e-9
    scaled = np.c_[(values - mean) / spread, np.ones(len(values))]
    is_new = (labels == "new").astype(float)
    counts = np.where(labels == "detail", 0.0, 1.0)
    scores = np.zeros(len(values))
    for number in range(len(found)):
        others = place != number
        scores[~others] = scaled[~others] @ fitted(scaled[others], is_new[others], counts[others])
    weights = fitted(scaled, is_new, counts)
    plain = weights[:-1] / spread
    for name, weight, per in zip(NAMES, plain, weights[:-1], strict=True):
        print(f"    {name}={weight:.2f},  # {per:+.2f} per standard deviation")
    print(f"BIAS = {weights[-1] - plain @ mean:.2f}")
    sure = counts > 0
    print(f"area under the curve, fitted to all: {area((scaled @ weights)[sure], is_new[sure]):.3f}")
    print(f"area under the curve, LEFT OUT:      {area(scores[sure], is_new[sure]):.3f}")
    copies = sum(item.label is ItemClass.COPY for story in stories for item in story.items)
    repeats, new = scores[labels == "repeat"], scores[labels == "new"]
    for share in (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35):
        cut = np.quantile(repeats, 1 - share)
        # The seeds are new without being decided; the copies are given, so none is flagged.
        recall = (np.sum(new > cut) + len(found)) / (len(new) + len(found))
        wrong = np.sum(repeats > cut) / (len(repeats) + copies)
        print(f"LEFT OUT, seeds and given copies counted: new found {recall:.3f}, wrong new {wrong:.3f}")


if __name__ == "__main__":
    main()
