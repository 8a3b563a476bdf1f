import queue
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from monitor.browse.serve import INSTALL_HINT, PagesUnavailableError, PortTakenError, datasette_app, serve
from monitor.errors import NewerDatabaseError, UnusableStoreError
from monitor.store.connection import open_store

SERVE = """
import sys
from pathlib import Path
from monitor.browse.serve import serve
serve(Path(sys.argv[1]), port=0, ready=lambda address: print(address, flush=True))
print("stopped", flush=True)
"""


def test_a_missing_database_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UnusableStoreError, match=r"absent\.db: .*newswake (run|poll)"):
        serve(tmp_path / "absent.db", port=0)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are notes, and no database at all\n" * 40)
    with pytest.raises(UnusableStoreError, match=r"notes\.db"):
        datasette_app(path)


def test_a_newer_database_is_refused(own_database: Path) -> None:
    db = open_store(own_database)
    db.conn.execute("pragma user_version = 9999")
    db.close()
    with pytest.raises(NewerDatabaseError):
        datasette_app(own_database)


def test_without_datasette_one_line_says_how_to_install_it(
    own_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "monitor.browse.pages", raising=False)
    monkeypatch.setitem(sys.modules, "datasette", None)
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    with pytest.raises(PagesUnavailableError) as refused:
        datasette_app(own_database)
    assert str(refused.value) == INSTALL_HINT
    assert "\n" not in INSTALL_HINT
    assert refused.value.exit_code == 1


def test_a_port_that_is_taken_is_named(own_database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTakenError, match=rf"port {port} .*--port") as refused:
            serve(own_database, port=port)
    assert refused.value.exit_code == 2


def test_an_address_that_is_none_is_named(own_database: Path) -> None:
    with pytest.raises(
        PortTakenError, match=r"listen on 300\.1\.1\.1 port 8001 \(there is no such address\)"
    ):
        serve(own_database, host="300.1.1.1")


def test_it_serves_until_it_is_told_to_stop(own_database: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", SERVE, str(own_database)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = _line(process)
        page = httpx.get(address, timeout=20)
        foreign = httpx.get(address, headers={"host": "evil.example"}, timeout=20)
        process.send_signal(signal.SIGTERM)
        rest, errors = process.communicate(timeout=20)
    assert page.status_code == 200
    assert "Newswake" in page.text
    assert foreign.status_code == 400
    assert (rest, process.returncode) == ("stopped\n", 0), errors


def _line(process: subprocess.Popen[str]) -> str:
    """The first line it prints; fails after 20 seconds without one."""
    lines: queue.Queue[str] = queue.Queue()
    assert process.stdout
    threading.Thread(target=lambda: lines.put(process.stdout.readline()), daemon=True).start()  # type: ignore[union-attr]
    line = lines.get(timeout=20).strip()
    assert line.startswith("http://127.0.0.1:"), process.stderr and process.stderr.read()
    return line
