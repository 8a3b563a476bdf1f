"""The rules of the house that no other tool checks."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "monitor").rglob("*.py"))
SOURCES = sorted(
    path for folder in ("monitor", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")
)
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
LOG_AND_SHELL = (
    *("monitor/service/", "monitor/cli/", "monitor/app.py", "monitor/demo/", "monitor/net/"),
    "monitor/browse/plugins/",
)
"""Where the clock may be read; everything else is handed ``now``."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_file_is_longer_than_300_lines(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 300, "which noun is missing?"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_shell_reads_the_clock(path: Path) -> None:
    if name_of(path).startswith(LOG_AND_SHELL):
        return
    calls = [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]
    names = [
        (call.func.value.id, call.func.attr)
        for call in calls
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
    ]
    assert not CLOCKS.intersection(names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


IMPORT_LIMITS = {
    "feedparser": ("monitor/poll/",),
    "httpx": ("monitor/net/",),
    "httpcore": ("monitor/net/",),
    "sqlite_utils": (
        "monitor/store/",
        "monitor/service/",
        "monitor/app.py",
        "monitor/app_web.py",
        "monitor/lookout.py",
    ),
    "sqlite3": ("monitor/store/",),
    "smtplib": ("monitor/digest/",),
    "apscheduler": ("monitor/service/",),
    "pebble": ("monitor/workers/",),
    "trafilatura": ("monitor/watch/",),
    "datasette": ("monitor/browse/",),
    "prometheus_client": ("monitor/service/",),
    "uvicorn": ("monitor/service/", "monitor/browse/"),
}


@pytest.mark.parametrize(("library", "folders"), IMPORT_LIMITS.items(), ids=IMPORT_LIMITS.keys())
def test_a_library_stays_behind_its_border(library: str, folders: tuple[str, ...]) -> None:
    importing = re.compile(rf"^\s*(?:import|from)\s+{library}\b", re.MULTILINE)
    users = [name_of(path) for path in MODULES if importing.search(path.read_text(encoding="utf-8"))]
    assert users, f"nothing imports {library} any more: take it out of this table"
    assert [user for user in users if not user.startswith(folders)] == []


def test_the_lock_names_no_index() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("-") or "://" in line] == []


def test_every_dependency_is_locked_and_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    extras = [name for group in project["optional-dependencies"].values() for name in group]
    for requirement in (*project["dependencies"], *extras):
        name = re.split(r"[<>=;\[ ]", requirement)[0]
        assert re.search(rf"^{re.escape(name)}(\[[^]]*\])?==", locked, re.MULTILINE), name
        line = next(line for line in text.splitlines() if line.startswith(f'    "{requirement}"'))
        assert "#" in line, f"{name}: why is it here?"
