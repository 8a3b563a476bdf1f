import hmac
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.feed_memory import Pace
from monitor.outcome import FeedHead
from monitor.poll.websub import (
    LEAVING_TRIES,
    LONGEST_LEASE,
    Delivery,
    Intent,
    Subscription,
    SubscriptionState,
    after_document,
    answer_intent,
    asked,
    at,
    delivery,
    due_at,
    is_given_up,
    left,
    problem_of,
    request_form,
    sends_reliably,
)

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
LEASE = timedelta(days=10)
HOUR = timedelta(hours=1)
HUB, TOPIC = "https://hub.example/", "https://wire.example/rss"
HEAD = FeedHead(hub=HUB, self_link=TOPIC)
S = SubscriptionState
OFFERED = Subscription(feed_id=1, hub=HUB, topic=TOPIC, secret="s" * 43, callback_id="c" * 43)
PENDING = asked(OFFERED, NOW)
VERIFIED = replace(PENDING, state=S.VERIFIED, verified_at=NOW, lease_until=NOW + LEASE, failures=0)
LEAVING = asked(left(VERIFIED), NOW)
DENIED = replace(PENDING, state=S.DENIED)
LAPSED = at(VERIFIED, NOW + LEASE)


def said(mode: str = "subscribe", **other: str) -> Intent:
    fields = {"topic": TOPIC, "challenge": "echo me", "lease_seconds": "864000"} | other
    return Intent(mode=mode, **fields)


def after(before: Subscription | None, head: FeedHead) -> Subscription | None:
    return after_document(before, head, feed_id=1, secret="n" * 43, callback_id="m" * 43)


# ── what a document changes ─────────────────────────────────────────────────────────────────


def test_a_document_with_hub_and_self_link_is_subscribed_to() -> None:
    new = after(None, HEAD)
    assert new is not None
    assert (new.hub, new.topic, new.state, new.requested_at) == (HUB, TOPIC, S.PENDING, None)
    assert (new.secret, new.callback_id) == ("n" * 43, "m" * 43)
    assert due_at(new) is None, "at once"


@pytest.mark.parametrize("head", [FeedHead(), FeedHead(hub=HUB), FeedHead(self_link=TOPIC)])
def test_a_document_that_lacks_one_is_not(head: FeedHead) -> None:
    assert after(None, head) is None


@pytest.mark.parametrize("before", [OFFERED, PENDING, VERIFIED, DENIED, LAPSED, LEAVING])
def test_the_same_offer_changes_nothing(before: Subscription) -> None:
    assert after(before, HEAD) is before


MOVED = FeedHead(hub=HUB, self_link="https://wire.example/new")


@pytest.mark.parametrize("head", [FeedHead(), MOVED, FeedHead(hub="https://other.example/", self_link=TOPIC)])
@pytest.mark.parametrize("before", [PENDING, VERIFIED, LAPSED])
def test_what_the_hub_knows_of_is_left_before_another_takes_its_place(
    before: Subscription, head: FeedHead
) -> None:
    leaving = after(before, head)
    assert leaving is not None
    assert (leaving.state, leaving.topic, leaving.callback_id) == (S.LEAVING, TOPIC, before.callback_id)
    assert after(leaving, head) is leaving
    assert due_at(leaving) is None


@pytest.mark.parametrize("before", [OFFERED, DENIED])
def test_what_the_hub_does_not_know_of_is_replaced(before: Subscription) -> None:
    new = after(before, MOVED)
    assert new is not None
    assert (new.topic, new.callback_id, new.state) == (MOVED.self_link, "m" * 43, S.PENDING)
    assert after(before, FeedHead()) is None


# ── when the hub is asked ───────────────────────────────────────────────────────────────────


def test_a_hub_that_never_confirms_is_asked_ever_more_seldom() -> None:
    sub, now, waits = OFFERED, NOW, []
    for _ in range(8):
        sub = asked(sub, now)
        due = due_at(sub)
        assert due is not None
        waits.append((due - now) / HOUR)
        now = due
    assert waits == [1, 2, 4, 8, 16, 24, 24, 24]


def test_a_lease_is_renewed_in_time_and_again_where_that_fails() -> None:
    renewal = NOW + timedelta(days=7.5)
    assert due_at(VERIFIED) == renewal
    once = asked(VERIFIED, renewal)
    assert once.state is S.VERIFIED, "the old lease holds meanwhile"
    assert due_at(once) == renewal + HOUR
    assert at(once, NOW + LEASE - HOUR).state is S.VERIFIED
    assert at(once, NOW + LEASE).state is S.LAPSED


def test_a_hub_that_grants_hardly_any_lease_is_not_asked_all_the_time() -> None:
    brief = replace(VERIFIED, lease_until=NOW + timedelta(seconds=1))
    assert due_at(brief) == NOW + timedelta(minutes=5)
    assert due_at(at(brief, NOW + HOUR)) == NOW + timedelta(minutes=5)


def test_what_was_denied_is_asked_for_again_after_a_week() -> None:
    assert due_at(DENIED) == NOW + timedelta(days=7)
    assert asked(DENIED, NOW).state is S.PENDING


def test_leaving_is_given_up_after_a_few_requests() -> None:
    sub, now = left(VERIFIED), NOW
    for _ in range(LEAVING_TRIES):
        assert not is_given_up(sub, now)
        sub = asked(sub, now)
        assert not is_given_up(sub, now), "the hub may still confirm"
        now = due_at(sub) or now
    assert is_given_up(sub, now)
    assert not is_given_up(PENDING, NOW + timedelta(days=400))


