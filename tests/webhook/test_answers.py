"""What an answer means for a delivery."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.outcome import FailureKind, FetchFailed, Response
from monitor.store.webhook_rows import DeliveryState
from monitor.webhook.answers import GIVE_UP, settle, wait_after

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
SENT, PENDING, PARKED = DeliveryState.SENT, DeliveryState.PENDING, DeliveryState.PARKED


def answer(status: int, **headers: str) -> Response:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Response(url="https://x.example/", status=status, headers=named, body=b"")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        *((status, SENT) for status in (200, 201, 202, 204, 299)),
        *((status, PARKED) for status in (300, 301, 302, 303, 304, 307, 308)),
        *((status, PARKED) for status in (400, 401, 403, 404, 405, 410, 413, 422, 451)),
        *((status, PENDING) for status in (408, 425, 429, 500, 502, 503, 504, 599, 600)),
    ],
)
def test_what_a_status_means(status: int, state: DeliveryState) -> None:
    came = settle(answer(status), attempts=0, now=NOW)
    assert (came.state, came.attempts) == (state, 1)
    assert came.reply.startswith(f"HTTP {status}")
    assert (came.again is not None) == (state is PENDING)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, 30),
        ({"retry_after": "120"}, 120),
        ({"retry_after": "1"}, 30),
        ({"retry_after": "Mon, 23 Nov 2026 09:00:00 GMT", "date": "Mon, 23 Nov 2026 08:50:00 GMT"}, 600),
        ({"retry_after": "soon"}, 30),
        ({"retry_after": "999999999"}, 24 * 3600),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_wish_to_wait_is_heeded(status: int, headers: dict[str, str], wait: int) -> None:
    assert settle(answer(status, **headers), attempts=0, now=NOW).again == NOW + timedelta(seconds=wait)


@pytest.mark.parametrize(
    ("kind", "state", "counted"),
    [
        (FailureKind.SOFT, PENDING, 1),
        (FailureKind.LOCAL, PENDING, 0),
        (FailureKind.REFUSED, PARKED, 1),
        (FailureKind.HARD, PARKED, 1),
    ],
)
def test_what_no_answer_means(kind: FailureKind, state: DeliveryState, counted: int) -> None:
    came = settle(FetchFailed(kind=kind, reason="no\n connection"), attempts=0, now=NOW)
    assert (came.state, came.attempts) == (state, counted)
    assert came.reply.startswith("no connection")


def test_pauses_grow_to_an_hour() -> None:
    assert [wait_after(number).total_seconds() for number in (1, 2, 3, 7, 8, 40)] == [
        30,
        60,
        120,
        1920,
        3600,
        3600,
    ]


def test_in_the_end_it_is_parked() -> None:
    assert settle(answer(503), attempts=GIVE_UP - 2, now=NOW).state is PENDING
    came = settle(answer(503), attempts=GIVE_UP - 1, now=NOW)
    assert (came.state, came.reply) == (PARKED, f"HTTP 503; given up after {GIVE_UP} attempts")
