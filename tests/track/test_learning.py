"""What the profile learns, from what, and that it is the same again. Texts are made up."""

from dataclasses import replace

import pytest

from monitor.model import (
    Decision,
    LearnedToken,
)
from monitor.track.background import Background
from monitor.track.tracker import Tracker
from tests.track.story import (
    FOLLOW_UP,
    HEZBOLLAH,
    NOON,
    SEED,
    UNRELATED,
    WAGNER,
    explain,
    nothing_known,
    seen,
    tracker_of,
    watch,
)


def learning() -> tuple[Tracker, Decision]:
    tracker = tracker_of(watch(seed=SEED))
    (decision,) = tracker.decide(tracker.read(seen(FOLLOW_UP, "Salvage company Borrowdale hired")))
    tracker.learn(decision, 7, NOON)
    return tracker, decision


def test_the_profile_learns_from_a_hit_and_names_it() -> None:
    tracker, _ = learning()
    item = seen("Borrowdale salvage company delays")
    before = explain(watch(seed=SEED), item)
    after = tracker.explain(tracker.read(item), "w")
    assert before.points == 0 < after.points
    learned = {reason.term: reason for reason in after.reasons}["borrowdal"]
    assert (learned.origin, learned.learned_from, learned.surface) == ("learned", 7, "Borrowdale")


def test_a_profile_is_rebuilt_from_its_rows() -> None:
    tracker, decision = learning()
    assert decision.learned is not None
    rows = [
        LearnedToken(token=token, weight=weight, hit_id=7, learned_at=NOON)
        for token, weight in decision.learned.tokens
    ]
    rebuilt = tracker_of(watch(seed=SEED), learned={"w": rows})
    for title in (FOLLOW_UP, "Borrowdale salvage company delays", "Ferry lost"):
        reading = tracker.read(seen(title))
        assert rebuilt.explain(rebuilt.read(seen(title)), "w") == tracker.explain(reading, "w")


def test_copies_of_one_headline_teach_once() -> None:
    tracker, _ = learning()
    copy = tracker.explain(tracker.read(seen(FOLLOW_UP.upper(), "Another outlet")), "w")
    assert copy.hit
    assert copy.learned is None


def test_a_watch_that_must_not_learn_does_not() -> None:
    decision = explain(watch(seed=SEED, learn=False), seen(FOLLOW_UP))
    assert decision.hit
    assert decision.learned is None


def test_a_background_full_of_similar_items_raises_the_threshold() -> None:
    reading = seen("Ferry passengers rescued")
    before = [seen(f"Ferry passengers rescued by coastguard {n}") for n in range(3000)]
    calm = tracker_of(watch(seed=SEED))
    busy = tracker_of(watch(seed=SEED), before=before)
    assert busy.explain(busy.read(reading), "w").points < calm.explain(calm.read(reading), "w").points


@pytest.mark.parametrize(("sampling", "remembered"), [(True, 3), (False, 0)])
def test_items_are_remembered_only_for_seeds_that_come_later(*, sampling: bool, remembered: int) -> None:
    tracker = tracker_of(watch(seed=SEED), before=[seen(UNRELATED), seen(FOLLOW_UP)], sampling=sampling)
    tracker.count(tracker.read(seen("Ferry passengers rescued")))
    assert tracker.around("w").items == 2
    tracker.add(watch(seed=replace(SEED, title="Another ferry")))
    assert tracker.around("w").items == remembered


def test_a_word_that_becomes_common_says_less() -> None:
    background = Background(prior=nothing_known)
    before = background.idf("ferry")
    for _ in range(50):
        background.add(("ferry",))
    assert background.idf("ferry") < before
    assert background.idf("aurelia") > background.idf("ferry")


def test_a_watch_that_is_added_replaces_the_one_of_its_name() -> None:
    tracker, _ = learning()
    tracker.add(watch(HEZBOLLAH))
    assert tracker.explain(tracker.read(seen(FOLLOW_UP)), "w").points == 0
    assert tracker.explain(tracker.read(seen("Hezbollah")), "w").points == 3.0


def test_the_same_stream_gives_the_same_decisions() -> None:
    def run() -> list[tuple[Decision, ...]]:
        tracker = tracker_of(watch(WAGNER, seed=SEED))
        found = []
        for n, title in enumerate(
            [FOLLOW_UP, UNRELATED, "Ferry reef inquiry", FOLLOW_UP, "Kintarra reef tugs"]
        ):
            reading = tracker.read(seen(title, SEED.text[n:]))
            decisions = tracker.decide(reading)
            found.append(decisions)
            for decision in decisions:
                if decision.hit:
                    tracker.learn(decision, n + 1, NOON)
            tracker.count(reading)
        return found

    assert run() == run()
