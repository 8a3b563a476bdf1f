"""The whole way: a feed brings a new report, and another program hears of it."""

import subprocess
import sys
from pathlib import Path

from tests.receiver import SECRET, receiving
from tests.service.test_webhook_kill import begun, start, stop
from tests.stand import Stand, rss, stand

__all__ = ["stand"]

OLD = "Wagner prepares an air defence system for Hezbollah"
NEW = "Hezbollah shoots down a drone with the system that Wagner sent, 12 soldiers arrested"


def poll(config: Path, database: Path, stand: Stand) -> None:
    words = ["--config", str(config), "--db", str(database), "poll", "--feed", stand.url("/a")]
    program = [sys.executable, "-c", "from monitor.cli import main; main()"]
    done = subprocess.run([*program, *words], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_a_new_report_reaches_another_program_and_the_backlog_does_not(stand: Stand, tmp_path: Path) -> None:
    stand.pages["/a"] = rss(OLD)
    config, database = stand.follow(tmp_path), tmp_path / "n.db"
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    with receiving() as receiver:
        with (config / "newswake.toml").open("a", encoding="utf-8") as file:
            file.write(
                f'[[webhook]]\nname = "desk"\nurl = "{receiver.url()}"\nsecret_file = "{tmp_path / "secret"}"\n'
            )
        poll(config, database, stand)
        with start(config, database) as process:
            begun(process)
            stop(process)
        stand.pages["/a"] = rss(OLD, NEW)
        poll(config, database, stand)
        with start(config, database) as process:
            receiver.wait_for(1)
            stop(process)
        (came,) = receiver.came
    assert came.is_signed()
    assert came.said["event"] == "development"
    assert came.said["hit"]["title"] == NEW
    assert came.said["hit"]["novelty"] == "new development"
