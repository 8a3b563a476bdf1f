"""``seed``: what is proposed, by word lists and by what the feeds have brought."""

from pathlib import Path

from monitor.store.connection import open_store
from monitor.store.counts import add_counts
from monitor.store.transactions import transaction
from monitor.watch.stream import TRUSTED_ITEMS
from tests.cli.conftest import Run

ARTICLE = (
    "Kravik flood leaves Brontovia without power\n\nThe Kravik flood cut power. Brontovia asked for help.\n"
)


def stored(path: Path) -> None:
    db = open_store(path)
    with transaction(db):
        add_counts(db, 2 * TRUSTED_ITEMS, {"brontovia": TRUSTED_ITEMS})
    db.close()


def watch_file(folder: Path) -> str:
    return (folder / "config" / "watches" / "story.toml").read_text(encoding="utf-8")


def test_without_a_database_word_lists_weigh(call: Run, tmp_path: Path) -> None:
    assert call("seed", "-", "--slug", "story", text=ARTICLE).returncode == 0
    assert "of your feeds" not in watch_file(tmp_path)
    assert "# [[require]]" in watch_file(tmp_path)


def test_a_database_says_what_is_only_the_topic(call: Run, tmp_path: Path) -> None:
    stored(tmp_path / "feeds.db")
    result = call("--db", "feeds.db", "seed", "-", "--slug", "story", text=ARTICLE)
    assert result.returncode == 0
    assert f"Weighed against the {2 * TRUSTED_ITEMS} items" in result.stderr
    assert "in 33 % of the items of your feeds: topic only" in watch_file(tmp_path)


def test_a_database_that_cannot_be_read_is_told_and_does_without(call: Run, tmp_path: Path) -> None:
    (tmp_path / "feeds.db").write_bytes(b"no database at all, but long enough to be looked at" * 20)
    result = call("--db", "feeds.db", "seed", "-", "--slug", "story", text=ARTICLE)
    assert result.returncode == 0
    assert "Weighed by word lists alone" in result.stderr
    assert "Kravik" in watch_file(tmp_path)
