import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.errors import DatabaseBusyError, NewerDatabaseError, UnusableStoreError
from monitor.store.connection import open_store, problems


def test_a_new_database_is_made_with_its_folder(path: Path) -> None:
    open_store(path).close()
    assert path.is_file()


def test_the_connection_keeps_what_it_acknowledged_and_checks_its_keys(db: Database) -> None:
    settings = {
        name: db.conn.execute(f"pragma {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
    }
    full = 2
    assert settings == {"journal_mode": "wal", "synchronous": full, "busy_timeout": 5000, "foreign_keys": 1}


def test_a_key_that_points_nowhere_is_refused(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.table("notices").insert({"made_at": "", "kind": "", "text": "", "feed_id": 77})


def test_a_number_where_text_belongs_is_refused(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
        db.conn.execute("insert into background values (1, 'many')")


def test_a_database_opens_again_with_all_it_held(path: Path) -> None:
    first = open_store(path)
    first.table("requests").insert({"made_at": "t", "made_by": "me", "kind": "mute", "payload": "{}"})
    first.close()
    again = open_store(path)
    assert again.table("requests").count == 1
    again.close()


def test_a_reader_sees_what_the_writer_committed_and_cannot_write(db: Database, path: Path) -> None:
    reader = open_store(path, read_only=True)
    db.table("requests").insert({"made_at": "t", "made_by": "me", "kind": "mute", "payload": "{}"})
    assert reader.table("requests").count == 1
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.conn.execute("delete from requests")
    reader.close()


def test_a_reader_does_not_trust_what_the_file_defines(db: Database, path: Path) -> None:
    assert db.table("items").count == 0
    reader = open_store(path, read_only=True)
    assert reader.conn.execute("pragma trusted_schema").fetchone()[0] == 0
    reader.close()


def _newer(path: Path) -> None:
    db = open_store(path)
    db.conn.execute("pragma user_version = 999")
    db.close()


def _text_file(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("This is a letter, and quite a long one. " * 100, encoding="utf-8")


def _folder(path: Path) -> None:
    path.mkdir(parents=True)


def _file_for_folder(path: Path) -> None:
    path.parent.write_text("in the way", encoding="utf-8")


def _other_program(path: Path) -> None:
    path.parent.mkdir()
    db = Database(path)
    db.table("bookmarks").insert({"url": "https://example.org"})
    db.close()


def _damaged(path: Path) -> None:
    db = open_store(path)
    db.conn.execute("pragma wal_checkpoint(truncate)")
    db.close()
    content = bytearray(path.read_bytes())
    content[100:4096] = bytes(len(content[100:4096]))
    path.write_bytes(content)


REFUSED = {
    "a database of a newer version": (_newer, NewerDatabaseError, "newer version", "update newswake"),
    "a text file": (_text_file, UnusableStoreError, "not a database", "name another file"),
    "a folder": (_folder, UnusableStoreError, "is a folder", "name a file inside"),
    "a file where the folder should be": (_file_for_folder, UnusableStoreError, "cannot be made", "--db"),
    "another program's database": (_other_program, UnusableStoreError, "another program", "left as it is"),
    "a damaged database": (_damaged, UnusableStoreError, "malformed", "put a copy that you saved"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_refused_with_path_reason_and_remedy(name: str, path: Path) -> None:
    prepare, kind, reason, remedy = REFUSED[name]
    prepare(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(kind) as caught:
        open_store(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert reason in message
    assert remedy in message
    assert caught.value.exit_code == 2
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_folder_that_is_not_writable_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Tests may run as root, whom permissions do not stop: the question to the system is answered for it.
    path.parent.mkdir()
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(UnusableStoreError, match="not writable; change its permissions"):
        open_store(path)
    assert not path.exists()


def test_a_reader_of_nothing_is_told_how_to_begin(path: Path) -> None:
    with pytest.raises(UnusableStoreError, match="there is no database; start `newswake"):
        open_store(path, read_only=True)
    assert not path.parent.exists()


def test_a_reader_of_an_older_layout_is_told_to_bring_it_up_to_date(path: Path) -> None:
    path.parent.mkdir()
    sqlite3.connect(path).close()
    path.touch()
    with pytest.raises(UnusableStoreError, match=r"older layout.*newswake"):
        open_store(path, read_only=True)


def test_a_locked_new_database_is_busy_not_broken(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.store.connection.BUSY_TIMEOUT_MS", 0)
    path.parent.mkdir()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    with pytest.raises(DatabaseBusyError, match="another program") as caught:
        open_store(path)
    other.close()
    assert caught.value.exit_code == 1


def test_a_sound_database_has_no_problems(db: Database) -> None:
    assert problems(db) == ()


def test_problems_are_told_line_by_line(db: Database) -> None:
    db.conn.execute("pragma writable_schema = on")
    db.conn.execute("insert into requests (made_at, made_by, kind, payload) values ('t', 'me', 'mute', '{}')")
    db.conn.execute(
        "update sqlite_master set sql = replace(sql, '\"result\" TEXT NOT NULL', '\"result\" INTEGER NOT NULL')"
        " where name = 'requests'"
    )
    db.conn.execute("pragma writable_schema = reset")
    assert any("requests" in line for line in problems(db))
