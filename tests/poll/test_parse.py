import pickle
from datetime import UTC, datetime

import pytest

from monitor.model import Item
from monitor.outcome import Document
from monitor.poll.errors import NotAFeedError
from monitor.poll.parse import MAX_ENTRIES, parse

NOW = datetime(2023, 11, 24, tzinfo=UTC)
URL = "https://feeds.example/news/feed.xml"


def rss(items: str, channel: str = "<title>T</title><link>https://site.example/</link>") -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}{items}</channel></rss>'.encode()


def atom(entries: str, root: str = "") -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {root}><title>T</title>{entries}</feed>'.encode()


def document(body: bytes, content_type: str = "") -> Document:
    return parse(body, URL, content_type, NOW)


def item(body: bytes) -> Item:
    (only,) = document(body).items
    return only


def test_an_rss_item_comes_through_whole() -> None:
    found = item(
        rss(
            "<item><guid isPermaLink='false'>g1</guid><title>Rockets hit Kyiv</title>"
            "<link>https://site.example/1?a=1&amp;b=2</link><description>&lt;p&gt;One&lt;/p&gt;two</description>"
            "<author>ann@site.example (Ann)</author><category>War</category><category>War</category>"
            "<pubDate>Thu, 23 Nov 2023 10:00:00 +0200</pubDate></item>",
            "<title>T</title><link>https://site.example/</link><language>en-GB</language>",
        )
    )
    assert found == Item(
        guid="g1",
        link="https://site.example/1?a=1&b=2",
        title="Rockets hit Kyiv",
        text="One two",
        html="<p>One</p>two",
        author="ann@site.example (Ann)",
        categories=("War",),
        language="en-GB",
        published_raw="Thu, 23 Nov 2023 10:00:00 +0200",
        published=datetime(2023, 11, 23, 8, tzinfo=UTC),
    )


def test_the_head_says_what_the_feed_is() -> None:
    head = document(rss("", "<title>A &amp;amp; B</title><link>/start</link><language>fr_FR</language>")).head
    assert (head.title, head.link, head.language, head.version) == (
        "A & B", "https://feeds.example/start", "fr-FR", "rss20",
    )  # fmt: skip


TITLES = {
    "RSS: entities once for XML, once for HTML": (rss("<item><title>Q&amp;amp;A: Gaza&amp;#8217;s war</title></item>"), "Q&A: Gaza’s war"),
    "RSS: emphasis goes": (rss("<item><title>&lt;b&gt;Live&lt;/b&gt;: Kyiv</title></item>"), "Live: Kyiv"),
    "RSS: emphasis in CDATA goes": (rss("<item><title><![CDATA[<i>Live</i>: Kyiv]]></title></item>"), "Live: Kyiv"),
    "RSS: an element that is talked of stays": (rss("<item><title>The &lt;canvas&gt; element</title></item>"), "The <canvas> element"),
    "RSS: a comparison stays": (rss("<item><title>GDP &lt; 2% &amp; falling</title></item>"), "GDP < 2% & falling"),
    "RSS: line breaks and controls go": (rss("<item><title>One\n  two&#x7f;</title></item>"), "One two"),
    "Atom text is literal": (atom("<entry><title>The &lt;b&gt; tag &amp;amp; more</title></entry>"), "The <b> tag &amp; more"),
    "Atom HTML is HTML": (atom('<entry><title type="html">A &lt;canvas&gt;&lt;/canvas&gt;&amp;lt;b&amp;gt;</title></entry>'), "A <b>"),
    "Atom XHTML is HTML": (
        atom('<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>b</b> &lt; c</div></title></entry>'),
        "A b < c",
    ),
    "a title is cut": (rss(f"<item><title>{'x' * 600}</title></item>"), "x" * 500),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), TITLES.values(), ids=TITLES.keys())
def test_a_title_is_plain_text(body: bytes, expected: str) -> None:
    assert item(body).title == expected


CONTENT = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{}</channel></rss>'
)

