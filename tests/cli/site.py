"""A news site on loopback: a page that names feeds, a folder that names none, and what goes wrong."""

from tests.stand import Stand, rss

STORY = "Wagner prepares an air defence system for Hezbollah"
PAGE = b"""<html><head><title>The Lantern</title>
<link rel="alternate" type="application/rss+xml" title="Comments" href="comments.rss">
<link rel="alternate" type="application/rss+xml" title="News" href="/news.rss">
<link rel="alternate" type="application/feed+json" title="The same" href="/news.json">
<link rel="alternate" type="application/rss+xml" title="Old" href="/gone.rss">
</head><body></body></html>"""
JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "The Lantern", "items": [
{"id": "1", "url": "https://a.example/0", "title": "Wagner prepares an air defence system for Hezbollah"},
{"id": "2", "url": "https://a.example/1", "title": "Rain is expected"}]}"""


def build(stand: Stand) -> None:
    """Put the site up."""
    stand.pages |= {
        "/": PAGE,
        "/news.rss": rss(STORY, "Rain is expected"),
        "/news.json": JSON,
        "/comments.rss": rss("Re: rain"),
        "/silent/": b"<html><head><title>Nothing here</title></head><body></body></html>",
        "/silent/rss.xml": rss("At a usual path"),
    }
