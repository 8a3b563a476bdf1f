"""News sitemaps as feeds."""

from datetime import UTC, datetime

import pytest

from monitor.outcome import Document
from monitor.poll.errors import NotAFeedError
from monitor.poll.parse import MAX_ENTRIES, parse

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def sitemap(pages: str, more: str = "</urlset>") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!-- made by hand -->\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
        f' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">{pages}{more}'
    ).encode()


def page(name: str, date: str = "2026-11-23T10:00:00+02:00", news: str = "") -> str:
    publication = "<n:publication><n:name>The Wire</n:name><n:language>uk</n:language></n:publication>"
    return (
        f"<url><loc>https://wire.example/{name}</loc><lastmod>2026-11-24</lastmod><n:news>{publication}"
        f"<n:publication_date>{date}</n:publication_date><n:title>Story {name} &amp; more</n:title>{news}</n:news>"
        "<image:image><image:loc>https://wire.example/i.png</image:loc></image:image></url>"
    )


def document(body: bytes) -> Document:
    return parse(body, "https://wire.example/news.xml", "text/xml", NOW)


def test_an_article_comes_through_whole() -> None:
    found = document(sitemap(page("a", news="<n:keywords>War, Kyiv</n:keywords>") + page("b")))
    first, second = found.items
    assert (first.link, first.title, first.language, first.categories) == (
        "https://wire.example/a", "Story a & more", "uk", ("War", "Kyiv"),
    )  # fmt: skip
    assert first.published == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert second.link == "https://wire.example/b"
    assert (found.head.title, found.head.language, found.head.version) == ("The Wire", "uk", "news-sitemap")


def test_pages_that_are_no_articles_are_left_alone() -> None:
    found = document(sitemap("<url><loc>https://wire.example/imprint</loc></url>" + page("a")))
    assert [item.link for item in found.items] == ["https://wire.example/a"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (sitemap("<url><loc>https://wire.example/imprint</loc></url>"), "a sitemap of 1 pages without news"),
        (sitemap(""), "a sitemap of 0 pages"),
        (
            b"<sitemapindex><sitemap><loc>https://wire.example/1.xml</loc></sitemap></sitemapindex>",
            "a list of",
        ),
        (sitemap("<url><loc>https://wire.example/imprint</loc></url>", "<"), "cannot be read further"),
        (b'<!DOCTYPE urlset [<!ENTITY a "aa">]>' + sitemap(page("a"))[38:], "declares entities"),
    ],
)
def test_other_sitemaps_are_no_feeds(body: bytes, expected: str) -> None:
    with pytest.raises(NotAFeedError, match=expected):
        document(body)


def test_a_sitemap_cut_short_gives_what_is_whole() -> None:
    found = document(sitemap(page("a") + page("b")[:-30], ""))
    assert [item.link for item in found.items] == ["https://wire.example/a"]
    assert "broken XML" in found.notes[0]


def test_of_too_many_the_latest_are_read_in_their_order() -> None:
    pages = "".join(page(str(n), date=f"2026-11-{n % 23 + 1:02}") for n in range(MAX_ENTRIES + 100))
    found = document(sitemap(pages))
    numbers = [int(item.link.rpartition("/")[2]) for item in found.items]
    assert len(numbers) == MAX_ENTRIES
    assert numbers == sorted(numbers)
    assert min(item.published for item in found.items if item.published) > datetime(2026, 11, 3, tzinfo=UTC)
    assert found.skipped == 100
