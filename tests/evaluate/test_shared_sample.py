"""A slice of a real stream: one story from its seed to three days later. Skipped where the stream is not at hand."""

import json
from collections import deque
from itertools import islice
from pathlib import Path

import pytest

from monitor.evaluate.labels import Story
from monitor.evaluate.run import evaluate
from monitor.evaluate.stream import StreamItem, read_stream

SHARED = Path(__file__).resolve().parents[3] / "shared" / "eval"
STORY = "S11"
BEFORE = 3000
AFTER = 6000


@pytest.mark.skipif(not SHARED.is_dir(), reason="the evaluation stream is not beside the checkout")
def test_a_real_story_is_followed_from_its_seed() -> None:
    entry = json.loads((SHARED / "2023-11.labels.json").read_text(encoding="utf-8"))[STORY]
    stream = read_stream(SHARED / "2023-11.jsonl.xz")
    before: deque[StreamItem] = deque(maxlen=BEFORE)
    for item in stream:
        before.append(item)
        if item.key == entry["seed"]:
            break
    seed = before.pop()
    story = Story(name=STORY, seed=entry["seed"], positives=frozenset(entry["positives"]))
    evaluation = evaluate([seed, *islice(stream, AFTER)], [story], before)
    english = next(result.scored for result in evaluation.results if result.group == "English")
    counts = english.counts()
    assert counts.recall >= 0.8
    assert counts.precision >= 0.8