TEXTS = {
    "the fuller of description and content": (
        CONTENT.format("<item><description>Short</description><content:encoded>&lt;p&gt;Much longer&lt;/p&gt;</content:encoded></item>").encode(),
        "Much longer",
    ),
    "the description where the content says less": (
        CONTENT.format("<item><description>A whole sentence</description><content:encoded>&lt;img src='x'&gt;</content:encoded></item>").encode(),
        "A whole sentence",
    ),
    "Atom text is literal": (atom("<entry><title>t</title><summary>if a &lt; b and &lt;canvas&gt;</summary></entry>"), "if a < b and <canvas>"),
    "Atom text that is HTML all the same": (atom("<entry><title>t</title><summary>&lt;p&gt;One&lt;/p&gt;</summary></entry>"), "One"),
    "scripts are no text": (rss("<item><title>t</title><description>a&lt;script&gt;x()&lt;/script&gt;</description></item>"), "a"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_the_text_is_the_fullest_as_plain_text(body: bytes, expected: str) -> None:
    assert item(body).text == expected


LINKS = {
    "RSS: a relative link belongs to the site": (rss("<item><link>/1</link></item>"), "https://site.example/1"),
    "RSS: without a site it belongs to the document": (rss("<item><link>1.html</link></item>", ""), "https://feeds.example/news/1.html"),
    "RSS: a guid that is an address stands in": (rss("<item><guid>https://site.example/2</guid></item>"), "https://site.example/2"),
    "RSS: a guid that is none does not": (rss("<item><guid>12345</guid><title>t</title></item>"), ""),
    "RSS: the link outweighs the guid": (rss("<item><guid>https://site.example/2</guid><link>https://site.example/1</link></item>"), "https://site.example/1"),
    "RSS: a script is no link": (rss("<item><title>t</title><link>javascript:alert(1)</link></item>"), ""),
    "RSS: a sound file is no article": (rss("<item><title>t</title><enclosure url='https://site.example/a.mp3'/></item>"), ""),
    "Atom: a relative link belongs to the document": (atom("<entry><link href='1'/></entry>"), "https://feeds.example/news/1"),
    "Atom: xml:base counts": (atom("<entry><link href='1'/></entry>", 'xml:base="https://base.example/x/"'), "https://base.example/x/1"),
    "Atom: the article, not its feed or comments": (
        atom("<entry><link rel='self' href='/s'/><link rel='replies' href='/r'/><link href='/a'/><link rel='edit' href='/e'/></entry>"),
        "https://feeds.example/a",
    ),
    "Atom: an alternate of another type, if there is no page": (
        atom("<entry><title>t</title><link rel='alternate' type='application/pdf' href='/a.pdf'/></entry>"),
        "https://feeds.example/a.pdf",
    ),
    "the article behind a counting address": (
        rss("<item xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'><link>https://count.example/~r/1</link>"
            "<feedburner:origLink>https://site.example/1</feedburner:origLink></item>"),
        "https://site.example/1",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), LINKS.values(), ids=LINKS.keys())
def test_the_link_is_absolute_and_harmless(body: bytes, expected: str) -> None:
    assert item(body).link == expected


def test_a_guid_is_never_bent_by_where_the_document_lies() -> None:
    assert item(rss("<item><guid>12345</guid><title>t</title></item>")).guid == "12345"


def test_an_entry_of_nothing_is_left_out_and_counted() -> None:
    found = document(rss("<item><pubDate>Thu, 23 Nov 2023</pubDate></item><item><title>t</title></item>"))
    assert [kept.title for kept in found.items] == ["t"]
    assert found.skipped == 1
    assert found.notes == ("left out for having neither title nor text nor link: 1",)


def test_entries_beyond_the_cap_are_counted() -> None:
    found = document(
        rss("".join(f"<item><title>{number}</title></item>" for number in range(MAX_ENTRIES + 3)))
    )
    assert (len(found.items), found.skipped) == (MAX_ENTRIES, 3)
    assert found.items[0].title == "0"
    assert "503 entries" in found.notes[0]


def test_a_document_cut_short_gives_the_items_that_are_whole() -> None:
    whole = rss("<item><title>one</title></item><item><title>two</title></item>")
    found = document(whole[: whole.index(b"<title>two")])
    assert found.items[0].title == "one"
    assert "broken XML" in found.notes[0]


ENCODINGS = {
    "declared in the document": ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251", ""),
    "declared by the server": ("", "koi8-r", "application/rss+xml; charset=koi8-r"),
    "UTF-16 with its mark": ('<?xml version="1.0" encoding="utf-16"?>', "utf-16", ""),
    "UTF-8 with its mark": ("", "utf-8-sig", ""),
}


@pytest.mark.parametrize(("prologue", "encoding", "content_type"), ENCODINGS.values(), ids=ENCODINGS.keys())
def test_an_encoding_is_understood(prologue: str, encoding: str, content_type: str) -> None:
    text = f'{prologue}<rss version="2.0"><channel><item><title>Война</title></item></channel></rss>'
    assert document(text.encode(encoding), content_type).items[0].title == "Война"


@pytest.mark.parametrize(
    "junk", [b"\n\n  ", b"Warning: mysql_connect() in feed.php on line 3\n", b"\x0b<br />\n"]
)
def test_what_stands_before_a_feed_is_skipped(junk: bytes) -> None:
    assert document(junk + rss("<item><title>t</title></item>")).items[0].title == "t"


def test_a_page_saved_with_a_feed_inside_is_read() -> None:
    body = b"<!DOCTYPE html><html><body>" + atom("<entry><title>t</title></entry>") + b"</body></html>"
    assert document(body).items[0].title == "t"


def test_documents_and_errors_pass_between_processes() -> None:
    found = document(rss("<item><title>t</title></item>"))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own
    error = pickle.loads(pickle.dumps(NotAFeedError("an HTML page")))  # noqa: S301 - our own
    assert isinstance(error, NotAFeedError)
    assert error.reason == "an HTML page"
