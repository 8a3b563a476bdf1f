"""Hostile documents made of text: tokens without end, references, comments, CDATA, mark-up inside texts."""

from typing import Final

from tests.faults.documents_kinds import Kind, atom, described, entry, item, nested, numbered, rss, times


def author(text: bytes) -> bytes:
    return rss(item(b"<author>" + text + b"</author>"))


def cdata(text: bytes) -> bytes:
    return described(b"<![CDATA[" + text + b"]]>")


def texts(text: bytes, size: int) -> bytes:
    """Items whose texts all are the 4 KB of ``text`` that headlines are read of."""
    piece = b"<![CDATA[" + times(text, 4000) + b"]]>"
    inside = b"<category>" + piece + b"</category>"
    return rss(times(b"<item><title>" + piece + b"</title>" + inside * 3 + b"</item>", size))


def bad_base64(size: int) -> bytes:
    content = (
        b'<content type="application/octet-stream" mode="base64">' + times(b"QUJD=", size) + b"</content>"
    )
    return atom(entry(content))


TOKENS: Final = (
    Kind(name="an author of one long word", make=lambda size: author(b"a" * size)),
    Kind(name="an author of mail addresses", make=lambda size: author(times(b"a@b.example ", size))),
    Kind(name="an author of dots", make=lambda size: author(times(b"a.", size))),
    Kind(
        name="an author of brackets",
        make=lambda size: author(times(b"(", size // 2) + times(b")@", size // 2)),
    ),
    Kind(
        name="a title without end", make=lambda size: rss(b"<item><title>" + b"a" * size + b"</title></item>")
    ),
    Kind(
        name="a link without end",
        make=lambda size: rss(
            b"<item><title>t</title><link>https://a.example/" + b"a" * size + b"</link></item>"
        ),
    ),
    Kind(name="a guid without end", make=lambda size: rss(item(b"<guid>" + b"a" * size + b"</guid>"))),
    Kind(
        name="links that cannot be split",
        make=lambda size: atom(
            times(b"<entry xml:base='http://[x'><title>t</title><link href='//[::1'/></entry>", size)
        ),
    ),
    Kind(name="a name without end", make=lambda size: rss(item(b"<" + b"a" * size + b"/>"))),
    Kind(name="an attribute without end", make=lambda size: rss(item(b'<x y="' + b"a" * size + b'"/>'))),
    Kind(name="a text without end", make=lambda size: described(times(b"harbour ", size))),
    Kind(name="blanks without end", make=lambda size: described(b" " * size)),
    Kind(name="lines without end", make=lambda size: rss(b"\r\n" * (size // 2))),
    Kind(
        name="a processing instruction without end",
        make=lambda size: b"<?xml version='1.0'?><?x " + b"a" * size,
    ),
    Kind(name="processing instructions by the thousand", make=lambda size: rss(times(b"<?x y?>", size))),
    Kind(
        name="processing instructions before the feed",
        make=lambda size: times(b"<?x y?>", size) + rss(item(b"")),
    ),
    Kind(name="comments by the thousand", make=lambda size: rss(times(b"<!--x-->", size))),
    Kind(name="comments before the feed", make=lambda size: times(b"<!--x-->", size) + rss(item(b""))),
    Kind(name="a comment without end", make=lambda size: b"<rss version='2.0'><!--" + times(b"- ", size)),
    Kind(name="comments that never end", make=lambda size: times(b"<!-- ", size)),
    Kind(
        name="a stylesheet that is a file",
        make=lambda size: (
            b"<?xml-stylesheet href='file:///etc/passwd' type='text/xsl'?>" + rss(times(item(b""), size))
        ),
    ),
    Kind(
        name="an inclusion of a file",
        make=lambda size: rss(
            times(
                item(b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'),
                size,
            )
        ),
    ),
)

REFERENCES: Final = (
    Kind(name="ampersands", make=lambda size: described(times(b"&amp;", size))),
    Kind(name="ampersands alone", make=lambda size: described(b"&" * size)),
    Kind(name="references to letters", make=lambda size: described(times(b"&#65;", size))),
    Kind(name="references to surrogates", make=lambda size: described(times(b"&#xD800;&#56320;", size))),
    Kind(name="references beyond all characters", make=lambda size: described(times(b"&#x110000;", size))),
    Kind(name="a reference of many digits", make=lambda size: described(b"&#" + b"9" * size + b";")),
    Kind(
        name="a reference of many zeros",
        make=lambda size: described(b"&#x" + b"0" * (size // 2) + b"41;&#" + b"0" * (size // 2)),
    ),
    Kind(name="references without end sign", make=lambda size: described(times(b"&#6&#x4&am", size))),
    Kind(name="unknown names", make=lambda size: described(times(b"&harbour;", size))),
    Kind(name="a name of a reference without end", make=lambda size: described(b"&" + b"a" * size + b";")),
    Kind(
        name="escapes of escapes",
        make=lambda size: described(b"&" + b"amp;" * (size // 4) + b"lt;b>"),
    ),
    Kind(name="references to NUL", make=lambda size: described(times(b"&#0;&#x1;&#xFFFE;", size))),
)

SECTIONS: Final = (
    Kind(name="comment openers in CDATA", make=lambda size: cdata(times(b"<!--", size))),
    Kind(name="declaration openers in CDATA", make=lambda size: cdata(times(b"<!", size))),
    Kind(name="section openers in CDATA", make=lambda size: cdata(times(b"<![", size))),
    Kind(name="instruction openers in CDATA", make=lambda size: cdata(times(b"<?", size))),
    Kind(name="angle brackets in CDATA", make=lambda size: cdata(b"<" * size)),
    Kind(name="half tags in CDATA", make=lambda size: cdata(times(b"<a ", size))),
    Kind(name="half attributes in CDATA", make=lambda size: cdata(times(b"<a b='", size))),
    Kind(name="scripts that never end", make=lambda size: cdata(times(b"<script>", size))),
    Kind(name="mark-up as deep as it goes", make=lambda size: cdata(nested(b"<div>", b"</div>", size))),
    Kind(name="tags in a text", make=lambda size: cdata(numbered('<p style="a:{}">{}</p>', size))),
    Kind(name="sections by the thousand", make=lambda size: described(times(b"<![CDATA[x]]>", size))),
    Kind(name="section ends by the thousand", make=lambda size: described(times(b"]]>", size))),
    Kind(
        name="a section without end", make=lambda size: b"<rss><channel><item><title><![CDATA[" + b"]" * size
    ),
    Kind(name="sections where none may be", make=lambda size: rss(times(b"<![CDATA[<item>]]>", size))),
    Kind(name="conditional sections", make=lambda size: rss(times(b"<![INCLUDE[<![IGNORE[", size))),
    Kind(name="headlines of half tags", make=lambda size: texts(b"<b ", size)),
    Kind(name="headlines of half quotes", make=lambda size: texts(b"<b a='", size)),
    Kind(name="headlines of references", make=lambda size: texts(b"&a", size)),
    Kind(name="base64 that is none", make=bad_base64),
)
