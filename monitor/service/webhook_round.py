"""One round of webhooks: what happened becomes deliveries, and what waits is handed over.

A webhook's deliveries go out one after another, in the order of the events; webhooks do not wait for each other.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlite_utils import Database

from monitor.outcome import FailureKind, FetchFailed, Response
from monitor.store.digests import digests
from monitor.store.export_reads import news_between
from monitor.store.telling import last_told
from monitor.store.webhook_rows import (
    DeliveryRow,
    DeliveryState,
    NewDelivery,
    Webhook,
    add_webhook,
    body_of,
    drop_sent,
    find_webhook,
    move_delivery,
    next_delivery,
    put_deliveries,
)
from monitor.webhook.answers import settle
from monitor.webhook.events import Event, digest_event, hit_events, wants_digest
from monitor.webhook.events import body_of as event_body
from monitor.webhook.signature import delivery_headers, delivery_id
from monitor.webhook_settings import WebhookSettings

log = logging.getLogger(__name__)

PAGE: Final = 500
"""Hits that one round looks at for one webhook."""
DIGESTS_LOOKED_AT: Final = timedelta(days=7)
SENT_KEPT: Final = timedelta(days=30)
"""How long deliveries that were taken are kept; longer than digests are looked at, so that none is told twice."""
ROUND: Final = timedelta(seconds=60)
"""After so long a round begins no other delivery: what happened meanwhile is to be looked at too."""
LOOK_UP_S: Final = 0.5
"""How long a round waits for answers before it asks whether it is to stop."""

Send = Callable[[str, bytes, Mapping[str, str]], "Future[Response | FetchFailed]"]
"""Hands over to a URL a body with headers; returns at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDesk:
    """What a round works with; the connections belong to the thread that runs it."""

    store: Database
    private: Database
    webhooks: Sequence[WebhookSettings]
    secrets: Mapping[str, str]
    """Name of a webhook → its secret."""
    token: Callable[[], str]
    """Makes up something random."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookAttempt:
    """An attempt and what it came to."""

    webhook: str
    event_key: str
    state: DeliveryState
    reply: str


def webhook_round(
    desk: WebhookDesk,
    send: Send,
    now: datetime,
    *,
    elapsed: Callable[[], timedelta] = timedelta,
    stopping: Callable[[], bool] = lambda: False,
) -> tuple[WebhookAttempt, ...]:
    """Make deliveries of what happened until ``now``, then hand over what is due. Asked again, it tells nothing twice.

    ``elapsed``: time since ``now``; ``stopping`` is asked before each delivery.
    """
    for settings in desk.webhooks:
        try:
            make_deliveries(desk, settings, now)
        except Exception:
            # The edge of one webhook: the others are told all the same.
            log.exception("webhook %s: its deliveries cannot be made; tried again soon", settings.name)
    drop_sent(desk.private, now - SENT_KEPT)
    return _hand_over(desk, send, now, elapsed, stopping)


# ── what happened ───────────────────────────────────────────────────────────────────────────


def make_deliveries(desk: WebhookDesk, settings: WebhookSettings, now: datetime) -> int:
    """Store the deliveries of one webhook for what happened since it was last looked at; gives how many."""
    webhook = _begun(desk, settings.name, now)
    # A store that was put back to an earlier day has lower numbers: then nothing is new until they are passed.
    up_to = max(last_told(desk.store), webhook.hits_to)
    found = news_between(desk.store, after=webhook.hits_to, up_to=up_to, limit=PAGE, watches=settings.watches)
    if len(found) == PAGE:
        up_to = found[-1].hit.hit_id
    events = [*hit_events(found, settings.events), *_digest_events(desk.store, settings, webhook, now)]
    if not events and up_to == webhook.hits_to:
        return 0
    made = [_delivery(webhook, event) for event in events]
    return put_deliveries(desk.private, webhook, made, hits_to=up_to, now=now)


def _begun(desk: WebhookDesk, name: str, now: datetime) -> Webhook:
    """The webhook; a new one is told what comes from now on."""
    known = find_webhook(desk.private, name)
    if known is not None:
        return known
    newest = last_told(desk.store)
    add_webhook(desk.private, Webhook(name=name, token=desk.token(), added_at=now, hits_to=newest))
    log.info("webhook %s begins after hit %d", name, newest)
    return _begun(desk, name, now)


def _digest_events(
    store: Database, settings: WebhookSettings, webhook: Webhook, now: datetime
) -> Sequence[Event]:
    if "digest" not in settings.events:
        return ()
    since = max(webhook.added_at, now - DIGESTS_LOOKED_AT)
    sent = [one for one in digests(store) if one.sent_at is not None and one.sent_at >= since]
    return [digest_event(one) for one in reversed(sent) if wants_digest(settings.watches, one)]


def _delivery(webhook: Webhook, event: Event) -> NewDelivery:
    number = delivery_id(webhook.token, event.key)
    return NewDelivery(
        event=event.kind, event_key=event.key, delivery_id=number, body=event_body(event, number)
    )


# ── handing over ────────────────────────────────────────────────────────────────────────────


def _hand_over(
    desk: WebhookDesk,
    send: Send,
    now: datetime,
    elapsed: Callable[[], timedelta],
    stopping: Callable[[], bool],
) -> tuple[WebhookAttempt, ...]:
    """What is cancelled because the service stops stays pending, and comes again with the same id."""
    attempts: list[WebhookAttempt] = []
    under_way: dict[Future[Response | FetchFailed], tuple[WebhookSettings, DeliveryRow]] = {}

    def begin(settings: WebhookSettings) -> None:
        over = stopping() or elapsed() >= ROUND
        row = None if over else next_delivery(desk.private, settings.name, now + elapsed())
        if row is not None:
            under_way[_sent(desk, send, settings, row, now + elapsed())] = settings, row

    for settings in desk.webhooks:
        begin(settings)
    while under_way and not stopping():
        done, _ = wait(under_way, timeout=LOOK_UP_S, return_when=FIRST_COMPLETED)
        for future in done:
            settings, row = under_way.pop(future)
            attempts.append(_settled(desk, row, _answer(future), now + elapsed()))
            begin(settings)
    for future in under_way:
        future.cancel()
    return tuple(attempts)


def _answer(future: "Future[Response | FetchFailed]") -> Response | FetchFailed:
    """The edge of one delivery: a mistake of ours is tried again like a mistake of theirs."""
    error = future.exception()
    if error is None:
        return future.result()
    # Only its kind: what it says may hold the address.
    return FetchFailed(kind=FailureKind.SOFT, reason=f"unexpected {type(error).__name__}")


def _sent(
    desk: WebhookDesk, send: Send, settings: WebhookSettings, row: DeliveryRow, now: datetime
) -> "Future[Response | FetchFailed]":
    body = body_of(desk.private, row.number)
    secret = desk.secrets[settings.name]
    headers = delivery_headers(secret, body, event=row.event, delivery_id=row.delivery_id, now=now)
    return send(settings.url, body, headers)


def _settled(
    desk: WebhookDesk, row: DeliveryRow, answer: Response | FetchFailed, now: datetime
) -> WebhookAttempt:
    came = settle(answer, attempts=row.attempts, now=now)
    move_delivery(
        desk.private,
        row,
        state=came.state,
        attempts=came.attempts,
        reply=came.reply,
        again=came.again,
        now=now,
    )
    return WebhookAttempt(webhook=row.webhook, event_key=row.event_key, state=came.state, reply=came.reply)


def tell_attempts(attempts: Sequence[WebhookAttempt]) -> None:
    """What came of a round, in the log; addresses stay out of it."""
    for attempt in attempts:
        level = logging.INFO if attempt.state is DeliveryState.SENT else logging.WARNING
        log.log(
            level,
            "webhook %s: %s is %s: %s",
            attempt.webhook,
            attempt.event_key,
            attempt.state.value,
            attempt.reply,
        )
