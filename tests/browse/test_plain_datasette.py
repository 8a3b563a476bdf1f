"""Plain Datasette, started as the documentation says, gives the same pages as ``newswake serve``."""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

import monitor.browse
from tests.browse import varnhem

DOCS = Path(__file__).resolve().parents[2] / "docs/browse.md"
PAGES = Path(monitor.browse.__file__).parent
ADDRESSES = (
    *("/", "/newswake/story/varnhem-leak", "/newswake/hit/2", "/newswake/feed/2", "/newswake/sign-in"),
    *("/newswake/latest_hits", "/newswake/items?_search=leak", "/newswake/hits.csv", "/newswake", "/nothing"),
)
PATIENCE_S = 60.0


def documented_command() -> list[str]:
    """The arguments of ``datasette`` as the page gives them, for the test's own folder."""
    (block,) = re.findall(
        r"^datasette data/newswake\.db.*?(?=^```)", DOCS.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    written = (
        block.replace("\\\n", " ").replace("$PAGES", str(PAGES)).replace("data/newswake.db", "newswake.db")
    )
    return shlex.split(written)[1:]


@contextmanager
def running(command: list[str], folder: Path, port: int) -> Iterator[httpx.Client]:
    """The program, once it answers."""
    with (
        subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_S) as client,
    ):
        try:
            wait_for(port, process)
            yield client
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE_S)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + PATIENCE_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert process.poll() is None, "it ended"
            assert time.monotonic() < ends, "it does not answer"
        else:
            return


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    varnhem.written(folder / "newswake.db", varnhem.story())
    made = subprocess.run(
        [sys.executable, "-m", "monitor.browse", "newswake.db"],
        cwd=folder,
        capture_output=True,
        check=True,
        env=os.environ,
    )
    (folder / "metadata.json").write_bytes(made.stdout)
    return folder


@pytest.fixture(scope="module")
def both(folder: Path) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    ours, theirs = free_port(), free_port()
    plain = [sys.executable, "-m", "datasette", *documented_command(), "--port", str(theirs)]
    serve = [
        sys.executable,
        "-c",
        "from monitor.cli import main; main()",
        "--db",
        "newswake.db",
        "serve",
        "--port",
        str(ours),
    ]
    with running(serve, folder, ours) as first, running(plain, folder, theirs) as second:
        yield first, second


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_pages_are_the_same(both: tuple[httpx.Client, httpx.Client], address: str) -> None:
    first, second = (client.get(address) for client in both)
    assert first.status_code == second.status_code
    assert comparable(first) == comparable(second)
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy", "x-frame-options"):
        assert first.headers[name] == second.headers[name]


def comparable(answer: httpx.Response) -> str:
    """The page without what is another one each time: the token of a form, how long it took, the port."""
    text = re.sub(r'name="csrftoken" value="[^"]*"', "", answer.text)
    text = re.sub(r"Queries took [\d.]+", "", text)
    return text.replace(str(answer.url.port), "PORT")
