"""``check`` says what would stop the service or silence it."""

import json
import shutil
from pathlib import Path

from monitor.demo.preparation import DemoFolder
from tests.cli.conftest import Run


def findings(run: Run, config: Path, database: Path) -> tuple[int, dict[str, dict[str, str]]]:
    result = run("--config", config, "--db", database, "check", "--json")
    assert result.stdout, result.stderr
    return result.returncode, {row["what"]: row for row in json.loads(result.stdout)}


def test_all_is_well_but_a_failing_feed(run: Run, played: DemoFolder, tmp_path: Path) -> None:
    database = tmp_path / "copy.db"
    shutil.copy(played.database, database)
    code, found = findings(run, played.config, database)
    assert {"configuration", "clock", "database", "feeds", "mail"} <= set(found)
    assert found["database"]["says"] == "readable and sound"
    assert found["outbox"]["says"] == "nothing waits for a person"
    assert "next" in found["digest for reader@newswake.example"]["says"]
    failing = [row for what, row in found.items() if what.startswith("feed ")]
    assert code == (1 if failing else 0)


def test_a_mail_server_that_is_not_there(run: Run, played: DemoFolder, tmp_path: Path) -> None:
    config, database = tmp_path / "config", tmp_path / "copy.db"
    shutil.copytree(played.config, config)
    shutil.copy(played.database, database)
    settings = config / "newswake.toml"
    text = settings.read_text(encoding="utf-8").replace(
        'transport = "maildir"', 'transport = "smtp"\nport = 1'
    )
    settings.write_text(text.replace("port = 1", 'host = "127.0.0.1"\nport = 1'), encoding="utf-8")
    code, found = findings(run, config, database)
    assert code == 1
    assert found["mail"]["is"] == "PROBLEM"
    assert "127.0.0.1:1" in found["mail"]["says"]
