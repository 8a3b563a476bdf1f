"""Visits on their way to the writer: those that wait together are one commit, and each is whole by itself."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from typing import Final

from monitor.service.visit import PollReport, Visit

AT_ONCE: Final = 64
"""Visits in one commit, at most: the readers of the file shall not wait long for it."""

RecordAll = Callable[[Sequence[Visit]], Sequence[PollReport | Exception]]
"""Records visits in order: for each its report, or why nothing of it is kept."""


class Recorder:
    """Gathers visits while the writer is busy, without ever waiting for more of them to come."""

    def __init__(self, writer: Executor, record_all: RecordAll) -> None:
        """``record_all`` is called on the ``writer``, which has one thread."""
        self._writer = writer
        self._record_all = record_all
        self._waiting: deque[tuple[Visit, Future[PollReport]]] = deque()
        self._lock = threading.Lock()
        self._called = False

    def record(self, visit: Visit) -> "Future[PollReport]":
        """The report of ``visit`` once it is committed; raises there what the store raised."""
        future: Future[PollReport] = Future()
        with self._lock:
            self._waiting.append((visit, future))
            called, self._called = self._called, True
        if not called:
            self._call()
        return future

    def _call(self) -> None:
        try:
            self._writer.submit(self._drain)
        except RuntimeError as closed:
            # The process is on its way out; the feeds' leases run out and they are visited again.
            for _, future in self._next_batch():
                _settle(future, closed)

    def _drain(self) -> None:
        while batch := self._next_batch():
            visits = [visit for visit, _ in batch]
            try:
                results: Sequence[PollReport | Exception] = self._record_all(visits)
            except Exception as error:  # noqa: BLE001
                # The commit itself failed: nothing of the whole batch is kept, and each visit says so.
                results = [error] * len(batch)
            for (_, future), result in zip(batch, results, strict=True):
                _settle(future, result)

    def _next_batch(self) -> list[tuple[Visit, "Future[PollReport]"]]:
        with self._lock:
            batch = [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]
            self._called = bool(batch)
        return batch


def _settle(future: "Future[PollReport]", result: PollReport | Exception) -> None:
    if not future.set_running_or_notify_cancel():
        return
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)
