"""``feeds add``, ``remove``, ``import`` and ``export``: real pages, real files, and nothing half done."""

import json
from pathlib import Path

import pytest

from monitor.feed_list import load_feeds
from tests.cli.conftest import Run
from tests.cli.site import build
from tests.stand import Stand, stand

__all__ = ["stand"]

COMMENT = "# mine, and it stays\n"


@pytest.fixture
def path(stand: Stand, tmp_path: Path) -> Path:
    """An empty list beside settings that allow loopback; the site is up."""
    config = stand.follow(tmp_path)
    build(stand)
    (config / "feeds.toml").write_text(COMMENT, encoding="utf-8")
    return config / "feeds.toml"


def test_the_feeds_of_a_page_are_shown_and_the_first_is_added(call: Run, stand: Stand, path: Path) -> None:
    result = call("feeds", "add", stand.url("/"), "--yes", "--group", "wires", "--tag", "ports")
    assert result.returncode == 0, result.stderr
    for told in ("JSON Feed 1", "named in the page's head", "Rain is expected", "no dates"):
        assert told in result.stdout
    assert "gone.rss" in result.stderr
    (feed,) = load_feeds(path)
    assert (feed.url, feed.name, feed.group, feed.tags) == (stand.url("/news.rss"), "A", "wires", ("ports",))
    assert path.read_text(encoding="utf-8").startswith(COMMENT)
    again = call("feeds", "add", stand.url("/news.rss"), "--yes")
    assert again.returncode == 0
    assert "already, as 'A'; nothing was changed" in again.stdout
    assert len(load_feeds(path)) == 1


def test_of_several_a_person_chooses(run: Run, call: Run, stand: Stand, path: Path) -> None:
    asked = run("feeds", "add", stand.url("/"), "--name", "Chosen", text="2\ny\n")
    assert asked.returncode == 0, asked.stderr
    picked = call("feeds", "add", stand.url("/"), "--pick", "3", "--yes", "--json")
    shown = json.loads(picked.stdout)
    assert [(one["same_as"], one["added"]) for one in shown] == [(None, False), (1, False), (None, True)]
    assert [(one.name, one.url) for one in load_feeds(path)] == [
        ("Chosen", stand.url("/news.json")),
        ("A", stand.url("/comments.rss")),
    ]
    assert call("feeds", "add", stand.url("/"), "--pick", "4", "--yes").returncode == 2


def test_nothing_is_added_that_nobody_agreed_to(call: Run, stand: Stand, path: Path) -> None:
    assert "nothing was changed" in call("feeds", "add", stand.url("/news.rss"), text="n\n").stderr
    assert call("feeds", "add", stand.url("/news.rss")).returncode == 1, "nobody there to answer"
    (found,) = json.loads(call("feeds", "add", stand.url("/news.rss"), "--json").stdout)
    assert (found["entries"], found["added"]) == (2, False)
    assert path.read_text(encoding="utf-8") == COMMENT


def test_a_feed_at_a_usual_path_is_found(call: Run, stand: Stand, path: Path) -> None:
    assert call("feeds", "add", stand.url("/silent/"), "--yes").returncode == 0
    assert [one.url for one in load_feeds(path)] == [stand.url("/silent/rss.xml")]


def test_what_has_no_feed_says_what_was_tried(call: Run, stand: Stand, path: Path) -> None:
    stand.pages.pop("/silent/rss.xml")
    result = call("feeds", "add", stand.url("/silent/"), "--yes")
    assert result.returncode == 1
    assert "no feed was found" in result.stderr
    assert "'Nothing here'" in result.stderr
    assert "usual paths" in result.stderr
    unreached = call("feeds", "add", "http://127.0.0.1:1/", "--yes")
    assert unreached.returncode == 1
    assert "Traceback" not in unreached.stderr
    assert call("feeds", "add", "ftp://a.example/").returncode == 2
    assert path.read_text(encoding="utf-8") == COMMENT


def test_an_address_that_is_not_public_is_refused_unless_allowed(call: Run, stand: Stand, path: Path) -> None:
    path.with_name("newswake.toml").write_text("", encoding="utf-8")
    result = call("feeds", "add", stand.url("/news.rss"), "--yes")
    assert result.returncode == 1
    assert "127.0.0.1" in result.stderr
    assert path.read_text(encoding="utf-8") == COMMENT


