"""The list of feeds: what is read, and each mistake with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ConfigurationError
from monitor.feed_list import load_feeds, parse_feeds
from monitor.model import FeedSource

CHECKOUT = Path(__file__).resolve().parents[1]
GOOD = """\
[[feed]]
url = "https://example.org/feed"
name = "Example"
group = "wires"
tags = ["world", "uk"]
language = "en"
checked = false

[[feed]]
url = "http://example.net/rss"
name = "Net"
"""


def mistakes_of(text: str) -> list[str]:
    with pytest.raises(ConfigurationError) as refused:
        parse_feeds(text, file="feeds.toml")
    return [str(mistake) for mistake in refused.value.mistakes]


def test_reads_feeds_in_their_order() -> None:
    assert parse_feeds(GOOD, file="feeds.toml") == (
        FeedSource(
            url="https://example.org/feed",
            name="Example",
            group="wires",
            tags=("world", "uk"),
            language="en",
            checked=False,
        ),
        FeedSource(url="http://example.net/rss", name="Net"),
    )


def test_an_empty_list_is_no_mistake() -> None:
    assert parse_feeds("# none yet\n", file="feeds.toml") == ()


MISTAKES = {
    "an unknown key": (
        'name = "Net"',
        'nmae = "Net"',
        [
            "feeds.toml:9: feed.2.name: is missing; it has to be a string",
            "feeds.toml:11: feed.2.nmae: unknown key; did you mean 'name'?",
        ],
    ),
    "an unknown table": ("[[feed]]", "[[feeds]]", ["feeds.toml:1: feeds: unknown key; did you mean 'feed'?"]),
    "a URL listed twice": (
        "http://example.net/rss",
        "https://example.org/feed",
        ["feeds.toml:10: feed.2.url: 'https://example.org/feed' is listed already in line 2"],
    ),
    "a URL that differs in scheme, capitals and slash only": (
        "http://example.net/rss",
        "http://EXAMPLE.org/feed/",
        ["feeds.toml:10: feed.2.url: 'http://EXAMPLE.org/feed/' is listed already in line 2"],
    ),
    "a URL of another scheme": (
        "http://example.net/rss",
        "ftp://example.net/rss",
        ["feeds.toml:10: feed.2.url: 'ftp://example.net/rss' has to begin with http:// or https://"],
    ),
    "a script for a URL": (
        "http://example.net/rss",
        "javascript:alert(1)",
        ["feeds.toml:10: feed.2.url: 'javascript:alert(1)' has to begin with http:// or https://"],
    ),
    "a URL without a scheme": (
        "http://example.net/rss",
        "example.net/rss",
        ["feeds.toml:10: feed.2.url: 'example.net/rss' has to begin with http:// or https://"],
    ),
    "a URL without a host": (
        "http://example.net/rss",
        "https:///rss",
        ["feeds.toml:10: feed.2.url: 'https:///rss' names no host"],
    ),
    "a URL with a blank": (
        "http://example.net/rss",
        "http://example.net/a b",
        ["feeds.toml:10: feed.2.url: 'http://example.net/a b' has blanks or control characters in it"],
    ),
    "a URL with a port that is none": (
        "http://example.net/rss",
        "http://example.net:port/rss",
        ["feeds.toml:10: feed.2.url: 'http://example.net:port/rss' is no address"],
    ),
    "a URL that is broken": (
        "http://example.net/rss",
        "http://[::1/rss",
        ["feeds.toml:10: feed.2.url: 'http://[::1/rss' is no address"],
    ),
    "an empty URL": (
        "http://example.net/rss",
        "",
        ["feeds.toml:10: feed.2.url: is empty; it has to say something"],
    ),
    "a tag of two words": (
        '["world", "uk"]',
        '["world news"]',
        ["feeds.toml:5: feed.1.tags: 'world news' is no tag; a tag is one word, with hyphens where needed"],
    ),
    "tags that are no list": (
        '["world", "uk"]',
        '"world"',
        ["feeds.toml:5: feed.1.tags: has to be a list of strings, not a string"],
    ),
    "a language that is none": (
        'language = "en"',
        'language = "in English"',
        ["feeds.toml:6: feed.1.language: 'in English' is no language tag; write it as en, ar or pt-BR"],
    ),
    "a word for a truth value": (
        "checked = false",
        'checked = "no"',
        ["feeds.toml:7: feed.1.checked: has to be true or false, not a string"],
    ),
    "no TOML": (
        'name = "Net"',
        "name = Net",
        ["feeds.toml:11: this is no valid TOML: Invalid value"],
    ),
}


@pytest.mark.parametrize("case", MISTAKES, ids=str)
def test_tells(case: str) -> None:
    old, new, expected = MISTAKES[case]
    count = -1 if case == "an unknown table" else 1
    assert mistakes_of(GOOD.replace(old, new, count)) == expected


def test_all_mistakes_are_told_at_once() -> None:
    told = mistakes_of(GOOD.replace("https://example.org", "gopher://example.org").replace('"Net"', "5"))
    assert [mistake.split(": ")[0] for mistake in told] == ["feeds.toml:2", "feeds.toml:11"]


def test_a_feed_table_instead_of_a_list_is_told() -> None:
    assert mistakes_of("[feed]\nurl = 'https://example.org'\n") == [
        "feeds.toml:1: feed: has to be tables headed [[feed]], not a table"
    ]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"feeds\.toml: there is no such file"):
        load_feeds(tmp_path / "feeds.toml")


def test_the_bundled_list_is_without_mistakes_and_covers_the_story() -> None:
    feeds = load_feeds(CHECKOUT / "config" / "feeds.toml")
    assert 55 <= len(feeds) <= 75
    assert {"wires", "middle-east", "russia-ukraine", "defence", "analysis"} <= {feed.group for feed in feeds}
    assert {"en", "ar", "ru", "uk", "he", "fa", "fr", "de", "pl"} <= {feed.language for feed in feeds}
    assert all(feed.tags and feed.name and feed.group for feed in feeds)
    assert sum(feed.checked for feed in feeds) >= 20


@given(url=st.text(max_size=40))
def test_any_url_is_taken_whole_or_told(url: str) -> None:
    escaped = "".join(f"\\U{ord(character):08X}" for character in url)
    text = f'[[feed]]\nurl = "{escaped}"\nname = "Any"\n'
    try:
        (feed,) = parse_feeds(text, file="feeds.toml")
    except ConfigurationError as error:
        assert {mistake.line for mistake in error.mistakes} == {2}  # noqa: PT017 - either outcome is right
    else:
        assert feed.url.lower().startswith(("http://", "https://"))
