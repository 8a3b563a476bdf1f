"""Datasette over a database, in a process of its own and set up as ``newswake serve`` does, at a free port."""

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


@contextmanager
def served(database: Path) -> Iterator[httpx.Client]:
    """A client for the pages, as long as it lasts."""
    command = [sys.executable, "-c", _SERVE, str(database)]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:  # noqa: S603 - ours
        try:
            assert process.stdout
            address = process.stdout.readline().strip()
            with httpx.Client(base_url=address.rstrip("/"), timeout=60) as client:
                yield client
        finally:
            process.terminate()
