"""Rule E2: a network of ours that is down pauses all visits and is held against no feed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.poll.outage import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    PROBES,
    Attempt,
    Outage,
    Verdict,
    after_attempt,
    may_claim,
)

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def attempt(number: int, *, failed: bool, at: datetime | None = None, hosts: int = 100) -> Attempt:
    ended = at or NOON + number * SECOND
    return Attempt(
        feed_id=number,
        host=f"h{number % hosts}",
        failed=failed,
        started=ended - SECOND / 2,
        at=ended,
        failures_before=number % 3,
    )


def after(*attempts: Attempt, outage: Outage = Outage()) -> Verdict:  # noqa: B008 - a frozen value
    verdict = Verdict(outage=outage, charged=True)
    for each in attempts:
        verdict = after_attempt(verdict.outage, each)
    return verdict


@pytest.mark.parametrize(
    ("attempts", "trips"),
    [
        pytest.param([attempt(n, failed=True) for n in range(9)], False, id="nine are too few"),
        pytest.param([attempt(n, failed=True) for n in range(10)], True, id="ten of ten"),
        pytest.param([attempt(n, failed=n % 2 == 1) for n in range(10)], True, id="half of ten"),
        pytest.param([attempt(n, failed=n % 3 == 0) for n in range(30)], False, id="a third of thirty"),
        pytest.param(
            [attempt(n, failed=True, hosts=4) for n in range(30)], False, id="four hosts are too few"
        ),
        pytest.param(
            [attempt(n, failed=True, at=NOON + n * timedelta(minutes=1)) for n in range(30)],
            False,
            id="one a minute is never ten in five minutes",
        ),
    ],
)
def test_what_counts_as_an_outage(attempts: list[Attempt], *, trips: bool) -> None:
    assert (after(*attempts).outage.since is not None) == trips


def test_who_was_charged_before_it_was_seen_is_pardoned() -> None:
    verdict = after(attempt(100, failed=False, at=NOON), *(attempt(n, failed=True) for n in range(9)))
    assert dict(verdict.pardoned) == {n: n % 3 for n in range(9)}
    assert not verdict.charged
    assert may_claim(verdict.outage, NOON + 20 * SECOND) == 0
    assert may_claim(verdict.outage, NOON + 9 * SECOND + FIRST_PAUSE) == PROBES


def test_pauses_grow_to_ten_minutes_and_a_probe_that_gets_through_ends_them() -> None:
    verdict = after(*(attempt(n, failed=True) for n in range(10)))
    pauses = []
    for number in range(20, 30):
        until = verdict.outage.paused_until
        assert until is not None
        verdict = after(attempt(number, failed=True, at=until + SECOND), outage=verdict.outage)
        assert (verdict.charged, verdict.pardoned) == (False, ())
        assert verdict.outage.paused_until is not None
        pauses.append(verdict.outage.paused_until - until - SECOND)
    assert [pause.total_seconds() / 60 for pause in pauses[:5]] == [2, 4, 8, 10, 10]
    assert pauses[-1] == LONGEST_PAUSE
    until = verdict.outage.paused_until
    assert until is not None
    over = after(attempt(40, failed=False, at=until + SECOND), outage=verdict.outage)
    assert (over.outage.since, len(over.outage.attempts)) == (None, 1)
    assert may_claim(over.outage, until) is None
    assert over.line.startswith("no feed could be reached from 05 Jan 12:00 to 05 Jan ")


@pytest.mark.parametrize("failed", [True, False])
def test_what_was_under_way_when_it_was_seen_proves_nothing(*, failed: bool) -> None:
    down = after(*(attempt(n, failed=True) for n in range(10))).outage
    late = after(attempt(50, failed=failed, at=NOON + 20 * SECOND), outage=down)
    assert late.outage == down
    assert late.charged is not failed


def never_answered(number: int, at: datetime) -> Attempt:
    return replace(attempt(number, failed=True, at=at), proven=False)


def test_feeds_that_never_answered_are_no_outage_while_others_answer() -> None:
    dead = [never_answered(n, NOON + n * SECOND) for n in range(50)]
    assert after(attempt(90, failed=False, at=NOON), *dead).outage.since is None
    assert after(*dead).outage.since is not None, "a first start without a network"


def test_when_an_outage_is_over_the_dead_are_charged_again() -> None:
    down = after(*(never_answered(n, NOON + n * SECOND) for n in range(10))).outage
    assert down.paused_until is not None
    verdict = after(attempt(90, failed=False, at=down.paused_until + SECOND), outage=down)
    for number in range(10):
        verdict = after(
            never_answered(number, down.paused_until + (number + 2) * SECOND), outage=verdict.outage
        )
        assert (verdict.charged, verdict.pardoned) == (True, ())


def test_a_feed_that_was_ill_before_proves_nothing_and_is_charged() -> None:
    down = Outage(since=NOON, paused_until=NOON)
    ill = replace(attempt(1, failed=True), failures_before=3)
    assert after(ill, outage=down) == Verdict(outage=down, charged=True)
    assert after(*[replace(ill, host=f"h{n}") for n in range(50)]).outage.since is None
