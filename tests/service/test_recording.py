"""Visits that wait together are one commit; what befalls one is told to that one alone."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from monitor.model import FeedState
from monitor.outcome import Failed, FailureKind
from monitor.service.recording import AT_ONCE, Recorder
from monitor.service.visit import PollReport, Visit

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def visit(number: int) -> Visit:
    feed = FeedState(feed_id=number, url=f"https://{number}.example/", name=str(number))
    outcome = Failed(kind=FailureKind.SOFT, reason="down")
    return Visit(feed=feed, outcome=outcome, started=NOON, ended=NOON)


def report(of: Visit) -> PollReport:
    return PollReport(feed=of.feed.name, url=of.feed.url, outcome="failed")


class Desk:
    """Records batches, the first only once it is let go."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.free = threading.Event()

    def __call__(self, visits: Sequence[Visit]) -> list[PollReport | Exception]:
        if not self.batches:
            self.batches.append([each.feed.name for each in visits])
            assert self.free.wait(timeout=60)
        else:
            self.batches.append([each.feed.name for each in visits])
        return [OSError("full") if each.feed.name == "3" else report(each) for each in visits]


def submitted(recorder: Recorder, numbers: range) -> dict[int, Future[PollReport]]:
    return {number: recorder.record(visit(number)) for number in numbers}


def test_what_waits_while_the_writer_works_is_one_commit() -> None:
    desk = Desk()
    with ThreadPoolExecutor(1) as writer:
        futures = submitted(Recorder(writer, desk), range(10))
        desk.free.set()
        assert [futures[number].result(60).feed for number in (0, 1, 9)] == ["0", "1", "9"]
        with pytest.raises(OSError, match="full"):
            futures[3].result(60)
    assert sorted(name for batch in desk.batches for name in batch) == sorted(map(str, range(10)))
    assert len(desk.batches) <= 3, desk.batches


def test_a_commit_has_a_bound() -> None:
    desk = Desk()
    with ThreadPoolExecutor(1) as writer:
        futures = submitted(Recorder(writer, desk), range(4, 4 + 3 * AT_ONCE))
        desk.free.set()
        assert all(future.result(60) for future in futures.values())
    assert max(map(len, desk.batches)) <= AT_ONCE


def test_a_commit_that_fails_is_told_to_each_and_the_next_goes_on() -> None:
    broken = [True]

    def record_all(visits: Sequence[Visit]) -> list[PollReport | Exception]:
        if broken:
            raise OSError("disk")
        return [report(each) for each in visits]

    with ThreadPoolExecutor(1) as writer:
        recorder = Recorder(writer, record_all)
        with pytest.raises(OSError, match="disk"):
            recorder.record(visit(1)).result(60)
        broken.clear()
        assert recorder.record(visit(2)).result(60).feed == "2"


def test_a_writer_that_has_gone_is_an_error_not_a_wait() -> None:
    writer = ThreadPoolExecutor(1)
    writer.shutdown()
    with pytest.raises(RuntimeError):
        Recorder(writer, lambda visits: [report(each) for each in visits]).record(visit(1)).result(60)
