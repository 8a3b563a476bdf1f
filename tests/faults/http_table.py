"""Every fault through the real poller, each in a process of its own with the product's own limits; prints a table.

Run: ``python -m tests.faults.http_table [NAME…]``, about three minutes; needs Linux (``/proc``). Exits 1 where a poll took
longer than 30 s (and a second), took more than 64 MB above what the process had, was not what it should be, or held up a
healthy feed beside it.
"""

# ruff: noqa: T201 - it prints a table
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from tests.faults.fault_server import Fault
from tests.faults.http_cases import FAULTS, HEALTHY
from tests.faults.http_child import Cost
from tests.faults.http_serve import ROOT, Served, serving

MOST_S: Final = 31.0
MOST_BYTES: Final = 64 * 1024 * 1024
HEALTHY_S: Final = 10.0
AT_ONCE: Final = 3
MIB: Final = 1024 * 1024


def costs(
    faults: Sequence[Fault], what: str = "http", at_once: int = AT_ONCE
) -> Iterator[tuple[Fault, Cost]]:
    """What each fault cost, ``at_once`` at a time; ``what`` they are is for the server."""
    with (
        serving(what) as served,
        tempfile.TemporaryDirectory() as folder,
        ThreadPoolExecutor(at_once) as threads,
    ):
        authority = Path(folder) / "served.pem"
        authority.write_bytes(served.authority)

        def run(number: int, fault: Fault) -> Cost:
            place = Path(folder) / str(number)
            place.mkdir()
            return cost(served, fault, place, authority)

        yield from zip(faults, threads.map(run, range(len(faults)), faults), strict=True)


def cost(served: Served, fault: Fault, folder: Path, authority: Path) -> Cost:
    """One child's report."""
    first, *neighbours = (served.urls[healthy.name] for healthy in HEALTHY)
    urls = (first, served.urls[fault.name], *neighbours)
    if fault.heavy:
        # The server makes the body now and keeps it for a while: the time that takes is not the poller's.
        with urlopen(served.urls[fault.name]) as made:  # noqa: S310 - an address of our own server
            made.read()
    words = [sys.executable, "-m", "tests.faults.http_child", str(folder), str(authority), *urls]
    done = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True, timeout=120)
    if done.returncode:
        sys.exit(f"{fault.name}: the process that polls it failed\n{done.stderr}")
    return Cost(**json.loads(done.stdout))


def faulty(fault: Fault, cost: Cost) -> list[str]:
    """What is not as it should be."""
    outcome = "failed" if fault.says else "fetched"
    problems = {
        f"{cost.outcome} instead of {outcome}": cost.outcome != outcome,
        f"says {cost.reason!r}": not re.search(fault.says, cost.reason) or "unexpected" in cost.reason,
        "too slow": cost.seconds > MOST_S,
        "too much memory": cost.extra_bytes > MOST_BYTES,
        "not stored so": not cost.marked,
        "neighbours lost": cost.healthy != len(HEALTHY) - 1,
        "neighbours held up": cost.healthy_s > HEALTHY_S,
    }
    return [problem for problem, holds in problems.items() if holds]


def main(names: list[str]) -> int:
    """Print the table; 1 where a fault is not borne as it should be."""
    chosen = tuple(fault for fault in FAULTS if not names or fault.name in names)
    print(f"{'fault':40} {'s':>5} {'CPU s':>6} {'MB':>5} {'others s':>8}  what the poll says")
    bad = 0
    worst = [0.0, 0.0, 0.0]
    for fault, cost in costs(chosen):
        problems = faulty(fault, cost)
        bad += bool(problems)
        extra = cost.extra_bytes / MIB
        worst = [max(pair) for pair in zip(worst, (cost.seconds, cost.cpu_s, extra), strict=True)]
        print(
            f"{fault.name:40} {cost.seconds:5.1f} {cost.cpu_s:6.2f} {extra:5.1f} {cost.healthy_s:8.2f}  "
            f"{cost.reason[:90] or cost.outcome}{'  <-- ' + '; '.join(problems) if problems else ''}",
            flush=True,
        )
    print(
        f"{len(chosen)} faults, {bad} not borne; worst {worst[0]:.1f} s, {worst[1]:.2f} s of CPU, {worst[2]:.1f} MB"
    )
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
