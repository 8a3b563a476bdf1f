"""When a watch has learned more than it was given, and that this is told once."""

from datetime import UTC, datetime

from monitor.track.drift import Crossing, Mass, crossing

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def mass(learned: float, hits: int = 10) -> Mass:
    return Mass(hits=hits, learned=learned, given=10 - learned)


def test_it_is_told_when_it_begins() -> None:
    assert crossing(mass(5.1), None, NOW) == Crossing(since=NOW, to_tell=True)


def test_half_is_not_more_than_half() -> None:
    assert crossing(mass(5.0), None, NOW) == Crossing(since=None, to_tell=False)


def test_it_is_not_told_again_while_it_lasts() -> None:
    assert crossing(mass(9.0), NOW, NOW) == Crossing(since=NOW, to_tell=False)
    assert crossing(mass(4.5), NOW, NOW) == Crossing(since=NOW, to_tell=False)


def test_it_ends_clearly_below_and_may_begin_anew() -> None:
    assert crossing(mass(4.0), NOW, NOW) == Crossing(since=None, to_tell=False)
    assert crossing(mass(6.0), None, NOW).to_tell


def test_few_hits_say_nothing() -> None:
    assert not crossing(mass(9.0, hits=4), None, NOW).to_tell
    assert Mass(hits=0, learned=0.0, given=0.0).share == 0
