"""Commands run as a person runs them: another process, its output and its exit code."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.demo.preparation import DemoFolder
from monitor.demo.run import run_demo

Result = subprocess.CompletedProcess[str]
Run = Callable[..., Result]

PROGRAM = [sys.executable, "-c", "from monitor.cli import main; main()"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """``run("seed", "-", text=…)`` in an empty folder; NEWSWAKE variables of the caller are left out."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWSWAKE_")}

    def call(*words: str | Path, text: str = "", **variables: str) -> Result:
        return subprocess.run(
            [*PROGRAM, *map(str, words)],
            cwd=tmp_path,
            env=kept | variables,
            input=text,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return call


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> DemoFolder:
    """The demonstration, played once; look at it, change nothing."""
    return run_demo(tmp_path_factory.mktemp("played") / "demo", lambda _line: None).folder
