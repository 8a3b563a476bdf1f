"""One pass over a stream for all labelled stories at once, each starting at its seed; no look-ahead.

A story's watch is proposed from its seed item alone, as ``newswake seed`` would, and is never edited.
Labels are used for scoring only.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from monitor.evaluate.labels import Story, read_labels
from monitor.evaluate.replay import Replay, StoryResult
from monitor.evaluate.stream import StreamItem, read_stream
from monitor.track.background import Background
from monitor.track.tracker import Tracker


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What a replay came to. ``results`` holds each story once for each group in which it has positives."""

    results: tuple[StoryResult, ...]
    items: int
    background: int
    seconds: float
    """Spent reading, deciding and learning on the stream, without the background and without scoring."""
    hits: int = 0
    """Of all stories together, candidates or not."""
    unexplained: int = 0
    """Of these, the ones whose reasons do not add up to their points, or name a hit that was not before them."""
    absent: int = 0
    """Positives that are no candidates: not in the stream, or not after the seed."""

    @property
    def items_per_second(self) -> float:
        """Stream items by wall clock, all stories together."""
        return self.items / self.seconds if self.seconds else 0.0


def evaluate_files(
    stream: Path, labels: Path, background: Path | None, predictions: Path | None
) -> Evaluation:
    """Evaluate files as the command line does; see ``evaluate``.

    Raises ConfigurationError for malformed files, and where a story's seed is not in the stream.
    """
    stories = read_labels(labels)
    with ExitStack() as stack:
        write: Callable[[str], object] | None = None
        if predictions is not None:
            write = stack.enter_context(predictions.open("w", encoding="utf-8")).write
        before = read_stream(background) if background is not None else ()
        return evaluate(read_stream(stream), stories, before, write=write, place=str(labels))


def evaluate(
    stream: Iterable[StreamItem],
    stories: Sequence[Story],
    background: Iterable[StreamItem] = (),
    *,
    write: Callable[[str], object] | None = None,
    place: str = "labels",
) -> Evaluation:
    """Decide on ``stream`` for all ``stories`` in one pass; ``write`` gets a JSON line for each score kept.

    ``background`` sets document frequencies and the watches' thresholds; the stream adds to them as it
    goes by. An item whose key has come by already is read but not scored again.
    """
    tracker = Tracker((), learned={}, background=Background(), sampling=True)
    before = 0
    for item in background:
        tracker.count(tracker.read(item.seen()))
        before += 1
    replay = Replay(tracker, stories, write)
    begin = perf_counter()
    for item in stream:
        replay.take(item)
    seconds = perf_counter() - begin
    replay.check_seeds(place)
    return Evaluation(
        results=replay.results(),
        items=replay.items,
        background=before,
        seconds=seconds,
        hits=replay.hits,
        unexplained=replay.unexplained,
        absent=replay.absent(),
    )
