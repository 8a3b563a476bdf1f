"""Hostile documents made of elements: too many, too deep, too wide, never closed."""

from typing import Final

from tests.faults.documents_kinds import Kind, atom, entry, item, nested, numbered, rss, times

_MEDIA: Final = b' xmlns:media="http://search.yahoo.com/mrss/"'
_GEO: Final = b' xmlns:georss="http://www.georss.org/georss" xmlns:gml="http://www.opengis.net/gml"'
_ITUNES: Final = b' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
_ODD: Final = (
    b"<ttl>%(n)b</ttl><width>%(n)b</width><height>-%(n)b</height><slash:comments>%(n)b</slash:comments>"
    b'<enclosure url="x" length="%(n)b"/><itunes:duration>%(n)b:%(n)b</itunes:duration><geo:lat>%(n)b</geo:lat>'
)


def spaced(names: bytes, inside: bytes) -> bytes:
    """An RSS document with the namespaces ``names`` and one item with ``inside``."""
    return rss(item(inside)).replace(b'version="2.0"', b'version="2.0"' + names, 1)


def wide_namespaces(size: int) -> bytes:
    return rss(item(b"")).replace(b"<rss", b"<rss" + numbered(' xmlns:n{}="urn:n:{}"', size), 1)


def deep_namespaces(size: int) -> bytes:
    depth = size // 60
    opening = "".join(f'<n{level}:x xmlns:n{level}="urn:n:{level}">' for level in range(depth))
    closing = "".join(f"</n{level}:x>" for level in reversed(range(depth)))
    return rss(item((opening + closing).encode()))


def polygon(size: int) -> bytes:
    return spaced(_GEO, b"<georss:polygon>" + times(b"1.5 2.5 ", size) + b"</georss:polygon>")


def positions(size: int) -> bytes:
    points = times(b"<gml:pos>1 2</gml:pos><gml:posList>1 2 3 4</gml:posList>", size)
    return spaced(_GEO, b"<georss:where>" + points + b"</georss:where>")


def odd_numbers(size: int) -> bytes:
    digits = b"9" * (size // 8)
    return rss(item(_ODD % {b"n": digits}), head=_ODD % {b"n": b"1e999"})


def dates(size: int) -> bytes:
    days = (
        b"<pubDate>9999-12-31T23:59:59-14:00</pubDate><pubDate>0000-00-00</pubDate><pubDate>Feb 99 1e9</pubDate>"
        b"<pubDate>-1</pubDate><pubDate>99999999999999999999</pubDate><pubDate>2026-13-41T99:99:99+99:99</pubDate>"
    )
    return rss(times(item(days), size))


def long_date(size: int) -> bytes:
    third = size // 3
    long = [b"9" * third, b"Mon, " * (third // 5), b"2026-11-24T" + b"0:" * (third // 2)]
    return rss(b"".join(item(b"<pubDate>" + date + b"</pubDate>") for date in long))


def rdf(size: int) -> bytes:
    lines = numbered('<rdf:li rdf:resource="https://a.example/{}"/>', size // 2)
    items = numbered('<item rdf:about="https://a.example/{}"><title>{}</title></item>', size // 2)
    names = b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    listed = b"<channel><title>R</title><items><rdf:Seq>" + lines + b"</rdf:Seq></items></channel>"
    return b"<rdf:RDF " + names + b">" + listed + items + b"</rdf:RDF>"


ELEMENTS: Final = (
    Kind(
        name="distinct categories",
        make=lambda size: rss(item(numbered("<category>c{}</category>", size))),
    ),
    Kind(
        name="entries in entries, each with xml:base",
        make=lambda size: atom(nested(b'<entry xml:base="a/">', b"</entry>", size)),
    ),
    Kind(
        name="100,000 attributes",
        make=lambda size: rss(item(b"<x" + numbered(' a{}="b"', size) + b"/>")),
    ),
    Kind(
        name="attributes of the item",
        make=lambda size: atom(b"<entry" + numbered(' a{}="b"', size) + b"><title>t</title></entry>"),
    ),
    Kind(
        name="one attribute many times",
        make=lambda size: rss(item(b"<x" + times(b' a="b"', size) + b"/>")),
    ),
    Kind(name="namespaces by the thousand", make=wide_namespaces),
    Kind(name="namespaces in each other", make=deep_namespaces),
    Kind(name="unknown elements in each other", make=lambda size: rss(item(nested(b"<x>", b"</x>", size)))),
    Kind(name="items in items", make=lambda size: rss(nested(b"<item>", b"</item>", size))),
    Kind(name="channels in channels", make=lambda size: rss(nested(b"<channel>", b"</channel>", size))),
    Kind(name="sources in sources", make=lambda size: atom(entry(nested(b"<source>", b"</source>", size)))),
    Kind(
        name="xhtml as deep as it goes",
        make=lambda size: atom(
            entry(b'<content type="xhtml">' + nested(b"<div>", b"</div>", size) + b"</content>")
        ),
    ),
    Kind(
        name="xhtml with attributes",
        make=lambda size: atom(
            entry(
                b'<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
                + times(b"<a href='x' title='&lt;'>y</a>", size)
                + b"</div></summary>"
            )
        ),
    ),
    Kind(name="empty items by the million", make=lambda size: rss(times(b"<item/>", size))),
    Kind(
        name="tiny items by the hundred thousand",
        make=lambda size: rss(numbered("<item><title>{}</title></item>", size)),
    ),
    Kind(
        name="entries by the hundred thousand",
        make=lambda size: atom(numbered("<entry><id>{}</id><link href='/{}'/></entry>", size)),
    ),
    Kind(
        name="enclosures by the thousand",
        make=lambda size: rss(item(numbered('<enclosure url="https://a.example/{}" length="9"/>', size))),
    ),
    Kind(
        name="links by the thousand",
        make=lambda size: atom(entry(numbered('<link rel="via" href="https://a.example/{}"/>', size))),
    ),
    Kind(
        name="authors by the thousand",
        make=lambda size: atom(
            entry(numbered("<author><name>n{}</name><email>a@b.c</email></author>", size))
        ),
    ),
    Kind(
        name="contents by the thousand",
        make=lambda size: atom(entry(times(b'<content type="html">&lt;p>x&lt;/p></content>', size))),
    ),
    Kind(
        name="titles by the thousand",
        make=lambda size: rss(b"<item>" + times(b"<title>t</title>", size) + b"</item>"),
    ),
    Kind(
        name="media in groups",
        make=lambda size: spaced(
            _MEDIA, nested(b"<media:group><media:content url='x'/>", b"</media:group>", size)
        ),
    ),
    Kind(
        name="iTunes categories in each other",
        make=lambda size: spaced(_ITUNES, nested(b'<itunes:category text="c">', b"</itunes:category>", size)),
    ),
    Kind(name="a polygon of a million points", make=polygon),
    Kind(name="positions by the thousand", make=positions),
    Kind(name="numbers without end", make=odd_numbers),
    Kind(name="dates that cannot be", make=dates),
    Kind(name="dates without end", make=long_date),
    Kind(name="a list of RDF", make=rdf),
    Kind(name="items never closed", make=lambda size: rss(times(b"<item><title>t", size))),
    Kind(
        name="nothing closed",
        make=lambda size: b"<rss version='2.0'><channel>" + times(b"<item><description><b><a href='x", size),
    ),
    Kind(name="ends without beginnings", make=lambda size: rss(times(b"</item></b></title>", size))),
    Kind(
        name="a site map without end",
        make=lambda size: (
            b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
            + numbered("<url><loc>https://a.example/{}</loc></url>", size)
            + b"</urlset>"
        ),
    ),
)
