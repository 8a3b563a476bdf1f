"""What the store keeps of a hit explains it: the points add up, the places are right, each teacher came before."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from math import fsum
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from monitor.app import adopt_watches
from monitor.evaluate.replay import seed_watch
from monitor.evaluate.run import evaluate_files
from monitor.evaluate.stream import StreamItem, read_stream
from monitor.model import Watch
from monitor.service.replay import replay
from monitor.service.tracking import build_tracker
from monitor.store.connection import open_store
from monitor.store.hits import hits
from monitor.store.rows import select
from monitor.track.reasons import EXACT
from tests.track.written import LEADS

GATE = Path(__file__).parents[1] / "evaluate" / "gate"
NOW = datetime(2026, 1, 5, tzinfo=UTC)
STREAM = tuple(read_stream(GATE / "stream.jsonl"))
SEEDS = {
    story: labels["seed"]
    for story, labels in json.loads((GATE / "labels.json").read_text(encoding="utf-8")).items()
}
STORIES = tuple(
    seed_watch(item, story.lower()) for story, seed in SEEDS.items() for item in STREAM if item.key == seed
)
MISPLACED = """
select r.hit_id, r.term from hit_reasons as r join hits as h on h.id = r.hit_id join items as i on i.id = h.item_id
where r.field <> ''
  and r.surface <> substr(case r.field when 'title' then i.title else i.text end, r.start + 1, r."end" - r.start)
"""
UNTAUGHT = """
select r.hit_id, r.term, r.learned_from from hit_reasons as r join hits as h on h.id = r.hit_id
left join hits as t on t.id = r.learned_from and t.watch_id = h.watch_id and t.id < h.id
where (r.origin = 'learned' or r.learned_from is not null) and t.id is null
"""


@contextmanager
def replayed(watches: Sequence[Watch], stream: Sequence[StreamItem]) -> Iterator[Database]:
    """A database in which ``stream`` went by ``watches``."""
    with TemporaryDirectory() as folder:
        db = open_store(Path(folder) / "n.db")
        try:
            adopt_watches(db, watches, NOW)
            for _ in replay(db, build_tracker(db, watches), stream, now=NOW):
                pass
            yield db
        finally:
            db.close()


def unexplained(db: Database) -> list[object]:
    """Whatever does not hold of the hits and reasons that ``db`` keeps."""
    found = hits(db)
    wrong: list[object] = [
        (hit.hit_id, hit.points)
        for hit in found
        if abs(fsum(reason.points for reason in hit.reasons) - hit.points) > EXACT
        or hit.score != hit.points / hit.threshold
    ]
    return [*wrong, *map(tuple, select(db, MISPLACED)), *map(tuple, select(db, UNTAUGHT))]


def test_every_hit_of_the_stream_is_explained_by_what_is_stored() -> None:
    with replayed(STORIES, STREAM) as db:
        assert unexplained(db) == []
        assert {hit.watch for hit in hits(db)} == {story.lower() for story in SEEDS}
        learned = select(db, "select count(*) from hit_reasons where learned_from is not null")
        assert len(hits(db)) > 80
        assert learned[0][0] > 50
        assert_that_falsified_reasons_are_told(db)


def assert_that_falsified_reasons_are_told(db: Database) -> None:
    for falsified in (
        "points = points + 1e-6",
        "surface = surface || 'x', field = 'title'",
        "learned_from = hit_id",
    ):
        with db.conn:
            db.conn.execute(
                f"update hit_reasons set {falsified} where id = (select max(id) from hit_reasons)"
            )
        assert unexplained(db) != []


@settings(max_examples=12)
@given(
    stories=st.lists(st.sampled_from(STORIES), min_size=1, max_size=4, unique=True),
    threshold=st.floats(0.5, 9.0),
    start=st.integers(0, 500),
    leads=st.lists(st.sampled_from(sorted(LEADS.values())), min_size=1, max_size=8),
    reviewed=st.booleans(),
)
def test_so_is_every_hit_of_any_part_of_it(
    *, stories: Sequence[Watch], threshold: float, start: int, leads: Sequence[str], reviewed: bool
) -> None:
    origin = "person" if reviewed else "seed"
    watches = [
        replace(story, threshold=threshold, terms=tuple(replace(term, origin=origin) for term in story.terms))
        for story in stories
    ]
    part = [
        replace(item, title=leads[number % len(leads)] + item.title)
        for number, item in enumerate(STREAM[start : start + 100])
    ]
    with replayed(watches, part) as db:
        assert unexplained(db) == []


def test_so_is_every_hit_of_the_evaluation() -> None:
    evaluation = evaluate_files(GATE / "stream.jsonl", GATE / "labels.json", None, None)
    assert evaluation.hits > 50
    assert evaluation.unexplained == 0
