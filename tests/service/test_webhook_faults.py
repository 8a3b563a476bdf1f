"""Webhooks over real HTTP: what becomes of a receiver that is ill, and of a service that stops."""

from collections.abc import Mapping
from concurrent.futures import Future
from datetime import timedelta

import pytest
from sqlite_utils import Database

from monitor.app_webhooks import webhook_desk
from monitor.outcome import FetchFailed, Response
from monitor.service.webhook_round import tell_attempts, webhook_round
from monitor.settings import NetworkSettings, Settings
from monitor.store.webhook_rows import DeliveryState
from tests.handed import add_hit
from tests.receiver import SECRET, Receiver, receiving
from tests.service.hooked import NOW, Hooked, db, hook, hooked, receiver, send, sending

__all__ = ["db", "hooked", "receiver", "send"]


@pytest.mark.parametrize(
    ("answer", "state", "wait_s"),
    [
        (500, "pending", 30),
        (503, "pending", 30),
        (429, "pending", 30),
        ((429, {"Retry-After": "600"}), "pending", 600),
        ((503, {"Retry-After": "600"}), "pending", 600),
        ("reset", "pending", 30),
        (301, "parked", 0),
        (308, "parked", 0),
        (400, "parked", 0),
        (401, "parked", 0),
        (410, "parked", 0),
    ],
    ids=str,
)
def test_an_ill_receiver(  # noqa: PLR0917 - three fixtures
    hooked: Hooked, db: Database, receiver: Receiver, answer: int | str, state: str, wait_s: int
) -> None:
    one = hook(receiver)
    hooked.turn(one)
    number = add_hit(db)
    if isinstance(answer, int) and 300 <= answer < 400:
        receiver.answers.append((answer, {"Location": "/elsewhere"}))
    else:
        receiver.answers.append(answer)
    assert hooked.turn(one) == [(f"hit:{number}", state)]
    assert hooked.turn(one, now=NOW + timedelta(seconds=max(wait_s - 1, 0))) == [], "not before its time"
    after = hooked.turn(one, now=NOW + timedelta(seconds=wait_s))
    assert after == ([(f"hit:{number}", "sent")] if state == "pending" else [])
    assert len({came.number for came in receiver.came}) == 1, "each attempt has the same id"
    assert len({came.body for came in receiver.came}) == 1, "and the same bytes"
    assert {came.path for came in receiver.came} == {"/desk"}, "no redirect is followed"


def test_a_receiver_that_says_nothing_is_left_after_the_deadline(
    hooked: Hooked, db: Database, receiver: Receiver
) -> None:
    one = hook(receiver)
    hooked.turn(one)
    number = add_hit(db)
    receiver.answers.append("silent")
    with sending(NetworkSettings(allow=("127.0.0.0/8",), total_s=0.2)) as impatient:
        came = hooked.turn(one, send=impatient)
    assert came == [(f"hit:{number}", "pending")]
    assert hooked.turn(one, now=NOW + timedelta(minutes=1)) == [(f"hit:{number}", "sent")]


def test_one_that_is_ill_holds_up_no_other(hooked: Hooked, db: Database, receiver: Receiver) -> None:
    ill, well = hook(receiver, "ill"), hook(receiver, "well")
    hooked.turn(ill, well)
    numbers = [add_hit(db), add_hit(db)]
    with receiving() as other:
        other.answers += [503]
        ill = hook(other, "ill")
        came = hooked.turn(ill, well)
    assert sorted(came) == sorted(
        [(f"hit:{numbers[0]}", "pending"), *((f"hit:{one}", "sent") for one in numbers)]
    )
    assert [came.said["hit"]["hit"] for came in receiver.came] == numbers


def test_what_is_refused_for_good_lets_the_next_pass(
    hooked: Hooked, db: Database, receiver: Receiver
) -> None:
    one = hook(receiver)
    hooked.turn(one)
    first, second = add_hit(db), add_hit(db)
    receiver.answers.append(422)
    assert hooked.turn(one) == [(f"hit:{first}", "parked"), (f"hit:{second}", "sent")]


def test_private_addresses_only_where_the_settings_allow_them(
    hooked: Hooked, db: Database, receiver: Receiver
) -> None:
    one = hook(receiver)
    hooked.turn(one)
    number = add_hit(db)
    with sending(NetworkSettings()) as guarded:
        came = hooked.turn(one, send=guarded)
    assert came == [(f"hit:{number}", "parked")]
    assert receiver.came == []


def test_a_round_that_is_told_to_stop_begins_nothing_and_waits_for_nobody(
    hooked: Hooked, db: Database, receiver: Receiver
) -> None:
    one = hook(receiver)
    hooked.turn(one)
    number = add_hit(db)
    assert hooked.turn(one, stopping=lambda: True) == []
    receiver.answers.append("silent")
    assert hooked.turn(one, stopping=lambda: bool(receiver.came)) == []
    assert hooked.states() == [(f"hit:{number}", "pending", 0)]
    receiver.free.set()
    assert hooked.turn(one) == [(f"hit:{number}", "sent")]
    assert receiver.came[0].number == receiver.came[1].number


def test_a_mistake_of_ours_is_tried_again(hooked: Hooked, db: Database, receiver: Receiver) -> None:
    one = hook(receiver)
    hooked.turn(one)
    add_hit(db)

    def broken(_url: str, _body: bytes, _headers: Mapping[str, str]) -> "Future[Response | FetchFailed]":
        future: Future[Response | FetchFailed] = Future()
        future.set_exception(ValueError("https://x.example/?key=hidden"))
        return future

    with webhook_desk(hooked.path, Settings(webhook=(one,)), {"desk": SECRET}) as desk:
        (came,) = webhook_round(desk, broken, NOW)
    assert (came.state, came.reply) == (DeliveryState.PENDING, "unexpected ValueError")


def test_the_log_has_no_addresses(
    hooked: Hooked, db: Database, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    one = hook(receiver, url=receiver.url("/hidden-path?key=hidden"))
    hooked.turn(one)
    add_hit(db)
    receiver.answers.append(500)
    with webhook_desk(hooked.path, Settings(webhook=(one,)), {"desk": SECRET}) as desk:
        tell_attempts(webhook_round(desk, hooked.send, NOW))
    said = " ".join(record.getMessage() for record in caplog.records)
    assert "webhook desk: hit:5 is pending: HTTP 500" in said
    assert "hidden" not in said
    assert SECRET not in said
