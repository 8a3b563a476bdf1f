"""What a poll of 500 feeds costs in CPU: our whole process against the reader library and a bare httpx client.

Run: ``python benchmarks/poll.py [--feeds N] [--times N] [--reader PYTHON] [--profile]``

The feeds come from a server in a process of its own, gzipped. Each round of each subject is a process of its own;
its CPU is that of its whole tree from start to exit, user and system, as the kernel counts it: the start, the imports
and the opening of the database are in it. In brackets stands what the round alone took, which is all that a service
pays again and again. An hour lies between two rounds; that its items are seen is written every sixth hour, so one of
six rounds is dearer than the median shows.

Wanted, of whole processes: a first poll of ours at most 0.6 times reader's; a poll of unchanged feeds (304, and 200
with the same body) at most reader's and at most 1.5 times the bare client's. Exits 1 where one is missed. reader
(PyPI) is installed into a folder that is thrown away; where that fails its column stays empty. ``--reader`` names the
interpreter of an environment that has it (``python -m venv there; there/bin/pip install reader sgmllib3k``).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import IO, Any, Final

HERE: Final = Path(__file__).resolve().parent
READER: Final = ("reader==3.26", "sgmllib3k")
FIRST: Final = "first poll"
SAME: Final = "200, same body"
ROUNDS: Final = ((FIRST, "tags"), ("all 304", "tags"), (SAME, "bare"))
"""Name, and the server's manner."""
SUBJECTS: Final = ("ours", "reader", "bare")
WANTED: Final = {
    (FIRST, "reader"): 0.6,
    ("all 304", "reader"): 1.0,
    ("all 304", "bare"): 1.5,
    (SAME, "reader"): 1.0,
    (SAME, "bare"): 1.5,
}
"""Our CPU as a share of another's, at most."""

Costs = dict[str, Any]


class Server:
    """The feed server's process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._in, self._out = _pipes(process)
        self.urls = [f"http://127.0.0.1:{port}/feed" for port in json.loads(self._out.readline())]

    def behave(self, manner: str) -> None:
        """Answer in that manner from now on."""
        self._in.write(manner + "\n")
        self._in.flush()
        assert self._out.readline().strip() == manner


def _pipes(process: "subprocess.Popen[str]") -> tuple[IO[str], IO[str]]:
    assert process.stdin
    assert process.stdout
    return process.stdin, process.stdout


@contextmanager
def serving(feeds: int) -> Iterator[Server]:
    """The server, until the block ends."""
    words = [sys.executable, str(HERE / "poll_server.py"), str(feeds)]
    with subprocess.Popen(  # noqa: S603 - our own words
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Server(process)
        finally:
            process.terminate()


def reader_python(folder: Path) -> str:
    """An interpreter that has reader, ``""`` where it cannot be installed."""
    place = folder / "reader"
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    words = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *READER]
    done = subprocess.run(words, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    if done.returncode:
        print(f"{READER[0]} cannot be installed; its column stays empty: {done.stderr.strip()[-200:]}")
    return "" if done.returncode else str(python)


def cost(python: str, subject: str, folder: Path, *more: str) -> dict[str, Any]:
    """CPU seconds of one round (``round``) and of the process with all that it started (``process``); what came."""
    words = [python, str(HERE / "poll_subject.py"), subject, str(folder), *more]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(words, stdout=said, stderr=said)  # noqa: S603 - our own words
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        lines = said.read().splitlines()
    if process.returncode:
        sys.exit("\n".join([f"{subject} failed:", *lines]))
    *profile, last = lines
    print("\n".join(profile)) if profile else None
    found: dict[str, Any] = json.loads(last)
    return found | {"process": usage.ru_utime + usage.ru_stime}


def measured(
    feeds: int, folder: Path, pythons: Mapping[str, str], times: int
) -> Iterator[tuple[str, str, Costs]]:
    """(Round, subject, cost); the subjects take turns, so that a busy machine is busy for all."""
    with serving(feeds) as server:
        for name, manner in ROUNDS:
            server.behave(manner)
            for time in range(times):
                for subject, python in turned(list(pythons.items()), time):
                    # Each first poll starts from nothing, and the last of them is what the others go on from.
                    place = prepared(
                        folder / subject / (str(time) if name == FIRST else str(times - 1)), server
                    )
                    yield name, subject, cost(python, subject, place)


def turned(subjects: list[tuple[str, str]], time: int) -> list[tuple[str, str]]:
    """Another one begins each time."""
    first = time % len(subjects)
    return subjects[first:] + subjects[:first]


def prepared(place: Path, server: Server) -> Path:
    """A folder with the addresses in it."""
    place.mkdir(parents=True, exist_ok=True)
    (place / "urls.json").write_text(json.dumps(server.urls), encoding="utf-8")
    return place


def profiled(feeds: int, folder: Path) -> None:
    """Say where our time goes, round by round."""
    with serving(feeds) as server:
        for name, manner in ROUNDS:
            server.behave(manner)
            print(f"--- {name}")
            cost(sys.executable, "ours", prepared(folder, server), "--profile")


def row_of(name: str, costs: Mapping[str, list[Costs]]) -> tuple[str, list[str]]:
    """A line of the table, and what of it misses a wanted number."""
    whole = {subject: median(cost["process"] for cost in found) for subject, found in costs.items()}
    inner = {subject: median(cost["round"] for cost in found) for subject, found in costs.items()}
    cells = [
        f"{whole[subject]:7.2f} ({inner[subject]:5.2f})" if subject in whole else f"{'-':>15}"
        for subject in SUBJECTS
    ]
    missed = []
    for other in SUBJECTS[1:]:
        if other not in whole:
            cells.append(f"{'-':>12}")
            continue
        ratio, most = whole["ours"] / whole[other], WANTED.get((name, other))
        cells.append(f"{ratio:12.2f}")
        if most is not None and ratio > most:
            missed.append(f"{name}: {ratio:.2f} times {other}, not {most:g}")
    return " ".join([f"{name:16}", *cells, f"  {costs['ours'][-1]['came']}"]), missed


def main() -> int:
    """Print the table; 1 where a wanted number is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--times", type=int, default=3, help="how often each round is made; medians count")
    parser.add_argument("--reader", metavar="PYTHON", default="", help="one that has reader; - leaves it out")
    parser.add_argument("--profile", action="store_true", help="only say where our time goes")
    arguments = parser.parse_args()
    costs: dict[str, dict[str, list[Costs]]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.profile:
            profiled(arguments.feeds, folder)
            return 0
        reader = arguments.reader.strip("-") if arguments.reader else reader_python(folder)
        pythons = {"ours": sys.executable, "reader": reader, "bare": sys.executable}
        pythons = {subject: python for subject, python in pythons.items() if python}
        for what, subject, found in measured(arguments.feeds, folder, pythons, arguments.times):
            costs.setdefault(what, {}).setdefault(subject, []).append(found)
    print(
        f"CPU seconds for {arguments.feeds} feeds, median of {arguments.times}: whole process (of it the round)"
    )
    print(f"{'':16} {'ours':>15} {'reader':>15} {'bare httpx':>15} {'ours/reader':>12} {'ours/bare':>12}")
    missed: list[str] = []
    for what, found_of in costs.items():
        line, misses = row_of(what, found_of)
        print(line)
        missed += misses
    print("; ".join(["MISSED", *missed]) if missed else "all wanted numbers are met")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