def test_what_is_asked() -> None:
    form = dict(request_form(PENDING, callback_base="https://me.example/x", lease=LEASE))
    assert form == {
        "hub.mode": "subscribe",
        "hub.callback": f"https://me.example/x/websub/{'c' * 43}",
        "hub.topic": TOPIC,
        "hub.lease_seconds": "864000",
        "hub.secret": "s" * 43,
    }
    assert len(form["hub.secret"].encode()) < 200, "the recommendation's limit"
    leaving = dict(request_form(LEAVING, callback_base="https://me.example/x", lease=LEASE))
    assert leaving["hub.mode"] == "unsubscribe"
    assert "hub.secret" not in leaving


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (202, ""),
        (204, ""),
        (307, "the hub answered 307"),
        (404, "the hub answered 404"),
        (503, "the hub answered 503"),
    ],
)
def test_how_a_hub_takes_a_request(status: int, problem: str) -> None:
    assert problem_of(status) == problem


# ── what a hub says ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("before", [PENDING, VERIFIED, LAPSED])
def test_a_request_of_ours_is_confirmed(before: Subscription) -> None:
    later = NOW + timedelta(seconds=5)
    answer = answer_intent(before, said(lease_seconds="600"), now=later, lease=LEASE)
    assert (answer.status, answer.body) == (200, "echo me")
    assert answer.after == replace(VERIFIED, verified_at=later, lease_until=later + timedelta(minutes=10))


REFUSED: dict[str, tuple[Subscription | None, Intent]] = {
    "nobody's callback": (None, said()),
    "another topic": (PENDING, said(topic="https://wire.example/other")),
    "never asked for": (OFFERED, said()),
    "denied before": (DENIED, said()),
    "being left": (LEAVING, said()),
    "leaving, not asked for": (VERIFIED, said("unsubscribe")),
    "no challenge": (PENDING, said(challenge="")),
    "a challenge without end": (PENDING, said(challenge="x" * 2000)),
    "a challenge of bytes": (PENDING, said(challenge="a\x00b")),
    "an unknown mode": (PENDING, said("publish")),
    "no mode": (PENDING, said("")),
    "no lease": (PENDING, said(lease_seconds="0")),
    "a lease in the past": (PENDING, said(lease_seconds="-5")),
    "a lease that is no number": (PENDING, said(lease_seconds="for ever")),
}


@pytest.mark.parametrize(("sub", "intent"), REFUSED.values(), ids=REFUSED.keys())
def test_anything_else_is_not_found(sub: Subscription | None, intent: Intent) -> None:
    answer = answer_intent(sub, intent, now=NOW, lease=LEASE)
    assert (answer.status, answer.body, answer.after) == (404, "", sub)


@pytest.mark.parametrize(
    ("lease", "granted"),
    [("", LEASE), ("60", timedelta(seconds=60)), ("9" * 400, LONGEST_LEASE), ("31536000", LONGEST_LEASE)],
)
def test_the_lease_is_the_hubs_within_reason(lease: str, granted: timedelta) -> None:
    answer = answer_intent(PENDING, said(lease_seconds=lease), now=NOW, lease=LEASE)
    assert answer.after is not None
    assert answer.after.lease_until == NOW + granted


def test_the_topic_may_come_back_in_another_coding() -> None:
    sub = replace(PENDING, topic="https://wire.example/%7Eann/rss")
    assert answer_intent(sub, said(topic="https://wire.example/~ann/rss"), now=NOW, lease=LEASE).status == 200


@pytest.mark.parametrize("before", [PENDING, VERIFIED, LAPSED])
def test_a_hub_may_say_no_at_any_time(before: Subscription) -> None:
    answer = answer_intent(before, said("denied", reason="not\nyou", challenge=""), now=NOW, lease=LEASE)
    assert answer.status == 200
    assert answer.after is not None
    assert (answer.after.state, answer.after.lease_until) == (S.DENIED, None)
    assert answer.after.last_error == "the hub said no: not you"
    assert not sends_reliably(answer.after, Pace(), NOW)


def test_leaving_is_confirmed_and_then_forgotten() -> None:
    answer = answer_intent(LEAVING, said("unsubscribe", lease_seconds=""), now=NOW, lease=LEASE)
    assert (answer.status, answer.body, answer.after) == (200, "echo me", None)


@pytest.mark.parametrize(
    ("sub", "signature", "result"),
    [
        (VERIFIED, "good", Delivery.ACCEPTED),
        (LAPSED, "good", Delivery.ACCEPTED),
        (VERIFIED, "bad", Delivery.FORGED),
        (VERIFIED, "", Delivery.FORGED),
        (None, "good", Delivery.UNWANTED),
        (PENDING, "good", Delivery.UNWANTED),
        (DENIED, "good", Delivery.UNWANTED),
        (LEAVING, "good", Delivery.UNWANTED),
    ],
)
def test_what_is_brought(sub: Subscription | None, signature: str, result: Delivery) -> None:
    good = "sha256=" + hmac.new(b"s" * 43, b"body", "sha256").hexdigest()
    given = {"good": good, "bad": "sha256=" + "0" * 64, "": ""}[signature]
    assert delivery(sub, b"body", given) is result
