import pytest

from monitor.evaluate.left_out import best_f1, f1_at, left_out
from monitor.evaluate.measures import Scored


def scored(*scores: tuple[float, bool], positives: int, hits: int = 0, alarms: int = 0) -> Scored:
    return Scored(scores=scores, hits=hits, alarms=alarms, positives=positives, others=10)


LENIENT = scored((0.5, True), (0.6, True), positives=2)
STRICT = scored((0.9, False), (1.5, True), positives=1)


def test_the_f1_at_thresholds() -> None:
    assert f1_at(STRICT, (0.9, 0.91, 1.6)) == pytest.approx([2 / 3, 1, 0])


def test_each_story_is_judged_at_the_threshold_that_suits_the_others() -> None:
    assert left_out([LENIENT, STRICT]) == pytest.approx((0, 2 / 3))


def test_a_threshold_that_suits_all_costs_nothing_when_a_story_is_left_out() -> None:
    assert left_out([LENIENT, LENIENT, LENIENT]) == (1, 1, 1)


def test_a_single_story_stays_at_the_default_threshold() -> None:
    alone = scored((0.5, True), (1.2, True), positives=2, hits=1)
    assert left_out([alone]) == pytest.approx((2 / 3,))


def test_the_best_threshold_is_one_for_all() -> None:
    assert best_f1([LENIENT, STRICT]) == pytest.approx(((1 + 2 / 3) / 2, 0.4))
