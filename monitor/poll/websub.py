"""WebSub as its subscriber: what to ask a hub for and when, whom to believe, and when to poll as usual again.

The rules are those of the W3C recommendation (https://www.w3.org/TR/websub/, 23 January 2018); sections named here
are its own. Randomness (secret and callback) is handed in.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import unquote

from monitor.feed_memory import Pace
from monitor.outcome import FeedHead
from monitor.poll.hub_signature import is_signed
from monitor.poll.interval import Bounds
from monitor.text.plain import clean

RENEW_SHARE: Final = 0.75
"""Of a lease, after which it is asked for again: a quarter is left for a hub that does not answer at once."""
LONGEST_LEASE: Final = timedelta(days=30)
"""What a hub promises beyond is not relied on; section 7 thinks of ten days."""
SHORTEST_PAUSE: Final = timedelta(minutes=5)
"""Between two requests, however short the leases that a hub grants."""
RETRY_FIRST: Final = timedelta(hours=1)
RETRY_LONGEST: Final = timedelta(hours=24)
"""Between two requests of which the first was not confirmed, doubling."""
DENIED_REST: Final = timedelta(days=7)
"""A hub that said no is asked again after so long: its policy may have changed."""
LEAVING_TRIES: Final = 3
"""Requests to unsubscribe; a hub that confirms none of them ends the lease by itself."""
RELAX: Final = 4.0
"""Visits are so many times rarer while a hub sends what is new, within the bounds of all intervals."""
SILENT_ITEMS: Final = 3.0
"""A hub is silent when it sent nothing while the feed's pace promised so many items: by chance one time in twenty."""
CHALLENGE_LIMIT: Final = 1024
"""Characters; section 7.2 wants a limit."""


class SubscriptionState(StrEnum):
    """How far it has come with the hub."""

    PENDING = "pending"
    VERIFIED = "verified"
    DENIED = "denied"
    LAPSED = "lapsed"
    LEAVING = "leaving"
    """No longer wanted: the hub is being told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One feed's; a feed has at most one."""

    feed_id: int
    hub: str
    topic: str
    """The feed's address as the hub knows it."""
    secret: str = field(repr=False)
    """What the hub signs its messages with."""
    callback_id: str = field(repr=False)
    """The part of our address, not to be guessed, that is this subscription's alone."""
    state: SubscriptionState = SubscriptionState.PENDING
    requested_at: datetime | None = None
    """None where the hub was not asked yet."""
    verified_at: datetime | None = None
    lease_until: datetime | None = None
    failures: int = 0
    """Requests in a row that were not confirmed, the last one included while it may still be."""
    last_push_at: datetime | None = None
    last_error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What a hub asks of a callback by GET (sections 5.2 and 5.3); ``""`` where it says nothing."""

    mode: str
    topic: str
    challenge: str = ""
    lease_seconds: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentAnswer:
    """What the hub is answered, and the subscription afterwards; None: there is none (any more)."""

    status: int
    after: Subscription | None
    body: str = ""


class Delivery(StrEnum):
    """What becomes of a document that was sent to a callback."""

    ACCEPTED = "accepted"
    FORGED = "forged"
    """Not signed, or not with our secret: acknowledged all the same, so that nobody can try secrets, and ignored."""
    UNWANTED = "unwanted"
    """There is no such subscription (any more)."""


# ── what to ask for ─────────────────────────────────────────────────────────────────────────


def after_document(
    before: Subscription | None, head: FeedHead, *, feed_id: int, secret: str, callback_id: str
) -> Subscription | None:
    """The feed's subscription after a document with ``head``; None: it has none.

    ``secret`` and ``callback_id`` are random and used where a new one begins. One that the hub knows of is left
    before another takes its place.
    """
    offered = bool(head.hub and head.self_link)
    if before is not None:
        if before.state is SubscriptionState.LEAVING:
            return before
        if offered and (before.hub, before.topic) == (head.hub, head.self_link):
            return before
        if before.requested_at is not None and before.state is not SubscriptionState.DENIED:
            return left(before)
    if not offered:
        return None
    return Subscription(
        feed_id=feed_id, hub=head.hub, topic=head.self_link, secret=secret, callback_id=callback_id
    )


def left(sub: Subscription) -> Subscription:
    """``sub`` once it is no longer wanted."""
    if sub.state is SubscriptionState.LEAVING:
        return sub
    return replace(sub, state=SubscriptionState.LEAVING, requested_at=None, failures=0)


def at(sub: Subscription, now: datetime) -> Subscription:
    """``sub`` as it stands at ``now``: a lease that has run out is none."""
    is_over = sub.lease_until is None or sub.lease_until <= now
    if sub.state is SubscriptionState.VERIFIED and is_over:
        return replace(sub, state=SubscriptionState.LAPSED)
    return sub


def due_at(sub: Subscription) -> datetime | None:
    """When the hub is to be asked next; None: at once."""
    if sub.requested_at is None:
        return None
    if sub.state is SubscriptionState.DENIED:
        return sub.requested_at + DENIED_REST
    waited = sub.requested_at + _wait(sub.failures)
    if sub.state is SubscriptionState.VERIFIED and sub.verified_at and sub.lease_until:
        renewal = sub.verified_at + RENEW_SHARE * (sub.lease_until - sub.verified_at)
        return max(renewal, waited)
    return waited


def is_given_up(sub: Subscription, now: datetime) -> bool:
    """Whether a subscription that is being left is forgotten, though the hub never confirmed."""
    if sub.state is not SubscriptionState.LEAVING or sub.failures < LEAVING_TRIES:
        return False
    due = due_at(sub)
    return due is not None and due <= now


def asked(sub: Subscription, now: datetime) -> Subscription:
    """``sub`` once a request is on its way; it counts as failed until the hub confirms it."""
    state = SubscriptionState.PENDING if sub.state is SubscriptionState.DENIED else sub.state
    return replace(sub, state=state, requested_at=now, failures=sub.failures + 1)


def request_form(sub: Subscription, *, callback_base: str, lease: timedelta) -> tuple[tuple[str, str], ...]:
    """The fields of the request to the hub (section 5.1).

    A hub reached by plain http is given a secret too: who listens there learns the callback all the same, and all
    others can forge nothing.
    """
    common = (("hub.callback", f"{callback_base}/websub/{sub.callback_id}"), ("hub.topic", sub.topic))
    if sub.state is SubscriptionState.LEAVING:
        return (("hub.mode", "unsubscribe"), *common)
    seconds = str(round(lease.total_seconds()))
    return (
        ("hub.mode", "subscribe"),
        *common,
        ("hub.lease_seconds", seconds),
        ("hub.secret", sub.secret),
    )


def _wait(failures: int) -> timedelta:
    return min(RETRY_FIRST * 2 ** min(failures - 1, 10), RETRY_LONGEST) if failures else SHORTEST_PAUSE


# ── what a hub says ─────────────────────────────────────────────────────────────────────────


def answer_intent(
    sub: Subscription | None, intent: Intent, *, now: datetime, lease: timedelta
) -> IntentAnswer:
    """What a hub is answered that asks ``sub``'s callback; ``lease`` is what it was asked for.

    The challenge comes back for what we want ourselves, 404 for anything else; a denial is taken note of.
    """
    refused = IntentAnswer(status=404, after=sub)
    if sub is None or unquote(intent.topic) != unquote(sub.topic):
        return refused
    leaving = sub.state is SubscriptionState.LEAVING
    if intent.mode == "denied":
        reason = clean(intent.reason, 200)
        denied = replace(
            sub,
            state=SubscriptionState.DENIED,
            lease_until=None,
            last_error=f"the hub said no: {reason}" if reason else "the hub said no",
        )
        return IntentAnswer(status=200, after=sub if leaving else denied)
    if not _is_harmless(intent.challenge):
        return refused
    if intent.mode == "unsubscribe" and leaving:
        return IntentAnswer(status=200, after=None, body=intent.challenge)
    granted = _lease(intent.lease_seconds, lease)
    wanted = not leaving and sub.requested_at is not None and sub.state is not SubscriptionState.DENIED
    if intent.mode != "subscribe" or not wanted or granted is None:
        return refused
    verified = replace(
        sub,
        state=SubscriptionState.VERIFIED,
        verified_at=now,
        lease_until=now + granted,
        failures=0,
        last_error="",
    )
    return IntentAnswer(status=200, after=verified, body=intent.challenge)


def delivery(sub: Subscription | None, body: bytes, signature: str) -> Delivery:
    """What becomes of ``body``, sent to ``sub``'s callback with that ``X-Hub-Signature``."""
    if sub is None or sub.state not in {SubscriptionState.VERIFIED, SubscriptionState.LAPSED}:
        return Delivery.UNWANTED
    return Delivery.ACCEPTED if is_signed(body, signature, sub.secret) else Delivery.FORGED


