import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.evaluate.measures import Counts, Scored, best_cost, macro


def scored(scores: list[tuple[float, bool]], positives: int, others: int = 10) -> Scored:
    return Scored(scores=tuple(scores), hits=0, alarms=0, positives=positives, others=others)


def test_the_measures_of_a_story() -> None:
    counts = Counts(hits=3, alarms=1, positives=4, others=100)
    assert counts.precision == 0.75
    assert counts.recall == 0.75
    assert counts.f1 == 0.75
    assert counts.miss == 0.25
    assert counts.false_alarm == 0.01
    assert counts.cost == pytest.approx(0.25 + 0.049)


def test_a_story_without_hits_has_measures_too() -> None:
    counts = Counts(hits=0, alarms=0, positives=4, others=0)
    assert (counts.precision, counts.f1, counts.cost) == (0, 0, 1)


def test_means_count_each_story_once() -> None:
    means = macro(
        [Counts(hits=1, alarms=0, positives=1, others=9), Counts(hits=0, alarms=0, positives=99, others=9)]
    )
    assert means is not None
    assert means.f1 == 0.5
    assert macro([]) is None


def test_the_best_threshold_is_one_for_all_stories() -> None:
    first = scored([(0.9, True), (0.5, False)], 1, others=5)
    second = scored([(0.6, True), (0.4, True)], 2)
    cost, at = best_cost([first, second])
    assert at == 0.6
    assert cost == pytest.approx((0 + 0.5) / 2)


def test_where_every_hit_costs_more_than_it_brings_nothing_is_given_out() -> None:
    assert best_cost([scored([(2.0, False)], 1)]) == (1.0, float("inf"))


@given(st.lists(st.tuples(st.sampled_from([0.4, 0.6, 0.8, 1.0]), st.booleans()), max_size=12))
def test_the_best_cost_is_that_of_the_best_of_all_thresholds(rows: list[tuple[float, bool]]) -> None:
    story = scored(rows, positives=12, others=12)

    def cost(threshold: float) -> float:
        given_out = [right for score, right in rows if score >= threshold]
        hits = sum(given_out)
        return Counts(hits=hits, alarms=len(given_out) - hits, positives=12, others=12).cost

    assert best_cost([story])[0] == pytest.approx(min(map(cost, (0.4, 0.6, 0.8, 1.0, 2.0))))
