"""The fault server in a process of its own, so that neither its memory nor its time counts as ours.

Run as ``python -m tests.faults.http_serve`` it prints one line of JSON (URLs by name, the authority to trust) and
serves until its standard input ends; an argument names another campaign of ``SERVED``.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.faults.documents_cases import DOCUMENTS, SMALL
from tests.faults.fault_server import FaultServer, address_of
from tests.faults.http_cases import FAULTS, HEALTHY
from tests.faults.http_certificates import make_certificates

ROOT: Final = Path(__file__).resolve().parents[2]
SERVED: Final = {"http": FAULTS, "documents": DOCUMENTS, "small documents": SMALL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Where the faults are."""

    urls: dict[str, str]
    authority: bytes


@contextmanager
def serving(what: str = "http") -> Iterator[Served]:
    """All the faults of a kind and healthy feeds, served until the block ends."""
    words = [sys.executable, "-m", "tests.faults.http_serve", what]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        try:
            told = json.loads(process.stdout.readline())
            yield Served(urls=told["urls"], authority=told["authority"].encode())
        finally:
            process.stdin.close()
            process.stdout.close()
            process.wait(timeout=30)


async def serve(what: str = "http") -> None:
    """Open the ports, tell where they are, and wait for the end of standard input."""
    loop = asyncio.get_running_loop()
    # Peers that break off in mid-handshake are what this server is for: nothing to tell anyone.
    loop.set_exception_handler(lambda *_: None)
    faults = SERVED[what] + HEALTHY
    certificates = make_certificates([address_of(number) for number in range(len(faults))])
    server = FaultServer(certificates.contexts)
    await server.open(faults)
    told = {"urls": server.urls, "authority": certificates.authority.decode()}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    await server.close()


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:]))
