"""A changed reading must have a new version, or what was stored by the old one would never be read anew."""

from hashlib import sha256

from monitor.poll.marks import READING
from tests.poll.test_piecemeal import atom, entry, item, rdf, read, rss

READ_AS = {"1": "22dd041e92e769ef"}
"""By version, a hash of what the documents below are read as."""

WORDS = (
    "<description>&lt;p&gt;One &amp;amp; two&lt;script&gt;x&lt;/script&gt;&lt;/p&gt;</description>"
    "<category>War, peace</category><author>ann@site.example (Ann)</author>"
    "<pubDate>Thu, 23 Nov 2023 10:00:00 EST</pubDate>"
)


def test_what_is_read_has_a_version() -> None:
    documents = (
        rss(item("a", WORDS), item("b", "<content>&lt;b&gt;bold&lt;/b&gt;</content>")),
        atom(
            entry("a", '<summary type="html">&lt;i&gt;x&lt;/i&gt; y</summary><updated>2023-11-23</updated>')
        ),
        rdf(item("a", '<d:date xmlns:d="http://purl.org/dc/elements/1.1/">2023-11-23T10:00Z</d:date>')),
    )
    items = [one for body in documents for one in read(body).items]
    found = sha256("\n".join(map(repr, items)).encode()).hexdigest()[:16]
    assert READ_AS.get(READING) == found, "what is read has changed: raise marks.READING, and note it here"
