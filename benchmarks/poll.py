"""What a poll of 500 feeds costs in CPU: our whole process against the reader library and a bare httpx client.

Run: ``python benchmarks/poll.py [--feeds N] [--profile]``. The feeds come from a server in a process of its own,
gzipped. Each round of each subject is a process of its own; CPU is that of its whole tree, user and system.
``round`` leaves out the start (imports, opening the database, making the tracker ready), which a service pays once;
it is what the wanted numbers are about.

Wanted: a first poll of ours at most 0.6 times reader's; a poll of unchanged feeds (304, and 200 with the same body)
at most reader's and at most 1.5 times the bare client's. Exits 1 where one is missed. reader (PyPI) is installed into
a folder that is thrown away; where that fails its column stays empty.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import IO, Final

HERE: Final = Path(__file__).resolve().parent
READER: Final = ("reader==3.26", "sgmllib3k")
ROUNDS: Final = (("first poll", "tags", 1), ("all 304", "tags", 3), ("200, same body", "bare", 3))
"""Name, the server's manner, how often (the median counts)."""
FIRST_OF_READER: Final = 0.6
UNCHANGED_OF_READER: Final = 1.0
UNCHANGED_OF_BARE: Final = 1.5


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


def cost(python: str, subject: str, folder: Path, *more: str) -> dict[str, float]:
    """CPU seconds of one round (``round``, ``process``), and what came of it."""
    words = [python, str(HERE / "poll_subject.py"), subject, str(folder), *more]
    done = subprocess.run(words, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    if done.returncode:
        sys.exit(f"{subject} failed: {done.stderr}")
    *profile, last = done.stdout.splitlines()
    print("\n".join(profile)) if profile else None
    found: dict[str, float] = json.loads(last)
    return found


def measured(feeds: int, folder: Path, *, profile: bool) -> dict[str, dict[str, list[dict[str, float]]]]:
    """Costs by round and subject; the subjects take turns, so that a busy machine is busy for all."""
    pythons = {"ours": sys.executable, "reader": reader_python(folder), "bare": sys.executable}
    found: dict[str, dict[str, list[dict[str, float]]]] = {}
    with serving(feeds) as server:
        for subject in pythons:
            (folder / subject).mkdir(exist_ok=True)
            (folder / subject / "urls.json").write_text(json.dumps(server.urls), encoding="utf-8")
        for name, manner, times in ROUNDS:
            server.behave(manner)
            for _ in range(times):
                for subject, python in pythons.items():
                    if python:
                        row = cost(python, subject, folder / subject)
                        found.setdefault(name, {}).setdefault(subject, []).append(row)
            if profile:
                place = folder / ("fresh" if name == ROUNDS[0][0] else "ours")
                place.mkdir(exist_ok=True)
                (place / "urls.json").write_text(json.dumps(server.urls), encoding="utf-8")
                print(f"--- {name}")
                cost(sys.executable, "ours", place, "--profile")
    return found


def main() -> int:
    """Print the tables; 1 where a wanted number is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--profile", action="store_true", help="say where our time goes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measured(arguments.feeds, Path(folder), profile=arguments.profile)
    print(f"CPU seconds for {arguments.feeds} feeds: round (whole process)")
    print(f"{'':16} {'ours':>15} {'reader':>15} {'bare httpx':>15} {'ours/reader':>12} {'ours/bare':>10}")
    missed = []
    for name, subjects in found.items():
        middle = {subject: median(row["round"] for row in rows) for subject, rows in subjects.items()}
        whole = {subject: median(row["process"] for row in rows) for subject, rows in subjects.items()}
        cells = " ".join(
            f"{middle[subject]:7.2f} ({whole[subject]:5.2f})" if subject in middle else f"{'-':>15}"
            for subject in ("ours", "reader", "bare")
        )
        of_reader = middle["ours"] / middle["reader"] if "reader" in middle else None
        of_bare = middle["ours"] / middle["bare"]
        shown = f"{of_reader:12.2f}" if of_reader is not None else f"{'-':>12}"
        print(f"{name:16} {cells} {shown} {of_bare:10.2f}   {subjects['ours'][-1]['came']}")
        first = name == ROUNDS[0][0]
        if of_reader is not None and of_reader > (FIRST_OF_READER if first else UNCHANGED_OF_READER):
            missed.append(f"{name}: {of_reader:.2f} times reader's")
        if not first and of_bare > UNCHANGED_OF_BARE:
            missed.append(f"{name}: {of_bare:.2f} times the bare client's")
    print("; ".join(["MISSED", *missed]) if missed else "all wanted numbers are met")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
