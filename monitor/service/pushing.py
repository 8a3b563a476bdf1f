"""What subscriptions at hubs change about a visit, and a visit about them; inside the writer's transaction."""

from collections.abc import Callable
from datetime import datetime

from sqlite_utils import Database

from monitor.model import FeedState
from monitor.outcome import Fetched
from monitor.poll.interval import Bounds
from monitor.poll.websub import Subscription, after_document, bounds_while_pushed
from monitor.service.visit import Visit
from monitor.store.polls import new_since
from monitor.store.subscriptions import drop_subscription, record_subscription, subscription


class Hubs:
    """Without ``token`` (what makes texts that nobody can guess) nothing is subscribed to."""

    def __init__(self, db: Database, token: Callable[[], str] | None) -> None:
        self._db = db
        self._token = token

    def pushed_since(self, feed: FeedState) -> int:
        """How many new items the feed's hub has sent since its last poll."""
        since = feed.memory.pace.measured_at
        if since is None or self._of(feed) is None:
            return 0
        return new_since(self._db, feed.feed_id, since)

    def bounds(self, feed: FeedState, bounds: Bounds, now: datetime) -> Bounds:
        """``bounds`` as they are for a feed that a hub may watch over."""
        return bounds_while_pushed(bounds, self._of(feed), feed.memory.pace, now)

    def note(self, visit: Visit) -> None:
        """Keep what the document of ``visit`` says about a hub."""
        if self._token is None or not isinstance(visit.outcome, Fetched):
            return
        head, feed_id = visit.outcome.document.head, visit.feed.feed_id
        before = self._of(visit.feed)
        if before is None and not head.hub:
            return
        after = after_document(before, head, feed_id=feed_id, secret=self._token(), callback_id=self._token())
        if after is None:
            drop_subscription(self._db, feed_id)
        elif after != before:
            record_subscription(self._db, after)

    def _of(self, feed: FeedState) -> Subscription | None:
        return None if self._token is None else subscription(self._db, feed.feed_id)