def problem_of(status: int) -> str:
    """What was wrong with a request that the hub answered with ``status``; ``""`` where nothing was (section 5.1.2)."""
    if 200 <= status < 300:  # noqa: PLR2004 - 202 is what it should be, older hubs say 204
        return ""
    return f"the hub answered {status}"


def _is_harmless(challenge: str) -> bool:
    return 0 < len(challenge) <= CHALLENGE_LIMIT and challenge.isascii() and challenge.isprintable()


def _lease(said: str, asked_for: timedelta) -> timedelta | None:
    """The lease that the hub grants; None where what it says is none. Hubs of older drafts may say nothing."""
    if not said:
        return asked_for
    if not (said.isascii() and said.isdecimal()):
        return None
    seconds = int(said[:12])
    return min(timedelta(seconds=seconds), LONGEST_LEASE) if seconds else None


# ── what it does to polling ─────────────────────────────────────────────────────────────────


def sends_reliably(sub: Subscription | None, pace: Pace, now: datetime) -> bool:
    """Whether the hub can be relied on at ``now``: its lease runs, and it is not silent for too long.

    Silent: since it last sent something (or else confirmed) the feed's pace promised ``SILENT_ITEMS`` items.
    """
    if sub is None or at(sub, now).state is not SubscriptionState.VERIFIED:
        return False
    heard = sub.last_push_at or sub.verified_at
    if heard is None:
        return False
    return pace.rate_week * (now - heard).total_seconds() / 3600 < SILENT_ITEMS


def bounds_while_pushed(bounds: Bounds, sub: Subscription | None, pace: Pace, now: datetime) -> Bounds:
    """``bounds``, with rarer visits while a hub sends reliably.

    Only the part of the interval that follows the feed's rate grows: never beyond the longest interval, nor beyond
    half the time in which the document could roll over, so that a hub that fails costs delay and no items.
    """
    if not sends_reliably(sub, pace, now):
        return bounds
    return replace(bounds, effort=bounds.effort * RELAX)
