"""A pool of processes that can be killed: a hung or greedy task costs itself, not the service.

The only steps that pass this seam are stateless, pure and importable by name; their arguments and results
are pickled. Time and memory limits belong to the executor.
"""

import multiprocessing
import resource
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from typing import Any, Final, Protocol, TypeVar, TypeVarTuple

import pebble

MEMORY_BYTES: Final = 400 * 1024 * 1024
"""Address space of a worker; the largest honest feed needs about a tenth of it."""
TIMEOUT_S: Final = 8.0
"""Stopping takes a moment: a visit then ends within ten seconds."""

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")


class Executor(Protocol):
    """Where CPU work runs."""

    def submit(self, fn: Callable[[*Arguments], Result], /, *args: *Arguments) -> Future[Result]:
        """Run ``fn(*args)`` somewhere; the future holds its result or exception."""


class ProcessPool:
    """An ``Executor`` of worker processes on this machine, started afresh (not forked)."""

    def __init__(
        self, workers: int, *, timeout_s: float = TIMEOUT_S, memory_bytes: int = MEMORY_BYTES
    ) -> None:
        """``timeout_s`` counts from a task's start; workers start with the first task."""
        self._workers = workers
        self._timeout_s = timeout_s
        self._memory_bytes = memory_bytes
        self._unfinished: set[Future[Any]] = set()
        self._lock = threading.RLock()
        self._closed = False
        self._pool = self._started()

    def submit(self, fn: Callable[[*Arguments], Result], /, *args: *Arguments) -> Future[Result]:
        """Run ``fn(*args)`` in a worker.

        Beside what ``fn`` raises the future may hold ``TimeoutError`` (the worker was killed),
        ``MemoryError`` (it asked for too much), ``pebble.ProcessExpired`` (it died) or ``BrokenProcessPool`` (one
        died that was idle). The pool goes on. Raises ``RuntimeError`` after ``close``.
        """
        with self._lock:
            if not (self._closed or self._pool.active):
                self._renew(self._pool)
            pool = self._pool
            future = pool.schedule(fn, args=args, timeout=self._timeout_s)
            self._unfinished.add(future)
        future.add_done_callback(partial(self._finished, pool))
        return future

    def close(self) -> None:
        """Stop at once; tasks that have not finished are killed and end with ``pebble.ProcessExpired``."""
        with self._lock:
            self._closed = True
            self._end(self._pool, "the pool was closed")

    def _started(self) -> pebble.ProcessPool:
        return pebble.ProcessPool(
            max_workers=self._workers,
            context=multiprocessing.get_context("spawn"),
            initializer=_confine,
            initargs=(self._memory_bytes,),
        )

    def _finished(self, pool: pebble.ProcessPool, future: Future[Any]) -> None:
        self._unfinished.discard(future)
        broken = not future.cancelled() and isinstance(future.exception(), BrokenProcessPool)
        if broken and not self._closed:
            # On a thread of its own: this one is the library's, and has to end before the pool can be ended.
            # That of the task: by now another may have taken its place, whose tasks are to go on.
            threading.Thread(target=self._renew, args=(pool,)).start()

    def _renew(self, broken: pebble.ProcessPool) -> None:
        """Put a new pool in place of ``broken``.

        The library's pool is of no use any more once a worker died while all were idle (the system was short of
        memory, say), and never ends the tasks that were queued then.
        """
        with self._lock:
            if self._pool is broken and not self._closed:
                self._end(broken, "the processes had to be started anew")
                self._pool = self._started()

    def _end(self, pool: pebble.ProcessPool, reason: str) -> None:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()
        # The library leaves the futures of killed tasks open, and whoever waits for one would wait for ever.
        for future in self._unfinished.copy():
            with suppress(InvalidStateError):
                error = pebble.ProcessExpired(reason)  # type: ignore[no-untyped-call]
                future.set_exception(error)


def _confine(memory_bytes: int) -> None:
    """Bound what a worker may take, and leave Ctrl-C to the coordinator.

    No limit on CPU time: it would add up over tasks and kill the next innocent one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The library's handler waits until C code returns, and the library three seconds for the handler.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # macOS knows RLIMIT_AS but refuses to set it.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