BROKEN = """<opml version="2.0"><body><outline text="Mine">
<outline text="Harbour" xmlUrl="https://harbour.example/rss?a=1&b=2"/>
<outline text="Listed" xmlUrl="http://www.listed.example/rss/"/>
<outline text="Again" xmlUrl="https://harbour.example/rss?a=1&amp;b=2"/>
<outline text="Wrong" xmlUrl="gopher://old.example/"/>
<outline text="Nothing" type="rss"/>
<outline text="Deep"><outline text="Pier" xmlUrl="https://pier.example/atom"/></outline>
"""


def test_mistakes_in_a_list_stop_nothing_else(call: Run, path: Path, tmp_path: Path) -> None:
    path.write_text(
        COMMENT + '[[feed]]\nurl = "https://listed.example/rss"\nname = "Here"\n', encoding="utf-8"
    )
    (tmp_path / "broken.opml").write_text(BROKEN, encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    dry = call("feeds", "import", "broken.opml", "--dry-run")
    assert path.read_text(encoding="utf-8") == before
    assert "2 feeds would be added, 2 already there, 3 refused" in dry.stdout
    result = call("feeds", "import", "broken.opml", "--json")
    assert result.returncode == 1
    rows = {(row["line"], row["what"]): row["why"] for row in json.loads(result.stdout)}
    assert rows[3, "already there"] == "as 'Here'"
    assert rows[4, "already there"] == "in line 2 of the same file"
    assert "has to begin with http" in rows[5, "refused"]
    assert "xmlUrl" in rows[6, "refused"]
    assert {(7, "added"), (2, "note")} <= set(rows)
    found = [(one.url, one.group, one.tags) for one in load_feeds(path)][1:]
    assert found == [
        ("https://harbour.example/rss?a=1&b=2", "Mine", ()),
        ("https://pier.example/atom", "Mine", ("deep",)),
    ]
    assert path.read_text(encoding="utf-8").startswith(before)
    assert "0 feeds added, 4 already there" in call("feeds", "import", "broken.opml").stdout


REFUSED = {
    "entities": '<!DOCTYPE opml [<!ENTITY a "aaaa">]><opml version="2.0"><body/></opml>',
    "another kind of file": "<html></html>",
    "an empty file": "",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_is_no_list_changes_nothing(call: Run, path: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.opml").write_text(text, encoding="utf-8")
    result = call("feeds", "import", "bad.opml")
    assert result.returncode == 2
    assert result.stderr.startswith("bad.opml: ")
    assert len(result.stderr.splitlines()) == 1
    assert path.read_text(encoding="utf-8") == COMMENT


def test_a_file_that_is_not_there_is_named(call: Run, path: Path) -> None:
    result = call("feeds", "import", "nowhere.opml")
    assert (result.returncode, "nowhere.opml" in result.stderr) == (2, True)
    assert path.exists()


def test_what_is_exported_is_read_back_the_same(call: Run, path: Path) -> None:
    call("init", "other")
    bundled = path.parents[1] / "other/config"
    assert call("--config", bundled, "feeds", "export", "list.opml").returncode == 0
    printed = call("--config", bundled, "feeds", "export").stdout
    assert printed.startswith("<?xml version='1.0' encoding='UTF-8'?>\n<opml version=\"2.0\">")
    assert call("feeds", "import", "list.opml").returncode == 0
    key = lambda one: (one.url, one.name, one.group, one.tags, one.language)  # noqa: E731 - what an OPML can say
    assert sorted(map(key, load_feeds(path))) == sorted(map(key, load_feeds(bundled / "feeds.toml")))


def test_a_feed_is_removed_by_name_and_comments_stay(call: Run, path: Path) -> None:
    rest = '[[feed]]\nurl = "https://b.example/"\nname = "B"\n'
    path.write_text(f'{COMMENT}[[feed]]\nurl = "https://a.example/"\nname = "A"\n\n{rest}', encoding="utf-8")
    assert call("feeds", "remove", "nobody").returncode == 2
    assert call("feeds", "remove", "a").returncode == 0
    assert path.read_text(encoding="utf-8") == COMMENT + rest
    assert call("feeds", "remove", "http://b.example").returncode == 0
    assert load_feeds(path) == ()
