"""Mails on their way, each on a thread of its own: a mail server that hangs holds up its mail and nothing else."""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from monitor.digest.delivery import Deliver
from monitor.store.outbox_rows import LedgerRow
from monitor.store.private import open_private

if TYPE_CHECKING:
    # It brings mail in, and whoever only polls passes here as well.
    from monitor.digest.sending import Attempt

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Mails under way at the same time."""


class Post:
    """Takes rows of the outbox and hands them over; never two mails of one recipient at once.

    ``start`` and ``arrived`` do not wait. Leaving the ``with`` block waits for what is under way, and begins no more.
    """

    def __init__(
        self, private: Path, deliver: Deliver, *, clock: Callable[[], datetime], most_a_day: int
    ) -> None:
        """``private`` is the path of the private file: each mail has a connection of its own."""
        self._private = private
        self._deliver = deliver
        self._clock = clock
        self._most_a_day = most_a_day
        self._threads = ThreadPoolExecutor(AT_ONCE, "newswake-mail")
        self._lock = threading.Lock()
        self._under_way: set[str] = set()
        self._arrived: list[Attempt] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)

    def start(self, rows: Sequence[LedgerRow]) -> int:
        """Hand these over, but for recipients that have a mail under way; says how many were begun."""
        begun = 0
        for row in rows:
            with self._lock:
                if row.recipient in self._under_way:
                    continue
                self._under_way.add(row.recipient)
            self._threads.submit(self._hand_over, row).add_done_callback(self._failed)
            begun += 1
        return begun

    def arrived(self) -> "tuple[Attempt, ...]":
        """What came of the mails since this was last asked."""
        with self._lock:
            found, self._arrived = tuple(self._arrived), []
        return found

    def _hand_over(self, row: LedgerRow) -> None:
        from monitor.digest.sending import attempt  # noqa: PLC0415 - see above

        try:
            with closing(open_private(self._private)) as private:
                found = attempt(private, row, self._deliver, self._clock(), most_a_day=self._most_a_day)
            with self._lock:
                self._arrived.append(found)
        finally:
            with self._lock:
                self._under_way.discard(row.recipient)

    @staticmethod
    def _failed(done: "Future[None]") -> None:
        """The private file could not be used: the mail stays as it is and is tried again."""
        if not done.cancelled() and (error := done.exception()) is not None:
            log.error("a mail could not be handed over: %s", error, exc_info=error)
