"""Rule B5: a permanent redirect is taken over when it lasts and leads to the same feed, and given back when it fails."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.feed_memory import Moving
from monitor.outcome import Failed, FailureKind, NotModified
from monitor.poll.moving import Move, moving_after

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
OLD, NEW = "https://a.example/feed", "https://b.example/feed"


def answer(*hops: tuple[int, str]) -> NotModified:
    return NotModified(status=200, same_body=True, etag=None, last_modified=None, elapsed_ms=1, hops=hops)


def test_an_adopted_address_that_leads_back_is_given_back_and_the_two_do_not_flap() -> None:
    moving, asked, changes = Moving(), OLD, []
    for number in range(60):
        now = NOON + timedelta(days=number)
        # Until the tenth day the old address leads to the new one, then the new one back, then both in turn.
        back = (301, OLD) if asked == NEW else (301, NEW)
        hops = (back,) if asked == OLD or number > 10 else ()
        move = moving_after(
            moving, answer(*hops), asked_url=asked, configured_url=OLD, shares_known=True, now=now
        )
        moving = move.moving
        if move.adopt or move.give_back:
            asked = move.adopt or OLD
            changes.append(asked)
    assert changes == [NEW, OLD]
    assert moving.adopted_at is None


def test_an_address_left_for_a_third_is_not_taken_again() -> None:
    moving = Moving(adopted_at=NOON)
    third = "https://c.example/feed"
    for number in range(5):
        now = NOON + timedelta(days=number)
        move = moving_after(
            moving, answer((301, third)), asked_url=NEW, configured_url=OLD, shares_known=True, now=now
        )
        moving = move.moving
    assert (move.adopt, moving.refused) == (third, (NEW,))
    for number in range(9):
        now = NOON + timedelta(days=10 + number)
        move = moving_after(
            moving, answer((301, NEW)), asked_url=third, configured_url=OLD, shares_known=True, now=now
        )
        moving = move.moving
        assert (move.adopt, move.give_back) == ("", False)


def polled(
    hops: tuple[tuple[int, str], ...], *, times: int, every_h: float, asked: str = OLD, shares: bool = True
) -> Move:
    moving, move = Moving(), Move(moving=Moving())
    for number in range(times):
        now = NOON + timedelta(hours=number * every_h)
        move = moving_after(moving, answer(*hops), asked_url=asked, shares_known=shares, now=now)
        moving = move.moving
    return move


@pytest.mark.parametrize(
    ("move", "adopted"),
    [
        pytest.param(polled(((301, NEW),), times=5, every_h=18), NEW, id="five polls over 72 h"),
        pytest.param(polled(((308, NEW),), times=5, every_h=18), NEW, id="308 is as good"),
        pytest.param(polled(((301, NEW),), times=4, every_h=30), "", id="four polls are too few"),
        pytest.param(polled(((301, NEW),), times=30, every_h=1), "", id="a day is too short"),
        pytest.param(polled(((302, NEW),), times=9, every_h=18), "", id="302 is for now only"),
        pytest.param(
            polled(((301, "https://c.example/"), (302, NEW)), times=9, every_h=18), "", id="one hop for now"
        ),
        pytest.param(polled(((301, NEW),), times=9, every_h=18, shares=False), "", id="nothing in common"),
        pytest.param(
            polled(((301, "http://b.example/"),), times=9, every_h=18), "", id="never to plain http"
        ),
        pytest.param(
            polled(((301, "https://a.example/feed"),), times=2, every_h=1, asked="http://a.example/feed"),
            "https://a.example/feed",
            id="the same with https, at once",
        ),
        pytest.param(
            polled(((301, NEW),), times=2, every_h=1, asked="http://a.example/feed"),
            "",
            id="another host is not",
        ),
    ],
)
def test_when_an_address_is_taken_over(move: Move, adopted: str) -> None:
    assert move.adopt == adopted
    assert (move.moving.adopted_at is not None) == bool(adopted)


def test_another_target_starts_anew() -> None:
    move = polled(((301, NEW),), times=4, every_h=24)
    other = moving_after(
        move.moving,
        answer((301, "https://c.example/")),
        asked_url=OLD,
        shares_known=True,
        now=NOON + timedelta(hours=96),
    )
    assert (other.adopt, other.moving.target, other.moving.polls) == ("", "https://c.example/", 1)


def test_an_address_that_fails_three_times_is_given_back_and_not_taken_again() -> None:
    moving = Moving(adopted_at=NOON)
    broken = Failed(kind=FailureKind.SOFT, reason="HTTP 404: not found")
    busy = Failed(kind=FailureKind.THROTTLED, reason="HTTP 429: too many requests")
    given_back = []
    for outcome in (broken, busy, broken, answer(), broken, broken, broken):
        move = moving_after(moving, outcome, asked_url=NEW, shares_known=True, now=NOON)
        moving = move.moving
        given_back.append(move.give_back)
    assert given_back == [False] * 6 + [True]
    assert moving == Moving(refused=(NEW,))
    for number in range(9):
        now = NOON + timedelta(days=number)
        move = moving_after(moving, answer((301, NEW)), asked_url=OLD, shares_known=True, now=now)
        moving = move.moving
        assert move.adopt == ""
