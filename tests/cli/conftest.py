"""Commands run as a person runs them: another process, its output and its exit code."""

import io
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitor.cli import main
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


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """As ``run``, in this process, which saves the second that a new one needs to start."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("NEWSWAKE")]:
        monkeypatch.delenv(name)
    root, ours = logging.getLogger(), logging.getLogger("monitor")
    before = root.handlers, root.level, ours.level

    def call(*words: str | Path, text: str = "") -> Result:
        arguments = ["newswake", *map(str, words)]
        monkeypatch.setattr(sys, "argv", arguments)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capfd.readouterr()
        code = ended.value.code
        return Result(arguments, code if isinstance(code, int) else 0, said.out, said.err)

    yield call
    root.handlers, level, our_level = before
    root.setLevel(level)
    ours.setLevel(our_level)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> DemoFolder:
    """The demonstration, played once; look at it, change nothing."""
    return run_demo(tmp_path_factory.mktemp("played") / "demo", lambda _line: None).folder
