"""The one event loop of the process, on its own thread: all that waits for the network runs here."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class LoopThread:
    """Starts a loop on a thread; ``submit`` hands it coroutines from any other thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._turn, name="newswake-loop", daemon=True)
        self._thread.start()

    def _turn(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def submit(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Run ``work`` on the loop; the future has its result or exception."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def drain(self) -> None:
        """Cancel what still runs and wait until it has ended."""
        self.submit(self._drain()).result()

    def close(self) -> None:
        """Drain and stop. Call once, from another thread."""
        self.drain()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _drain(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
