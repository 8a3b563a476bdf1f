"""One writer per database, whatever happens to it."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.errors import DatabaseBusyError, UnusableStoreError
from monitor.service.lock import WriterLock, last_beat, lock_path, running

HOLD = """
import sys
import threading
from pathlib import Path
from monitor.service.lock import WriterLock
with WriterLock(Path(sys.argv[1]), "run"):
    print("held", flush=True)
    sys.stdin.read()
"""


def holding(database: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with holding(database) as process:
        with pytest.raises(DatabaseBusyError, match=f"newswake run, process {process.pid}") as caught:
            WriterLock(database, "poll").__enter__()
        assert caught.value.exit_code == 1
        assert running(database) == f"newswake run, process {process.pid}"
        process.kill()


def test_the_lock_goes_with_a_killed_process(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with holding(database) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert running(database) is None
    with WriterLock(database, "run"):
        assert running(database) is not None


def test_the_lock_is_free_after_use(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with WriterLock(database, "poll"):
        pass
    with WriterLock(database, "run"):
        pass
    assert running(database) is None


def test_a_beat_is_seen_from_outside(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    assert last_beat(database) is None
    with WriterLock(database, "run") as lock:
        os.utime(lock_path(database), (0, 0))
        assert last_beat(database) == datetime(1970, 1, 1, tzinfo=UTC)
        lock.beat()
        beat = last_beat(database)
    assert beat is not None
    assert beat.year > 2020


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnusableStoreError, match="--db"):
        WriterLock(tmp_path / "file" / "news.db", "run").__enter__()


def test_a_look_at_the_lock_does_not_keep_the_writer_out(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with WriterLock(database, "poll"):
        pass
    looking = os.open(lock_path(database), os.O_RDWR)
    fcntl.flock(looking, fcntl.LOCK_SH)
    threading.Timer(0.03, os.close, [looking]).start()
    with WriterLock(database, "run"):
        assert running(database) is not None
