"""The big evaluation: every labelled set of the shared streams, by story and as means.

Run: ``make eval``, or ``python benchmarks/eval.py [--only SET ...] [--shared FOLDER]``. Needs ``../shared/eval``;
where it is missing the script says so and exits 0. A set is one replay with the default configuration, as
``newswake evaluate`` does it:

- ``november``: the 20 stories of November, October as background;
- ``cold``: the same without background;
- ``more``: ``labels/2023-11-more``, other stories of November, October as background;
- ``october``: ``labels/2023-10``, stories of October, most with look-alikes, its first nine days as background.
  The first set that was kept for last; since it was opened, constants were chosen by it as well;
- ``sealed``: ``labels/2023-11-sealed``, more such stories of November. Kept for the last measurement: nothing may
  be chosen by it.

Then the story told, by the hand-made labels of ``labels/2023-11.*``: ``copies`` (see ``copies.py``), ``developments``
(see ``developments.py``) and ``digests`` (see ``digest_lines.py``).

LOO is the F1 of each story at the threshold (a score; 1 is the default) at which the mean F1 of the others is best;
“best” is the F1 at the one threshold that is best for all. What was learned does not change with the threshold.

Ends with 1 where the reasons of a hit do not add up to its score, or name a hit that was not before it.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import developments
from benchmarks.copies import report_copies
from benchmarks.development_items import LABELS, STREAM
from benchmarks.digest_lines import digest_rows
from monitor.cli.tables import show
from monitor.evaluate.labels import read_labels
from monitor.evaluate.left_out import best_f1, left_out
from monitor.evaluate.measures import best_cost, macro
from monitor.evaluate.replay import GROUPS
from monitor.evaluate.run import Evaluation, evaluate
from monitor.evaluate.stream import StreamItem, read_stream
from monitor.story.novelty import NEW_FROM

HERE: Final = Path(__file__).resolve().parent
SHARED: Final = HERE.parents[1] / "shared" / "eval"
OCTOBER: Final = "2023-10.jsonl.xz"
NOVEMBER: Final = "2023-11.jsonl.xz"
EARLIEST: Final = datetime.min.replace(tzinfo=UTC)
LATEST: Final = datetime.max.replace(tzinfo=UTC)

Row = dict[str, str | int | float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A month's items in stream order, of a time if need be: ``begin`` is in it, ``end`` is not."""

    name: str
    begin: datetime = EARLIEST
    end: datetime = LATEST

    def items(self, shared: Path) -> Iterator[StreamItem]:
        """Them, read as they are asked for."""
        return (item for item in read_stream(shared / self.name) if self.begin <= item.date < self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A labelled set: what is replayed, and what comes before it."""

    stream: Part
    background: Part | None
    labels: str
    ours: bool = False
    """Whether its labels are in ``benchmarks/labels``."""

    def measured(self, shared: Path) -> Evaluation:
        """The replay."""
        labels = (HERE / "labels" if self.ours else shared) / self.labels
        before = () if self.background is None else self.background.items(shared)
        return evaluate(self.stream.items(shared), read_labels(labels), before, place=str(labels))


OCTOBER_BEGINS: Final = datetime(2023, 10, 10, tzinfo=UTC)
SETS: Final[Mapping[str, Labelled]] = {
    "november": Labelled(
        stream=Part(name=NOVEMBER), background=Part(name=OCTOBER), labels="2023-11.labels.json"
    ),
    "cold": Labelled(stream=Part(name=NOVEMBER), background=None, labels="2023-11.labels.json"),
    "more": Labelled(
        stream=Part(name=NOVEMBER),
        background=Part(name=OCTOBER),
        labels="2023-11-more.labels.json",
        ours=True,
    ),
    "october": Labelled(
        stream=Part(name=OCTOBER, begin=OCTOBER_BEGINS),
        background=Part(name=OCTOBER, end=OCTOBER_BEGINS),
        labels="2023-10.labels.json",
        ours=True,
    ),
    "sealed": Labelled(
        stream=Part(name=NOVEMBER),
        background=Part(name=OCTOBER),
        labels="2023-11-sealed.labels.json",
        ours=True,
    ),
}

STORY: Final = ("copies", "developments", "digests")


def story_rows(name: str, evaluation: Evaluation) -> Iterator[Row]:
    """A row for each story of a set in each language group."""
    for group in GROUPS:
        chosen = [result for result in evaluation.results if result.group == group]
        aside = left_out([result.scored for result in chosen]) if chosen else ()
        for result, loo in zip(chosen, aside, strict=True):
            counts = result.scored.counts()
            yield {
                "set": name,
                "language": group,
                "story": result.story,
                "positives": counts.positives,
                "hits": counts.hits,
                "false alarms": counts.alarms,
                "P": counts.precision,
                "R": counts.recall,
                "F1": counts.f1,
                "LOO F1": loo,
                "Cdet": counts.cost,
            }


def mean_rows(name: str, evaluation: Evaluation) -> Iterator[Row]:
    """A row of means over stories for each language group of a set."""
    for group in GROUPS:
        chosen = [result.scored for result in evaluation.results if result.group == group]
        means = macro([scored.counts() for scored in chosen])
        if means is None:
            continue
        cost, cost_at = best_cost(chosen)
        best, best_at = best_f1(chosen)
        yield {
            "set": name,
            "language": group,
            "stories": means.stories,
            "P": means.precision,
            "R": means.recall,
            "F1": means.f1,
            "LOO F1": fmean(left_out(chosen)),
            "best F1": best,
            "best at": best_at,
            "Cdet": means.cost,
            "minCdet": cost,
            "minCdet at": cost_at,
            "items/s": round(evaluation.items_per_second),
        }


def report(names: Sequence[str], shared: Path) -> int:
    """Measure the sets one after the other, then print both tables; returns how many hits are not explained."""
    stories: list[Row] = []
    means: list[Row] = []
    hits = unexplained = 0
    for name in names:
        print(f"replaying {name} …", flush=True)
        evaluation = SETS[name].measured(shared)
        stories += story_rows(name, evaluation)
        means += mean_rows(name, evaluation)
        hits += evaluation.hits
        unexplained += evaluation.unexplained
    if not names:
        return 0
    show("Stories, at the default threshold", stories, as_json=False)
    show("Means over stories", means, as_json=False)
    print(f"{hits:,} hits; reasons that do not add up to the score: {unexplained}")
    return unexplained


def report_story(names: Sequence[str], shared: Path) -> None:
    """The tables of the story told."""
    if "copies" in names:
        pairs, titles = report_copies(shared)
        show("Copies, on labelled pairs", pairs, as_json=False)
        show("Equal titles across sources", titles, as_json=False)
    if "developments" in names:
        developments.report(LABELS, shared, STREAM, NEW_FROM)
    if "digests" in names:
        show("Lines of daily digests", list(digest_rows(shared)), as_json=False)


def main() -> None:
    """Run as a script."""
    parser = argparse.ArgumentParser(description="The big evaluation, on the shared streams.")
    choices = (*SETS, *STORY)
    parser.add_argument("--only", action="append", choices=choices, help="one set; may be given again")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of the streams")
    chosen = parser.parse_args()
    if not chosen.shared.is_dir():
        print(f"eval: the streams are missing, nothing was measured (looked for {chosen.shared})")
        return
    names = chosen.only or choices
    unexplained = report([name for name in names if name in SETS], chosen.shared)
    report_story(names, chosen.shared)
    if unexplained:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
