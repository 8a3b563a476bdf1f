from datetime import UTC, datetime, timedelta

import pytest

from monitor.service.web.healthz import Pulse, problems
from monitor.store.numbers import Numbers

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def there(due: int = 0, last_success: datetime | None = None) -> Numbers:
    return Numbers(
        due=due, last_success=last_success, by_health=(), gaps=0, blocked_hosts=0, subscriptions=()
    )


@pytest.mark.parametrize(
    ("ticked", "looped", "words"),
    [
        (0 * SECOND, 0 * SECOND, []),
        (120 * SECOND, 120 * SECOND, []),
        (121 * SECOND, 0 * SECOND, ["the ticker has not turned since 2026-01-05 08:00:00 UTC"]),
        (0 * SECOND, 121 * SECOND, ["the loop has not turned since 2026-01-05 08:00:00 UTC"]),
    ],
)
def test_what_does_not_turn_is_ill(ticked: timedelta, looped: timedelta, words: list[str]) -> None:
    now = START + max(ticked, looped)
    pulse = Pulse(started_at=START, looped_at=now - looped)
    assert list(problems(pulse, there(), ticked_at=now - ticked, now=now)) == words


def test_a_ticker_that_never_ticked_is_ill_after_a_while() -> None:
    now = START + 3 * MINUTE
    pulse = Pulse(started_at=START, looped_at=now)
    assert problems(pulse, there(), ticked_at=None, now=now) == (
        "the ticker has not turned since 2026-01-05 08:00:00 UTC",
    )


@pytest.mark.parametrize(
    ("due", "success", "after", "ill"),
    [
        (5, START, HOUR + SECOND, True),
        (5, START, HOUR, False),
        (4, START, 10 * HOUR, False),
        (50, START + 2 * HOUR, 2 * HOUR + 59 * MINUTE, False),
        (50, START + 2 * HOUR, 3 * HOUR + SECOND, True),
        (50, START - 24 * HOUR, HOUR, False),
        (50, START - 24 * HOUR, HOUR + SECOND, True),
        (50, None, HOUR + SECOND, True),
    ],
)
def test_no_success_for_an_hour_while_feeds_are_due_is_ill(
    due: int, success: datetime | None, after: timedelta, *, ill: bool
) -> None:
    now = START + after
    pulse = Pulse(started_at=START, looped_at=now)
    assert bool(problems(pulse, there(due, success), ticked_at=now, now=now)) is ill
