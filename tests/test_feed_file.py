"""Editing the list of feeds: comments stay, nothing else changes, and what can't be done safely is not done."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ConfigurationError, NotFoundError
from monitor.feed_file import find_feed, listed_as, with_feeds, without_feed
from monitor.feed_list import parse_feeds
from monitor.model import FeedSource

CHECKOUT = Path(__file__).resolve().parents[1]
BUNDLED = (CHECKOUT / "config/feeds.toml").read_text(encoding="utf-8")
NEW = FeedSource(
    url="https://new.example/feed",
    name='The "New"',
    group="wires",
    tags=("a", "b"),
    language="en",
    checked=True,
)
TWO = """\
# mine
[[feed]]
url = "https://a.example/rss"   # the first
name = "A"
tags = [
  "x",  # why
]

# ── the second half ──

[[feed]]
url = "https://b.example/rss"
name = "B"
# said of B

# the end
"""


def test_what_is_added_stands_at_the_end_and_all_else_is_as_it_was() -> None:
    changed = with_feeds(BUNDLED, [NEW], file="feeds.toml")
    assert changed.startswith(BUNDLED)
    assert parse_feeds(changed, file="feeds.toml")[-1] == NEW


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "# no newline at the end", TWO, TWO.replace("\n", "\r\n")]
)
def test_a_list_of_any_kind_takes_feeds(text: str) -> None:
    changed = with_feeds(text, [NEW, FeedSource(url="https://c.example/", name="C")], file="f")
    assert [one.name for one in parse_feeds(changed, file="f")][-2:] == ['The "New"', "C"]
    assert changed.count("\r\n") in {0, changed.count("\n")}


@pytest.mark.parametrize("text", ["feed = []\n", 'feed = [{url = "https://a.example", name = "A"}]\n'])
def test_a_list_written_in_one_line_is_left_to_the_person(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"f: feed: .*by hand"):
        with_feeds(text, [NEW], file="f")


def test_a_feed_that_is_listed_already_is_not_added_twice() -> None:
    with pytest.raises(ConfigurationError, match="by hand"):
        with_feeds(TWO, [FeedSource(url="https://a.example/rss/", name="Again")], file="f")


def test_a_list_with_mistakes_is_not_touched() -> None:
    with pytest.raises(ConfigurationError, match=r"f:3: .*ftp"):
        with_feeds(TWO.replace("https://a.", "ftp://a."), [NEW], file="f")


def test_removing_takes_a_feed_and_leaves_every_comment_around_it() -> None:
    assert without_feed(TWO, "https://a.example/rss", file="f") == TWO[:7] + TWO[TWO.index("# ── the") :]
    assert without_feed(TWO, "https://b.example/rss", file="f") == (
        TWO[: TWO.index('[[feed]]\nurl = "https://b')] + "# said of B\n\n# the end\n"
    )


def test_each_feed_of_the_bundled_list_can_be_removed() -> None:
    sources = parse_feeds(BUNDLED, file="f")
    comments = [line for line in BUNDLED.splitlines() if line.startswith("#")]
    for one in (sources[0], sources[30], sources[-1]):
        changed = without_feed(BUNDLED, one.url, file="f")
        assert [line for line in changed.splitlines() if line.startswith("#")] == comments
        assert parse_feeds(changed, file="f") == tuple(other for other in sources if other is not one)


def test_what_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(NotFoundError, match=r"f lists no feed 'https://nobody\.example'"):
        without_feed(TWO, "https://nobody.example", file="f")


@given(name=st.text(min_size=1, max_size=30).filter(lambda text: text == text.strip() and text.isprintable()))
def test_any_name_comes_back_as_it_was(name: str) -> None:
    changed = with_feeds(TWO, [FeedSource(url="https://n.example/", name=name)], file="f")
    assert parse_feeds(changed, file="f")[-1].name == name
    assert without_feed(changed, "https://n.example/", file="f") == TWO + "\n"


FOUND = {
    "its address": "https://a.example/rss",
    "its address, spelt otherwise": "http://www.a.example/rss/",
    "its name": "a",
}


@pytest.mark.parametrize("named", FOUND.values(), ids=FOUND.keys())
def test_a_feed_is_found_by(named: str) -> None:
    assert find_feed(parse_feeds(TWO, file="f"), named).name == "A"


def test_a_name_that_two_feeds_have_is_asked_back() -> None:
    sources = parse_feeds(TWO.replace('"B"', '"A"'), file="f")
    with pytest.raises(NotFoundError, match=r"2 feeds are called 'A'.*https://b\.example/rss"):
        find_feed(sources, "A")
    with pytest.raises(NotFoundError, match="feeds status"):
        find_feed(sources, "Z")
    assert listed_as(sources, "https://z.example") is None
