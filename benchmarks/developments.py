"""How well the hits of a story are put into developments, on the labelled stories.

Run: ``python benchmarks/developments.py [--labels FILE] [--stream NAME] [--new-from POINTS] [--wrong]``.
Needs ``../shared/eval``; where it is missing the script says so and exits 0.

- new recall: labelled developments whose first item is flagged new;
- wrong new: items labelled repeat or copy that are flagged new (details are neutral);
- B3: B-cubed F of the placing, over the items;
- lines/items: the daily digest would show each development that was opened that day, and one line for the rest;
- led: labelled developments of which some item opened one.

Copies are found as the service finds them (``found``), given as labelled (``label``), where a folded title was seen
before (``title``), or not at all (``none``).
English alone, as a story of English feeds; ``all`` follows Polish as well, measured over all items.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.development_items import LABELS, SHARED, STREAM, StoryItems, story_items
from benchmarks.development_scores import Copies, Followed, Scores, followed, scores
from monitor.cli.tables import show
from monitor.evaluate.development_labels import ItemClass
from monitor.story.novelty import NEW_FROM
from monitor.story.values import Novelty

CURVE: Final = (-1.5, -1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
RUNS: Final = (
    (True, Copies.FOUND),
    (True, Copies.LABEL),
    (True, Copies.NONE),
    (False, Copies.FOUND),
    (False, Copies.NONE),
)

Row = dict[str, str | int | float]


def measured(stories: Sequence[StoryItems], copies: Copies, new_from: float = NEW_FROM) -> list[Scores]:
    """The scores of each story."""
    return [scores(followed(story, copies, new_from)) for story in stories]


def row_of(name: str, found: Sequence[Scores]) -> Row:
    """Several stories as one; shares are over all their items, B3 is a mean over stories."""
    total = sum(found[1:], found[0])
    return {
        "set": name,
        "items": total.items,
        "developments": total.developments,
        "new recall": total.recall,
        "wrong new": total.wrong,
        "detail right": total.details,
        "B3": fmean(each.agreement for each in found),
        "lines/items": total.compression,
        "led": total.led_share,
    }


def report(labels: Path, shared: Path, stream: str, new_from: float) -> None:
    """Print all tables."""
    english = story_items(labels, shared, english_only=True, stream=stream)
    everything = story_items(labels, shared, english_only=False, stream=stream)
    by_story = [
        row_of(story.story.name, [found])
        for story, found in zip(english, measured(english, Copies.FOUND, new_from), strict=True)
    ]
    show("Stories in English, copies found", by_story, as_json=False)
    show(
        "Overall",
        [
            row_of(
                f"{'English' if only else 'all'}, copies: {copies.value}",
                measured(english if only else everything, copies, new_from),
            )
            for only, copies in RUNS
        ],
        as_json=False,
    )
    curve = [row_of(f"{cut:+.2f}", measured(english, Copies.FOUND, cut)) for cut in CURVE]
    show("English, copies found, by the points from which a report is new", curve, as_json=False)


def print_wrong(followed_stories: Sequence[Followed]) -> None:
    """List the wrong ones."""
    for each in followed_stories:
        must = set(each.story.firsts.values())
        for item, told in zip(each.story.items, each.tolds, strict=True):
            flagged = told.novelty is Novelty.NEW
            if item.key in must and not flagged:
                print(f"MISSED {each.story.story.name} {item.reading.report.title[:150]}")
            elif flagged and item.label in {ItemClass.REPEAT, ItemClass.COPY}:
                because = ", ".join(reason.text for reason in told.because)
                print(f"WRONG  {each.story.story.name} {item.reading.report.title[:150]} [{because}]")


def main() -> None:
    """Run as a script."""
    parser = argparse.ArgumentParser(description="The developments of the labelled stories.")
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of the streams")
    parser.add_argument("--stream", default=STREAM)
    parser.add_argument("--new-from", type=float, default=NEW_FROM)
    parser.add_argument("--wrong", action="store_true", help="list the wrong ones")
    chosen = parser.parse_args()
    if not chosen.shared.is_dir():
        print(f"developments: the streams are missing, nothing was measured (looked for {chosen.shared})")
        return
    if chosen.wrong:
        stories = story_items(chosen.labels, chosen.shared, english_only=True, stream=chosen.stream)
        print_wrong([followed(story, Copies.FOUND, chosen.new_from) for story in stories])
    else:
        report(chosen.labels, chosen.shared, chosen.stream, chosen.new_from)


if __name__ == "__main__":
    main()
