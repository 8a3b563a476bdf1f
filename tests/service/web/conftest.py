"""A process that polls, and callbacks with a subscription of the callback ``c`` × 43."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.app import Running, read_configuration, running
from monitor.poll.websub import Subscription, SubscriptionState
from monitor.service.subscriber import Subscriber
from monitor.service.web.callbacks import Callbacks
from monitor.store.subscriptions import record_subscription
from monitor.store.transactions import transaction
from tests.stand import Stand, rss, stand

__all__ = ["stand"]


@pytest.fixture
def process(stand: Stand, tmp_path: Path) -> Iterator[Running]:
    """It follows a feed that names no hub."""
    stand.pages["/a"] = rss("Storm closes the harbour")
    with running(tmp_path / "n.db", read_configuration(stand.follow(tmp_path)), purpose="test") as parts:
        yield parts


@pytest.fixture
def callbacks_with(process: Running) -> Callable[[], Callbacks]:
    def agree() -> None:
        sub = Subscription(
            feed_id=1,
            hub="https://hub.example/",
            topic="https://a.example/rss",
            secret="s" * 43,
            callback_id="c" * 43,
            state=SubscriptionState.VERIFIED,
        )
        with transaction(process.db):
            record_subscription(process.db, sub)

    def made() -> Callbacks:
        process.writer.submit(agree).result()
        web = process.web
        return Callbacks(
            subscriber=Subscriber(process.db, callback_base="https://me.example", lease=timedelta(days=1)),
            visitor=web.visitor,
            writer=web.writer,
            loop=web.loop,
            metrics=web.metrics,
            max_body_bytes=1000,
            clock=lambda: datetime.now(UTC),
        )

    return made
