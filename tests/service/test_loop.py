"""The event loop on its own thread."""

import asyncio
import threading
from concurrent.futures import CancelledError

import pytest

from monitor.service.loop import LoopThread


def test_work_runs_on_the_other_thread() -> None:
    loop = LoopThread()

    async def name() -> str:
        await asyncio.sleep(0)
        return threading.current_thread().name

    assert loop.submit(name()).result(timeout=10) == "newswake-loop"
    loop.close()


def test_closing_cancels_what_still_runs_and_lets_it_clean_up() -> None:
    loop = LoopThread()
    started, cleaned = threading.Event(), threading.Event()

    async def wait_for_ever() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            cleaned.set()

    work = loop.submit(wait_for_ever())
    assert started.wait(timeout=10)
    loop.close()
    assert cleaned.is_set()
    with pytest.raises(CancelledError):
        work.result(timeout=10)
