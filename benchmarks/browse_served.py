"""Datasette over a database, in a process of its own and set up as ``newswake serve`` does, at a free port."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx

_SERVE: Final = """
import sys
from pathlib import Path
from monitor.browse.serve import serve
serve(Path(sys.argv[1]), port=0, ready=lambda address: print(address, flush=True))
"""


def cpu_ms(process: int) -> float:
    """Milliseconds of processor time that a process has had; 0 where the system has no /proc."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(database: Path) -> Iterator[tuple[httpx.Client, int]]:
    """A client for the pages and the number of the process, as long as it lasts."""
    command = [sys.executable, "-c", _SERVE, str(database)]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:  # noqa: S603 - ours
        try:
            assert process.stdout
            address = process.stdout.readline().strip()
            with httpx.Client(base_url=address.rstrip("/"), timeout=60) as client:
                yield client, process.pid
        finally:
            process.terminate()
