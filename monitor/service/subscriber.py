"""The subscriptions as the service keeps them: whom to ask now, and what hubs say. Lives on the writer's thread."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.model import FeedState
from monitor.poll import websub
from monitor.poll.websub import Intent, IntentAnswer, Subscription, SubscriptionState
from monitor.store import feeds
from monitor.store.subscriptions import (
    by_callback,
    drop_subscription,
    record_subscription,
    subscription,
    subscriptions,
    unwanted,
)
from monitor.store.transactions import transaction
from monitor.text.links import redacted

log = logging.getLogger(__name__)

AT_ONCE = 32
"""Requests to hubs that one turn starts, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HubRequest:
    """One request that is to be made; its form holds secrets and is never printed."""

    feed_id: int
    hub: str
    form: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        return f"HubRequest(feed_id={self.feed_id})"


class Subscriber:
    """Every method opens its own transaction, and runs on the writer's thread."""

    def __init__(self, db: Database, *, callback_base: str, lease: timedelta) -> None:
        """``callback_base``: how hubs reach us, without a slash at its end; ``lease``: what they are asked for."""
        self._db = db
        self._callback_base = callback_base
        self._lease = lease

    def requests(self, now: datetime) -> tuple[HubRequest, ...]:
        """What hubs are to be asked at ``now``; each counts as asked from here on."""
        wanted: list[HubRequest] = []
        with transaction(self._db):
            removed = unwanted(self._db)
            for before in subscriptions(self._db):
                if len(wanted) == AT_ONCE:
                    break
                sub = self._today(before, now, removed=before.feed_id in removed)
                if sub is not None and _is_due(sub, now):
                    sub = websub.asked(sub, now)
                    form = websub.request_form(sub, callback_base=self._callback_base, lease=self._lease)
                    wanted.append(HubRequest(feed_id=sub.feed_id, hub=sub.hub, form=form))
                self._keep(before, sub)
        return tuple(wanted)

    def answered(self, feed_id: int, problem: str) -> None:
        """The hub of the feed answered our request; ``problem`` is ``""`` where it took it."""
        with transaction(self._db):
            sub = subscription(self._db, feed_id)
            # A hub may confirm before it answers: then nothing is wrong any more.
            if sub is not None and sub.failures and problem != sub.last_error:
                record_subscription(self._db, replace(sub, last_error=problem))

    def intent(self, callback_id: str, intent: Intent, now: datetime) -> IntentAnswer:
        """What the hub is answered that asks a callback."""
        with transaction(self._db):
            sub = by_callback(self._db, callback_id)
            answer = websub.answer_intent(sub, intent, now=now, lease=self._lease)
            if sub is not None:
                self._keep(sub, answer.after)
        if sub is not None and answer.after != sub:
            state = answer.after.state.value if answer.after else "left"
            log.info("the subscription at %s is %s", redacted(sub.hub), state)
        return answer

    def addressee(self, callback_id: str) -> tuple[Subscription, FeedState] | None:
        """Whose callback it is; None: nobody's."""
        sub = by_callback(self._db, callback_id)
        return None if sub is None else (sub, feeds.state(self._db, sub.feed_id))

    def _today(self, sub: Subscription, now: datetime, *, removed: bool) -> Subscription | None:
        """``sub`` as it stands now; None: it is over."""
        sub = websub.at(sub, now)
        if removed and sub.state is not SubscriptionState.LEAVING:
            sub = websub.left(sub)
        return None if websub.is_given_up(sub, now) else sub

    def _keep(self, before: Subscription, after: Subscription | None) -> None:
        if after is None:
            drop_subscription(self._db, before.feed_id)
        elif after != before:
            record_subscription(self._db, after)


def forget_all(db: Database) -> None:
    """Without a web server nothing can be pushed; what was agreed with hubs runs out by itself."""
    with transaction(db):
        for sub in subscriptions(db):
            drop_subscription(db, sub.feed_id)


def _is_due(sub: Subscription, now: datetime) -> bool:
    due = websub.due_at(sub)
    return due is None or due <= now
