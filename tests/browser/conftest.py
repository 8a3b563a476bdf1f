"""The pages over a database that the demonstration filled, in Debian's Chromium."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from monitor.browse.password import keep_password
from monitor.demo.preparation import DemoFolder
from monitor.demo.run import run_demo
from monitor.store.connection import open_store
from monitor.store.hits import hits

PASSWORD = "ammonia & valves"
NEWSWAKE = (sys.executable, "-c", "from monitor.cli import main; main()")


@dataclass(frozen=True, kw_only=True)
class Served:
    """The pages, and the folder they are about."""

    folder: DemoFolder
    address: str

    def newswake(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command on that folder; its exit code is the caller's business."""
        command = [
            *NEWSWAKE,
            "--config",
            str(self.folder.config),
            "--db",
            str(self.folder.database),
            *arguments,
        ]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@dataclass(kw_only=True)
class Seen:
    """A page of the browser, and what its console complained of."""

    page: Any
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = run_demo(tmp_path_factory.mktemp("browser") / "demo", lambda _line: None).folder
    keep_password(folder.database, PASSWORD)
    command = [*NEWSWAKE, "--db", str(folder.database), "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        address = process.stderr.readline().split(" ")[0].rstrip("/")
        try:
            assert httpx.get(address, timeout=30).status_code == 200
            yield Served(folder=folder, address=address)
        finally:
            process.terminate()
            process.communicate(timeout=30)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is missing: run make test-browser"
    )
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is missing: apt-get install chromium")
    # Chromium refuses its own sandbox to root, which CI is.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=[*arguments, "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def opened(chromium: Any, address: str, **how: Any) -> Iterator[Seen]:  # noqa: ANN401 - Playwright's
    """A fresh page without cookies, that notes every complaint of its console."""
    context = chromium.new_context(base_url=address, **how)
    context.set_default_timeout(20_000)
    page = context.new_page()
    seen = Seen(page=page)
    page.on(
        "console",
        lambda said: seen.complaints.append(said.text) if said.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("requestfailed", lambda request: seen.complaints.extend(lost(request)))
    yield seen
    context.close()


def lost(request: Any) -> list[str]:  # noqa: ANN401 - Playwright's
    """What could not be loaded; what a reader left behind by going on does not count."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.failure}: {request.url}"]


@pytest.fixture
def seen(chromium: Any, served: Served) -> Iterator[Seen]:  # noqa: ANN401 - Playwright's
    yield from opened(chromium, served.address)


@pytest.fixture
def coloured(chromium: Any, served: Served, scheme: str) -> Iterator[Seen]:  # noqa: ANN401 - Playwright's
    yield from opened(chromium, served.address, color_scheme=scheme)


def hit_address(database: Path) -> str:
    """The page of the newest hit."""
    with closing(open_store(database, read_only=True)) as db:
        return f"/newswake/hit/{hits(db, limit=1)[0].hit_id}"
