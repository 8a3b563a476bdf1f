"""Which wall clock is believed, and what follows when it moves."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.digest.clock import HELD_FOR, JUMP, ClockWatch, first_look, look, outlasts

START = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTE = timedelta(minutes=1)


def watched(*looks: tuple[timedelta, timedelta]) -> ClockWatch:
    """After looks at (the steady clock since the start, how far the wall clock is ahead of it)."""
    watch = first_look(START, 5 * DAY)
    for steady, ahead in looks:
        watch = look(watch, START + steady + ahead, 5 * DAY + steady)
    return watch


HELD = {
    "all is well": ((HOUR, timedelta()), False),
    "an hour ahead": ((HOUR, HOUR), False),
    "a day ahead": ((HOUR, DAY), False),
    "a day back": ((HOUR, -DAY), False),
    "36 hours ahead": ((HOUR, JUMP), False),
    "more than 36 hours ahead": ((HOUR, JUMP + MINUTE), True),
    "more than 36 hours back": ((HOUR, -JUMP - MINUTE), True),
    "in 2100": ((HOUR, 27_000 * DAY), True),
    "in 1970": ((HOUR, -20_000 * DAY), True),
}


@pytest.mark.parametrize("case", HELD)
def test_mail_is_held_after_a_jump(case: str) -> None:
    moved, held = HELD[case]
    assert watched(moved).held is held


def test_small_steps_add_up() -> None:
    assert watched((HOUR, DAY), (2 * HOUR, 2 * DAY)).held


def test_a_clock_that_comes_back_in_time_has_done_nothing() -> None:
    watch = watched((HOUR, 9 * DAY), (HOUR + 50 * MINUTE, 9 * DAY), (2 * HOUR, timedelta()))
    assert (watch.held, watch.healed, watch.earlier) == (False, False, ())


def test_a_clock_that_stays_is_believed_after_an_hour() -> None:
    jumped = (HOUR, 9 * DAY)
    assert watched(jumped, (HOUR + HELD_FOR - MINUTE, 9 * DAY)).held
    assert not watched(jumped, (HOUR + HELD_FOR, 9 * DAY)).held


def test_the_hour_begins_anew_with_another_jump() -> None:
    assert watched((HOUR, 9 * DAY), (HOUR + 50 * MINUTE, 20 * DAY), (2 * HOUR + MINUTE, 20 * DAY)).held


def test_a_person_may_say_that_it_is_right() -> None:
    watch = watched((HOUR, 9 * DAY))
    assert not look(watch, START + HOUR + 9 * DAY + MINUTE, 5 * DAY + HOUR + MINUTE, released=True).held


def test_a_jump_that_was_believed_and_then_undone_is_healed_once() -> None:
    believed = ((HOUR, 9 * DAY), (3 * HOUR, 9 * DAY))
    back = watched(*believed, (4 * HOUR, timedelta()))
    assert (back.held, back.healed) == (False, True)
    assert not watched(*believed, (4 * HOUR, timedelta()), (5 * HOUR, timedelta())).healed


def test_coming_back_after_a_sleep_that_was_taken_for_a_jump_heals_too() -> None:
    slept = ((HOUR, 3 * DAY), (3 * HOUR, 3 * DAY))
    jumped = ((4 * HOUR, 900 * DAY), (6 * HOUR, 900 * DAY))
    back = watched(*slept, *jumped, (7 * HOUR, 3 * DAY))
    assert (back.held, back.healed) == (False, True)


def test_a_jump_back_that_was_believed_heals_nothing_when_undone() -> None:
    back = watched((HOUR, -9 * DAY), (3 * HOUR, -9 * DAY), (4 * HOUR, timedelta()))
    assert (back.held, back.healed) == (False, False)


def test_a_date_that_cannot_be_is_never_believed() -> None:
    gone = ((HOUR, -20_000 * DAY), (30 * HOUR, -20_000 * DAY))
    assert watched(*gone).held
    assert "cannot be" in watched(*gone).why
    assert not watched(*gone, (31 * HOUR, timedelta())).held


def test_a_machine_that_starts_in_1970_mails_as_soon_as_its_clock_is_set() -> None:
    watch = first_look(datetime(1970, 1, 1, 0, 0, 30, tzinfo=UTC), timedelta(seconds=30))
    assert watch.held
    assert not look(watch, START, timedelta(seconds=90)).held


WORDS = {
    "ahead": (9 * DAY, "the clock jumped ahead by 9 days"),
    "back": (-2 * DAY, "the clock jumped back by 48 hours"),
}


@pytest.mark.parametrize("case", WORDS)
def test_the_jump_is_said_in_words(case: str) -> None:
    ahead, words = WORDS[case]
    assert watched((HOUR, ahead)).why == words
    assert watched((HOUR, ahead), (HOUR + MINUTE, ahead)).why == words


def test_a_hold_of_another_process_ends_by_itself_or_with_the_jump() -> None:
    assert outlasts(START, START + HELD_FOR - MINUTE)
    assert not outlasts(START, START + HELD_FOR)
    assert not outlasts(START + 9 * DAY, START)


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(-60_000, 60_000)), max_size=30))
def test_mail_never_stays_held_while_the_clock_is_right(moves: list[tuple[int, int]]) -> None:
    steady, looks = timedelta(), []
    for minutes, hours in moves:
        steady += minutes * MINUTE
        looks.append((steady, hours * HOUR))
    right = [(steady + number * 10 * MINUTE, timedelta()) for number in range(1, 9)]
    assert not watched(*looks, *right).held
