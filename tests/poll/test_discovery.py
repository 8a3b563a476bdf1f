"""Where the feeds of a site may lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.poll.discovery import CANDIDATES, Source, feeds_of_page, news_sitemaps, usual_places

PAGE = """<!doctype html><html><head><base href="/blog/">
<link rel="alternate" type="application/rss+xml" title="Comments on everything" href="comments/feed">
<LINK REL='Alternate Home' TYPE="application/rss+xml; charset=utf-8" TITLE="News &amp; more" HREF="rss.xml?a=1&amp;b=2">
<link rel="alternate" type="application/atom+xml" href="//cdn.example.net/atom">
<link rel="alternate" type="application/feed+json" href="https://a.example/feed.json">
<link rel="alternate" hreflang="de" href="/de/">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
<link rel="alternate" type="application/json+oembed" href="/oembed">
<link rel="alternate" type="text/xml" href="/other.rss">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="stylesheet" type="text/css" href="/feed.css">
</head><body><a href="/rss/world"> World <b>feed</b></a> <a href="https://elsewhere.example/feed">x</a>
<a href="feed://a.example/sport.rss">Sport</a> <a href="/about-feeding-cats">cats</a></body></html>"""


def found(page: str, url: str = "https://a.example/start") -> list[tuple[str, str, Source]]:
    return [(each.url, each.title, each.source) for each in feeds_of_page(page.encode(), url)]


def test_a_page_names_its_feeds_best_first() -> None:
    assert found(PAGE) == [
        ("https://a.example/blog/rss.xml?a=1&b=2", "News & more", Source.LINK),
        ("https://cdn.example.net/atom", "", Source.LINK),
        ("https://a.example/feed.json", "", Source.LINK),
        ("https://a.example/other.rss", "", Source.LINK),
        ("https://a.example/rss/world", "World feed", Source.ANCHOR),
        ("http://a.example/sport.rss", "Sport", Source.ANCHOR),
        ("https://a.example/blog/comments/feed", "Comments on everything", Source.LINK),
    ]


NOTHING = {
    "an empty page": "",
    "a page without feeds": "<html><head><title>x</title></head></html>",
    "plain text": "feed",
    "itself only": '<link rel="alternate" type="application/rss+xml" href="/start">',
    "an address within the house": '<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">',
}


@pytest.mark.parametrize("page", NOTHING.values(), ids=NOTHING.keys())
def test_nothing_is_found_in(page: str) -> None:
    assert found(page) == []


def test_a_page_with_a_thousand_feeds_sends_us_to_a_few() -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}.rss">' for n in range(1000))
    assert len(found(links)) == CANDIDATES


def test_the_usual_places_of_a_folder_come_before_those_of_its_site() -> None:
    places = [each.url for each in usual_places("https://a.example/blog/")]
    assert places[0] == "https://a.example/blog/feed"
    assert "https://a.example/rss.xml" in places
    assert len(places) == len(set(places)) == 14
    assert {each.url.rpartition("/")[0] for each in usual_places("https://a.example/page.html")} == {
        "https://a.example"
    }


def test_robots_name_news_sitemaps() -> None:
    robots = "User-agent: *\nDisallow: /\nSitemap: /news-sitemap.xml\nsitemap: https://a.example/pages.xml\n"
    assert [each.url for each in news_sitemaps(robots, "https://a.example/robots.txt")] == [
        "https://a.example/news-sitemap.xml"
    ]


@given(page=st.binary(max_size=300))
def test_any_bytes_are_a_page_without_surprises(page: bytes) -> None:
    for candidate in feeds_of_page(b"<html><head><link rel=alternate " + page, "https://a.example/"):
        assert candidate.url.startswith(("http://", "https://"))
