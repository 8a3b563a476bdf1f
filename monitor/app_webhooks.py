"""The part of the composition root that wires webhooks: into the running service, and for one test event."""

import asyncio
import os
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from monitor.app_web import WebParts
from monitor.net.client import Client
from monitor.outcome import FetchFailed, Response
from monitor.service.ticker import Tick
from monitor.service.webhook_round import Send, WebhookAttempt, WebhookDesk, tell_attempts, webhook_round
from monitor.service.webhook_secrets import read_secrets
from monitor.settings import Settings
from monitor.store.connection import open_store
from monitor.store.private import open_private, private_path
from monitor.webhook.events import body_of, trial_event
from monitor.webhook.signature import delivery_headers, delivery_id

WEBHOOK_TICK_S = 10.0
"""How often the ledger is asked whether there is something to tell."""


@contextmanager
def webhook_desk(database: Path, settings: Settings, known: Mapping[str, str]) -> Iterator[WebhookDesk]:
    """What a round works with, on connections of its own; ``known``: the secrets."""
    store = open_store(database, read_only=True)
    private = open_private(private_path(database))
    try:
        yield WebhookDesk(
            store=store,
            private=private,
            webhooks=settings.webhook,
            secrets=known,
            token=lambda: secrets.token_hex(16),
        )
    finally:
        private.close()
        store.close()


def webhook_ticks(
    database: Path,
    settings: Settings,
    parts: WebParts,
    clock: Callable[[], datetime],
    stopping: Callable[[], bool],
) -> tuple[Tick, ...]:
    """What is to be done again and again for webhooks; nothing where there are none.

    Raises ``DeliveryError`` where a secret cannot be read.
    """
    if not settings.webhook:
        return ()
    known = read_secrets(settings.webhook, os.environ)

    def send(url: str, body: bytes, headers: Mapping[str, str]) -> "Future[Response | FetchFailed]":
        return parts.loop.submit(parts.visitor.reader.hand_over(url, body, headers))

    def tell() -> None:
        tell_attempts(tell_webhooks(database, settings, known, send, clock(), stopping=stopping))

    return (Tick(name="webhook round", every_s=WEBHOOK_TICK_S, work=tell),)


def tell_webhooks(
    database: Path,
    settings: Settings,
    known: Mapping[str, str],
    send: Send,
    now: datetime,
    *,
    stopping: Callable[[], bool] = lambda: False,
) -> tuple[WebhookAttempt, ...]:
    """One round at ``now``."""
    started = time.monotonic()

    def elapsed() -> timedelta:
        return timedelta(seconds=time.monotonic() - started)

    with webhook_desk(database, settings, known) as desk:
        return webhook_round(desk, send, now, elapsed=elapsed, stopping=stopping)


def send_trial(settings: Settings, url: str, secret: str, now: datetime) -> Response | FetchFailed:
    """Send a signed test event to ``url`` at once, past the ledger."""
    token = secrets.token_hex(16)
    event = trial_event(token, now)
    number = delivery_id(token, event.key)
    body = body_of(event, number)
    headers = delivery_headers(secret, body, event=event.kind, delivery_id=number, now=now)

    async def send() -> Response | FetchFailed:
        client = Client(settings.network)
        try:
            return await client.send(url, content=body, headers=headers)
        finally:
            await client.aclose()

    return asyncio.run(send())
