"""Every hostile document through the real poller with the product's own limits: what it cost.

Run: ``python -m tests.faults.documents_table [KIND…]`` (part of a name will do), about ten minutes for all; needs Linux
(``/proc``). Prints a table, and exits 1 where a poll took longer than 10 s, a parser more than 400 MiB or the poller
64 MiB above what it had, where the store does not say what the poll came to, or where a healthy feed beside it was held
up or not read.
"""

# ruff: noqa: T201 - it prints a table
import json
import queue
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tests.faults.documents_cases import DOCUMENTS
from tests.faults.documents_child import Price
from tests.faults.fault_server import Fault
from tests.faults.http_cases import HEALTHY
from tests.faults.http_serve import ROOT, Served, serving

MIB: Final = 1024 * 1024
MOST_S: Final = 10.0
MOST_PARSER_BYTES: Final = 400 * MIB
MOST_POLLER_BYTES: Final = 64 * MIB
AT_ONCE: Final = 2
"""Pollers at a time; each has two healthy feeds of its own."""


def prices(documents: Sequence[Fault]) -> Iterator[tuple[Fault, Price]]:
    """What each document cost, in the order they end."""
    found: queue.Queue[tuple[Fault, Price] | None] = queue.Queue()
    with (
        serving("documents") as served,
        tempfile.TemporaryDirectory() as folder,
        ThreadPoolExecutor(AT_ONCE) as threads,
    ):

        def poll(number: int) -> None:
            place = Path(folder) / str(number)
            place.mkdir()
            try:
                for pair in _polled(served, number, documents[number::AT_ONCE], place):
                    found.put(pair)
            finally:
                found.put(None)

        ends = [threads.submit(poll, number) for number in range(AT_ONCE)]
        for _ in ends:
            yield from iter(found.get, None)
        for end in ends:
            end.result()


def _polled(
    served: Served, number: int, documents: Sequence[Fault], folder: Path
) -> Iterator[tuple[Fault, Price]]:
    """One child's reports as they come."""
    healthy = ",".join(served.urls[fault.name] for fault in HEALTHY[number::AT_ONCE])
    hostile = [served.urls[document.name] for document in documents]
    words = [sys.executable, "-m", "tests.faults.documents_child", str(folder), healthy, *hostile]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield from zip(documents, (Price(**json.loads(line)) for line in process.stdout), strict=True)
    assert process.returncode == 0


def faulty(price: Price) -> list[str]:
    """What is not as it should be."""
    problems = {
        "neither read nor failed for a reason": (price.outcome == "fetched") is bool(price.reason),
        "not foreseen": "unexpected" in price.reason or "the document cannot be read" in price.reason,
        "not stored so": not price.marked,
        "too slow": price.seconds > MOST_S,
        "a parser took too much memory": price.parser_bytes > MOST_PARSER_BYTES,
        "the poller took too much memory": price.poller_bytes > MOST_POLLER_BYTES,
        "neighbours lost": price.healthy < len(HEALTHY) // AT_ONCE,
        "neighbours held up": price.healthy_s > MOST_S,
    }
    return [problem for problem, holds in problems.items() if holds]


def end_of(price: Price) -> str:
    """How the poll ended, in a few words."""
    if price.outcome == "fetched":
        return "read"
    stopped = {"too long": "stopped for its time", "too much memory": "stopped for its memory"}
    return next((words for part, words in stopped.items() if part in price.reason), "refused")


def main(parts: list[str]) -> int:
    """Print the table; 1 where a document is not borne as it should be."""
    chosen = [doc for doc in DOCUMENTS if not parts or any(part in doc.name for part in parts)]
    print(f"{'document':50} {'s':>5} {'parser MB':>9} {'MB':>5} {'others s':>8}  what the poll says")
    bad = 0
    ends: Counter[str] = Counter()
    worst = [0.0, 0.0, 0.0, 0.0]
    for document, price in prices(chosen):
        problems = faulty(price)
        bad += bool(problems)
        ends[end_of(price)] += 1
        figures = (price.seconds, price.parser_bytes / MIB, price.poller_bytes / MIB, price.healthy_s)
        worst = [max(pair) for pair in zip(worst, figures, strict=True)]
        print(
            f"{document.name:50} {figures[0]:5.1f} {figures[1]:9.1f} {figures[2]:5.1f} {figures[3]:8.2f}  "
            f"{price.reason[:70] or end_of(price)}{'  <-- ' + '; '.join(problems) if problems else ''}",
            flush=True,
        )
    print(f"{len(chosen)} documents, {bad} not borne; {dict(ends)}")
    print(
        f"worst {worst[0]:.1f} s, {worst[1]:.0f} MiB in a parser, {worst[2]:.1f} MiB more in the poller, "
        f"others after {worst[3]:.1f} s"
    )
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
