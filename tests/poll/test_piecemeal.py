"""Entries that are known are not read again, and nothing else changes by it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.outcome import Document
from monitor.poll import parse as reader
from monitor.poll.errors import NotAFeedError
from monitor.poll.parse import MAX_ENTRIES, parse

FEEDS = Path(__file__).resolve().parents[3] / "shared" / "feeds"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
URL = "https://feeds.example/news/feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
RDF = 'xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'


def item(name: str, more: str = "") -> str:
    return f"<item><title>Story {name}</title><link>/{name}</link><guid>{name}</guid>{more}</item>"


def entry(name: str, more: str = "") -> str:
    return f'<entry><id>/{name}</id><title>Story {name}</title><link href="{name}"/>{more}</entry>'


def rss(*items: str, head: str = "<title>T</title><link>https://site.example/</link>", root: str = "") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"{root}><channel>{head}{"".join(items)}</channel></rss>'


def atom(*entries: str, head: str = "<title>T</title>", root: str = "") -> str:
    return f'<feed xmlns="{ATOM}"{root}>{head}{"".join(entries)}</feed>'


def rdf(*items: str) -> str:
    head = "<channel><title>T</title><link>https://site.example/</link><items/></channel>"
    return f"<r:RDF {RDF}>{head}{''.join(items)}<textinput><title>Search</title></textinput></r:RDF>"


def read(body: str | bytes, marks: str = "", content_type: str = "") -> Document:
    return parse(body if isinstance(body, bytes) else body.encode(), URL, content_type, NOW, marks)


def read_whole(body: str | bytes, content_type: str = "") -> Document:
    with mock.patch.object(reader, "split", return_value=None):
        return read(body, content_type=content_type)


def check(body: str | bytes, known: frozenset[str], content_type: str = "") -> Document:
    """The document read with these marks, which must be what is left of the whole one."""
    whole, first = read_whole(body, content_type), read(body, content_type=content_type)
    assert replace(first, marks=()) == whole
    second = read(body, " ".join(known), content_type)
    left = [(one, mark) for one, mark in zip(first.items, first.marks, strict=True) if mark not in known]
    assert second.items == tuple(one for one, _ in left)
    assert second.marks == tuple(mark for _, mark in left)
    assert second.known == tuple(mark for mark in first.marks if mark in known)
    assert (second.head, second.skipped, second.notes) == (whole.head, whole.skipped, whole.notes)
    return second


@pytest.mark.parametrize("build", [rss, rdf], ids=["RSS 2.0", "RSS 1.0"])
def test_only_what_is_new_is_read(build: Callable[..., str]) -> None:
    first = read(build(item("a"), item("b")))
    second = read(
        build(item("c"), item("a"), item("b", "<category>edited</category>")), " ".join(first.marks)
    )
    assert [one.guid for one in second.items] == ["c", "b"]
    assert second.known == first.marks[:1]
    assert second.entries == 3
    assert all(len(mark) == 16 for mark in (*second.marks, *second.known))


def test_the_same_holds_for_atom() -> None:
    first = read(atom(entry("a"), entry("b")))
    second = read(atom(entry("c"), entry("a")), " ".join(first.marks))
    assert [one.guid for one in second.items] == ["/c"]
    assert second.known == first.marks[:1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"root": ' xml:lang="uk"'}),
        ({}, {"root": ' xml:base="https://base.example/"'}),
        ({}, {"head": "<title>T</title><link>https://other.example/</link>"}),
        ({}, {"head": "<title>T</title><link>https://site.example/</link><language>uk</language>"}),
        ({"root": ' xmlns:x="urn:one"'}, {"root": ' xmlns:x="urn:two"'}),
    ],
)
def test_what_entries_take_over_from_the_document_is_part_of_their_marks(
    before: dict[str, str], after: dict[str, str]
) -> None:
    first = read(rss(item("a"), **before))
    assert read(rss(item("a"), **after), " ".join(first.marks)).known == ()


def test_an_entry_is_known_whatever_the_time_of_the_document() -> None:
    parts = "<title>T</title><lastBuildDate>{}</lastBuildDate><pubDate>{}</pubDate>"
    first = read(rss(item("a"), head=parts.format("Mon", "Mon")))
    second = read(rss(item("a"), head=parts.format("Tue", "Tue") + "<!-- made in 3 ms -->"), first.marks[0])
    assert second.known == first.marks


def test_another_place_or_reader_reads_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    body = rss(item("a")).encode()
    marks = " ".join(read(body).marks)
    assert parse(body, "https://elsewhere.example/", "", NOW, marks).known == ()
    monkeypatch.setattr("monitor.poll.marks.READING", "another")
    assert read(body, marks).known == ()


NESTED = "<item><title>Inner</title></item>"


@pytest.mark.parametrize(
    "body",
    [
        rss(item("a", "&nbsp;")),
        rss(item("a"))[:-9],
        rss(item("a", NESTED)),
        rss(item("a"), "<title>Late</title>"),
        rss(item("a")).replace("<rss", '<!DOCTYPE rss SYSTEM "rss.dtd"><rss'),
        rss(item("a", '<x:y xmlns:x="urn:one"/>'), item("b", '<x:y xmlns:x="urn:two"/>')),
        rss(item("a", '<x:y xmlns:x="urn:one"/>'), item("b", '<z:y xmlns:z="urn:one"/>')),
        rss(item("a"), head='<title>T</title><description xml:base="/x/">D</description>'),
        f"<html><body>{atom(entry('a'))}</body></html>",
        atom(entry("a", f"<source>{atom(entry('b'))}</source>")),
        rss(item("a")).replace("</channel>", "</channel><channel><title>U</title></channel>"),
    ],
)
def test_what_is_odd_is_read_whole(body: str) -> None:
    found = read(body)
    assert found.marks == ()
    assert found == read_whole(body)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (rss(item("ї")).encode(), "text/xml"),
        (rss(item("ї")).encode(), "text/html"),
        (rss(item("ї")).replace("?>", ' encoding="utf-16"?>').encode("utf-16"), ""),
        (b"\xef\xbb\xbf" + rss(item("ї")).encode(), "application/rss+xml"),
        (rss(item("ї")).encode("windows-1251"), "application/xml; charset=windows-1251"),
        (rss(item("ї")).replace("?>", ' encoding="koi8-u"?>').encode("koi8-u"), ""),
        (b"\n\n" + rss(item("ї")).encode(), ""),
    ],
)
def test_an_encoding_is_judged_on_the_whole_document(body: bytes, content_type: str) -> None:
    marks = read(body, content_type=content_type).marks
    assert len(marks) == 1
    check(body, frozenset(marks), content_type)
    check(body, frozenset(), content_type)


def test_a_base_that_feedparser_does_not_forget_holds_for_what_comes_behind() -> None:
    based = '<content type="html" xml:base="https://{}.example/">x</content>'
    body = atom(entry("a"), entry("b", based.format("b")), entry("c", based.format("c")), entry("d"))
    _, second, third, fourth = read(body).marks
    assert check(body, frozenset({second, third})).items[1].link == "https://b.example/d"
    check(body, frozenset({second, third, fourth}))
    without_it = atom(entry("a"), entry("c", based.format("c")), entry("d"))
    assert read(without_it, f"{third} {fourth}").known == ()


def test_entries_beyond_the_cap_are_neither_read_nor_known() -> None:
    body = rss(*(item(str(n)) for n in range(MAX_ENTRIES + 5)))
    first = read(body)
    assert len(first.marks) == MAX_ENTRIES
    second = check(body, frozenset(first.marks[1:]))
    assert (second.entries, second.skipped) == (MAX_ENTRIES, 5)


def test_an_entry_of_nothing_has_no_mark_and_is_counted_every_time() -> None:
    body = rss(item("a"), "<item></item>")
    assert check(body, frozenset(read(body).marks)).skipped == 1


def test_an_entry_listed_twice_is_known_twice() -> None:
    body = rss(item("a"), item("a"))
    found = read(body, read(body).marks[0])
    assert len(found.known) == 2


MORE = st.sampled_from(
    [
        "",
        "<description>&lt;b&gt;bold&lt;/b&gt;</description>",
        '<x:date xmlns:x="http://purl.org/dc/elements/1.1/">2026-11-23</x:date>',
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><svg/><p>x</p></div></content>',
        '<content xml:base="/deep/" xml:lang="uk">x</content>',
        '<source url="https://s.example/"><title>Source</title><title>Twice</title></source>',
        "<language>fr</language><image><title>I</title><url>/i.png</url></image>",
        "<author><name>Ann</name></author><title>Another</title>",
        "<textinput><title>T</title></textinput><![CDATA[</item></entry>]]><!-- <item> -->",
    ]
)


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), MORE), max_size=6),
    st.sampled_from([(rss, item), (atom, entry), (rdf, item)]),
    st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_any_part_of_a_document_is_read_as_in_the_whole(
    listed: list[tuple[str, str]],
    form: tuple[Callable[..., str], Callable[..., str]],
    is_known: list[bool],
) -> None:
    build, one = form
    body = build(*(one(name, more) for name, more in listed))
    check(body, frozenset(mark for mark, known in zip(read(body).marks, is_known, strict=False) if known))


def test_real_documents_are_read_alike_in_part_and_whole() -> None:
    if not FEEDS.is_dir():
        pytest.skip(f"{FEEDS} is not here")
    split = 0
    # Every sixth: the benchmark of parsing compares them all.
    for path in sorted(FEEDS.iterdir())[::6]:
        body = path.read_bytes()
        if len(body) > 100_000:
            continue
        try:
            marks = read(body).marks
        except NotAFeedError:
            continue
        if marks:
            split += 1
            check(body, frozenset(mark for place, mark in enumerate(marks) if place % 5))
    assert split > 20
