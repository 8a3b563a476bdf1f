"""The password of the pages is kept as a hash that only its owner can read."""

import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.browse.password import (
    PasswordError,
    fits,
    hashed,
    keep_password,
    kept_hash,
    password_path,
    remove_password,
    session_key,
)

WORDS = "ammonia & valves"


def test_the_right_one_fits_and_no_other(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    keep_password(database, WORDS)
    assert fits(WORDS, kept_hash(database))
    assert not fits(f"{WORDS} ", kept_hash(database))
    assert not fits("", kept_hash(database))


def test_it_lies_in_the_private_folder_for_its_owner_alone(tmp_path: Path) -> None:
    path = keep_password(tmp_path / "news.db", WORDS)
    assert path == tmp_path / "private/news.password"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert WORDS not in path.read_text()
    assert [one.name for one in path.parent.iterdir()] == ["news.password"]


def test_another_takes_its_place(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    keep_password(database, WORDS)
    before = session_key(kept_hash(database))
    keep_password(database, "something else")
    assert not fits(WORDS, kept_hash(database))
    assert session_key(kept_hash(database)) != before


def test_the_same_one_twice_is_not_the_same_hash(tmp_path: Path) -> None:
    keep_password(tmp_path / "a.db", WORDS)
    keep_password(tmp_path / "b.db", WORDS)
    assert kept_hash(tmp_path / "a.db") != kept_hash(tmp_path / "b.db")


def test_removed_nothing_fits(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    assert not remove_password(database)
    keep_password(database, WORDS)
    assert remove_password(database)
    assert (kept_hash(database), session_key("")) == ("", "")
    assert not fits("", kept_hash(database))


def test_a_short_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PasswordError, match="at least 8"):
        keep_password(tmp_path / "news.db", "1234567")
    assert not password_path(tmp_path / "news.db").exists()


@pytest.mark.parametrize("kept", ["", "scrypt", "scrypt::", "scrypt:zz:aa", "md5:00:00", "plain"])
def test_what_is_no_hash_fits_nothing(kept: str) -> None:
    assert not fits("plain", kept)


@settings(max_examples=10, deadline=None)
@given(st.text(max_size=20))
def test_any_text_can_be_a_password(text: str) -> None:
    assert fits(text, hashed(text, b"salt salt salt s"))
