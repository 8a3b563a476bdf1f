"""A pool of processes that can be killed: a hung or greedy task costs itself, not the service.

The only steps that pass this seam are stateless, pure and importable by name; their arguments and results
are pickled. Time and memory limits belong to the executor.
"""

import multiprocessing
import resource
import signal
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import Any, Final, Protocol, TypeVar, TypeVarTuple

import pebble

MEMORY_BYTES: Final = 400 * 1024 * 1024
"""Address space of a worker; the largest honest feed needs about a tenth of it."""
TIMEOUT_S: Final = 10.0

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
        self._timeout_s = timeout_s
        self._unfinished: set[Future[Any]] = set()
        self._pool = pebble.ProcessPool(
            max_workers=workers,
            context=multiprocessing.get_context("spawn"),
            initializer=_confine,
            initargs=(memory_bytes,),
        )

    def submit(self, fn: Callable[[*Arguments], Result], /, *args: *Arguments) -> Future[Result]:
        """Run ``fn(*args)`` in a worker.

        Beside what ``fn`` raises the future may hold ``TimeoutError`` (the worker was killed),
        ``MemoryError`` (it asked for too much) or ``pebble.ProcessExpired`` (it died). The pool goes on.
        """
        future = self._pool.schedule(fn, args=args, timeout=self._timeout_s)
        self._unfinished.add(future)
        future.add_done_callback(self._unfinished.discard)
        return future

    def close(self) -> None:
        """Stop at once; tasks that have not finished are killed and end with ``pebble.ProcessExpired``."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        # The library leaves the futures of killed tasks open, and whoever waits for one would wait for ever.
        for future in tuple(self._unfinished):
            with suppress(InvalidStateError):
                error = pebble.ProcessExpired("the pool was closed")  # type: ignore[no-untyped-call]
                future.set_exception(error)


def _confine(memory_bytes: int) -> None:
    """Bound what a worker may take, and leave Ctrl-C to the coordinator.

    No limit on CPU time: it would add up over tasks and kill the next innocent one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # macOS knows RLIMIT_AS but refuses to set it.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
