"""Hostile documents through the real poller of one process, one after another, healthy feeds beside each.

Run as ``python -m tests.faults.documents_child FOLDER HEALTHY-URL,… HOSTILE-URL…``; prints a line of JSON a document. So
the poller and its parsers live on from one to the next, as in the service.
"""

import json
import logging
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from monitor.app import Running, read_configuration, running
from monitor.service.visit import PollReport
from tests.faults.http_child import forget_peak, marked, memory, written

_LOOK_S: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one hostile document cost."""

    outcome: str
    reason: str
    seconds: float
    parser_bytes: int
    """The most that a parser was seen to take."""
    poller_bytes: int
    """What the poller took above what it had."""
    healthy: int
    """How many of the neighbours brought their item."""
    healthy_s: float
    """After this many seconds the last of them was stored."""
    marked: bool
    """Whether the store says what the report says."""


@dataclass
class Parsers:
    """Looks again and again at what the children of this process take."""

    peak: int = 0

    @contextmanager
    def watched(self) -> Iterator[None]:
        """From here to the end of the block ``peak`` is found out."""
        self.peak = 0
        for child in _children():
            _forget(child)
        ended = threading.Event()
        thread = threading.Thread(target=self._look_until, args=(ended,))
        thread.start()
        yield
        ended.set()
        thread.join()

    def _look_until(self, ended: threading.Event) -> None:
        last = False
        while not last:
            last = ended.wait(_LOOK_S)
            self.peak = max([self.peak, *(_peak(child) for child in _children())])


def main(folder: Path, healthy: tuple[str, ...], hostile: tuple[str, ...]) -> None:
    """Poll, measure, print."""
    logging.disable(logging.CRITICAL)
    config = written(folder / "config", (*healthy, *hostile), "host_gap_s = 0\n")
    parsers = Parsers()
    with (
        running(folder / "n.db", read_configuration(config), purpose="faults") as parts,
        ThreadPoolExecutor(1 + len(healthy)) as threads,
    ):
        list(threads.map(parts.poller.finish_one, healthy))
        for url in hostile:
            # The server makes the body now, and keeps it for a moment: that time is not the poller's.
            with urlopen(url) as made:  # noqa: S310 - an address of our own server
                made.read()
            price = _price(parts, threads, parsers, url, healthy)
            sys.stdout.write(json.dumps(asdict(price)) + "\n")
            sys.stdout.flush()


def _price(
    parts: Running, threads: ThreadPoolExecutor, parsers: Parsers, url: str, healthy: tuple[str, ...]
) -> Price:
    base = memory("VmRSS")
    forget_peak()
    begin = time.monotonic()

    def visit(one: str) -> tuple[PollReport, float]:
        return parts.poller.finish_one(one), time.monotonic() - begin

    with parsers.watched():
        (report, seconds), *others = threads.map(visit, (url, *healthy))
    return Price(
        outcome=report.outcome,
        reason=report.reason,
        seconds=seconds,
        parser_bytes=parsers.peak,
        poller_bytes=memory("VmHWM") - base,
        healthy=sum(other.items_new == 1 for other, _ in others),
        healthy_s=max(elapsed for _, elapsed in others),
        marked=parts.writer.submit(marked, parts, report).result(),
    )


def _children() -> list[str]:
    threads = Path("/proc/self/task").iterdir()
    return [child for thread in threads for child in _read(thread / "children").split()]


def _peak(process: str) -> int:
    """The most that ``process`` has had in memory, in bytes; 0 where it is gone."""
    lines = _read(Path("/proc") / process / "status").splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


def _forget(process: str) -> None:
    try:
        (Path("/proc") / process / "clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return  # it ended meanwhile


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""  # it ended meanwhile


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(sys.argv[2].split(",")), tuple(sys.argv[3:]))
