import os
import signal
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime

import pebble
import pytest

from monitor.poll.errors import NotAFeedError
from monitor.poll.parse import parse
from monitor.workers.pool import ProcessPool

NOW = datetime(2023, 11, 24, tzinfo=UTC)
URL = "https://feeds.example/feed.xml"
FEED = b"<rss version='2.0'><channel><item><title>t</title></item></channel></rss>"


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPool]:
    workers = ProcessPool(1, timeout_s=2.0)
    yield workers
    workers.close()


def test_a_feed_is_read_in_a_worker(pool: ProcessPool) -> None:
    document = pool.submit(parse, FEED, URL, "text/xml", NOW).result(30)
    assert document == parse(FEED, URL, "text/xml", NOW)


def test_an_error_comes_back_as_itself(pool: ProcessPool) -> None:
    error = pool.submit(parse, b"<html><title>x</title>", URL, "", NOW).exception(30)
    assert isinstance(error, NotAFeedError)
    assert error.reason == "an HTML page instead of a feed (title 'x')"


def test_a_feed_that_hangs_the_parser_is_stopped_and_the_next_is_read(pool: ProcessPool) -> None:
    # feedparser looks for a mail address in an author, at every letter anew: minutes for this one.
    author = b"<author>" + b"a" * 400_000 + b"</author>"
    hostile = b"<rss version='2.0'><channel><item>" + author + b"</item></channel></rss>"
    stopped = pool.submit(parse, hostile, URL, "", NOW)
    following = pool.submit(parse, FEED, URL, "", NOW)
    assert isinstance(stopped.exception(30), TimeoutError)
    assert following.result(30).items[0].title == "t"


def test_a_task_that_wants_too_much_memory_fails_alone(pool: ProcessPool) -> None:
    assert isinstance(pool.submit(bytes, 2**30).exception(30), MemoryError)
    assert pool.submit(len, b"abc").result(30) == 3


def test_a_worker_that_dies_is_replaced(pool: ProcessPool) -> None:
    died = pool.submit(signal.raise_signal, signal.SIGKILL)
    assert isinstance(died.exception(30), pebble.ProcessExpired)
    assert pool.submit(len, b"abc").result(30) == 3


@pytest.mark.parametrize("workers", [1, 2])
def test_a_worker_that_dies_while_idle_takes_nobody_with_it(workers: int) -> None:
    idle = ProcessPool(workers, timeout_s=60.0)
    number = idle.submit(os.getpid).result(30)
    os.kill(number, signal.SIGKILL)
    # More than fits into the pipe to the workers, so that some wait in the queue when the death is noticed.
    ended = [idle.submit(len, bytes(200_000)) for _ in range(8)]
    for future in ended:
        assert isinstance(future.exception(30), pebble.ProcessExpired | BrokenProcessPool | None)
    assert idle.submit(len, b"abc").result(30) == 3
    idle.close()
    with pytest.raises(RuntimeError):
        idle.submit(len, b"abc")


def test_a_worker_writes_no_files(pool: ProcessPool, tmp_path: object) -> None:
    path = f"{tmp_path}/file"
    descriptor = pool.submit(os.open, path, os.O_CREAT | os.O_WRONLY, 0o600).result(30)
    assert isinstance(pool.submit(os.write, descriptor, b"x").exception(30), OSError)


def test_closing_stops_what_runs() -> None:
    workers = ProcessPool(1, timeout_s=600.0)
    assert workers.submit(len, b"abc").result(30) == 3
    endless = workers.submit(signal.pause)
    workers.close()
    assert isinstance(endless.exception(0), pebble.ProcessExpired)
