"""When a watch has learned more than it was given, and that this is told once."""

from datetime import UTC, datetime

from monitor.track.drift import Crossing, Mass, Scored, crossing, mass
from tests.track.story import SEED, watch

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def of(learned: float, hits: int = 10) -> Mass:
    return Mass(hits=hits, learned=learned, given=10 - learned)


def test_it_is_told_when_it_begins() -> None:
    assert crossing(of(5.1), None, NOW) == Crossing(since=NOW, to_tell=True)


def test_half_is_not_more_than_half() -> None:
    assert crossing(of(5.0), None, NOW) == Crossing(since=None, to_tell=False)


def test_it_is_not_told_again_while_it_lasts() -> None:
    assert crossing(of(9.0), NOW, NOW) == Crossing(since=NOW, to_tell=False)
    assert crossing(of(4.5), NOW, NOW) == Crossing(since=NOW, to_tell=False)


def test_it_ends_clearly_below_and_may_begin_anew() -> None:
    assert crossing(of(4.0), NOW, NOW) == Crossing(since=None, to_tell=False)
    assert crossing(of(6.0), None, NOW).to_tell


def test_few_hits_say_nothing() -> None:
    assert not crossing(of(9.0, hits=4), None, NOW).to_tell
    assert Mass(hits=0, learned=0.0, given=0.0).share == 0


def test_words_of_the_seed_stay_given_however_often_hits_repeat_them() -> None:
    scored = [
        Scored(term="reef", learned=True, points=3.0),
        Scored(term="tulip", learned=True, points=2.0),
        Scored(term="aurelia", learned=False, points=1.0),
    ]
    assert mass(watch(seed=SEED), 3, scored) == Mass(hits=3, learned=2.0, given=4.0)
