"""OPML as other programs write it, with their mistakes, and as we write it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from monitor.feed_list import load_feeds
from monitor.model import FeedSource
from monitor.poll.opml import MAX_BYTES, OpmlError, opml_of, read_opml

CHECKOUT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)

BROKEN = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine & yours</title></head><body>
<outline text="News">
  <outline text="Middle East">
    <outline text="Ampersand" type="rss" xmlUrl="https://a.example/?x=1&copy=2"/>
  </outline>
  <outline text="Forgotten" type="rss"/>
  <outline text=unquoted xmlUrl="https://lost.example/"/>
  <outline text="<b>Bold</b>" XMLURL=" https://b.example/rss " category="/News/War Reports,x" language="en-GB"/>
</outline>
<outline text="Empty folder"/>
<outline title="Last" xmlUrl="https://c.example/rss">
"""


def test_a_broken_file_gives_what_is_whole_and_tells_the_rest_by_line() -> None:
    found = read_opml(BROKEN)
    listed = {each.source.url: each for each in found.feeds}
    assert set(listed) == {"https://a.example/?x=1&copy=2", "https://b.example/rss", "https://c.example/rss"}
    first, second = listed["https://a.example/?x=1&copy=2"], listed["https://b.example/rss"]
    assert (first.source.group, first.source.tags, first.line) == ("News", ("middle-east",), 5)
    assert (second.source.name, second.source.tags) == ("<b>Bold</b>", ("war-reports", "x"))
    assert second.source.language == "en-GB"
    told = {each.line: each.problem for each in found.refused}
    assert told[7] == "has no xmlUrl, so it names no feed"
    assert told[8]
    assert all(each.what != "Empty folder" for each in found.refused)
    (note,) = found.notes
    assert (note.line, note.problem) == (
        2,
        "'&' has to be written '&amp;' here, and at 1 other places; it was read as it is meant",
    )


REFUSED = {
    "an entity": (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml version="2.0"/>', "declares entities"),
    "an entity in UTF-16": (
        '<!DOCTYPE opml [<!ENTITY a "b">]><opml version="2.0"/>'.encode("utf-16"),
        "declares entities",
    ),
    "an entity hidden by an encoding": (
        b'<?xml version="1.0" encoding="UTF-7"?><!DOCTYPE opml [ +ADw-!ENTITY a "b"> ]><opml version="2.0"/>',
        "declares entities",
    ),
    "a file of another kind": (b"<rss><channel/></rss>", "is no OPML: its outermost element is 'rss'"),
    "no XML": (b"https://a.example/rss\n", "is no OPML"),
    "nothing": (b" \n", "is empty"),
    "a huge file": (b" " * (MAX_BYTES + 1), "larger than 10 MiB"),
}


@pytest.mark.parametrize(("content", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_is_refused_for(content: bytes, told: str) -> None:
    with pytest.raises(OpmlError, match=told):
        read_opml(content)


def test_folders_without_end_are_read_as_far_as_they_are_xml() -> None:
    deep = b"<opml><body>" + b'<outline text="d">' * 5000 + b'<outline text="x" xmlUrl="https://x.example/"/>'
    assert read_opml(deep).refused


def test_what_we_write_reads_back() -> None:
    sources = load_feeds(CHECKOUT / "config/feeds.toml")
    written = opml_of(sources, title="Feeds", made_at=NOW)
    found = read_opml(written)
    assert found.refused == found.notes == ()
    back = [each.source for each in found.feeds]
    key = [(one.url, one.name, one.group, one.tags, one.language) for one in back]
    assert sorted(key) == sorted((one.url, one.name, one.group, one.tags, one.language) for one in sources)
    assert etree.fromstring(written).get("version") == "2.0"
    assert opml_of(back, title="Feeds", made_at=NOW) == written


@given(name=st.text(max_size=40), group=st.text(max_size=20))
def test_any_name_can_be_written(name: str, group: str) -> None:
    source = FeedSource(url="https://a.example/?a=1&b='\"<", name=name, group=group)
    (back,) = read_opml(opml_of([source], title=name, made_at=NOW)).feeds
    assert back.source.url == source.url


@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for body in (content, b"<opml><body>" + content):
        try:
            read_opml(body)
        except OpmlError as error:
            assert str(error)  # noqa: PT017 - either outcome is right
