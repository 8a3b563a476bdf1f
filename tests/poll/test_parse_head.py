"""What documents say about their feeds, beside title, link and language."""

import json
from datetime import UTC, datetime

import pytest

from monitor.outcome import FeedHead
from monitor.poll.parse import parse
from monitor.poll.parse_head import skipped
from tests.poll.test_parse import rss

NOW = datetime(2026, 11, 24, tzinfo=UTC)
URL = "https://feeds.example/news/feed.xml"
SPACES = (
    'xmlns:a="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    ' xmlns:fh="http://purl.org/syndication/history/1.0"'
)


def head(body: bytes) -> FeedHead:
    return parse(body, URL, "", NOW).head


def channel(parts: str, items: str = "<item><title>T</title></item>", end: str = "") -> bytes:
    return f'<rss version="2.0" {SPACES}><channel>{parts}{items}{end}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("parts", "seconds"),
    [
        ("<ttl>30</ttl>", 1800.0),
        ("<ttl> 5 </ttl><sy:updatePeriod>daily</sy:updatePeriod>", 300.0),
        ("<ttl>soon</ttl>", 0.0),
        ("<ttl>-5</ttl>", 0.0),
        ("<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800.0),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 86_400.0),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 86_400.0),
        ("<sy:updateFrequency>2</sy:updateFrequency>", 0.0),
        ("", 0.0),
    ],
)
def test_how_often_the_document_wants_to_be_read(parts: str, seconds: float) -> None:
    assert head(channel(parts)).ttl_s == seconds


SKIPS = (
    "<skipHours><hour>3</hour><hour> 0 </hour><hour>24</hour><hour>99</hour><hour>x</hour></skipHours>"
    "<skipDays><day>Sunday</day><day>monday</day><day>Someday</day></skipDays>"
)


@pytest.mark.parametrize(
    "body",
    [
        channel(SKIPS),
        channel("", end=SKIPS),
        channel(f"{SKIPS}<description>a & b</description>"),
        channel(SKIPS, items=""),
    ],
    ids=["before the entries", "behind them", "in broken XML", "without entries"],
)
def test_all_skipped_hours_and_days_are_read(body: bytes) -> None:
    found = head(body)
    assert (found.skip_hours, found.skip_days) == ((0, 3), (0, 6))


def test_an_article_about_skipped_hours_skips_none() -> None:
    items = f"<item><title>T</title><description><![CDATA[{SKIPS}]]></description></item>"
    assert head(channel("", items)).skip_hours == ()
    assert skipped(b"<skipHours>" * 50_000) == ((), ())


def test_links_of_an_rss_feed() -> None:
    found = head(
        channel(
            '<a:link rel="hub" href="https://hub.example/"/><a:link rel="self" href="/feed"/>'
            '<a:link rel="next" href="?page=2"/><link>https://site.example/</link>'
            "<generator>https://wordpress.org/?v=6.4</generator>"
        )
    )
    assert (found.hub, found.self_link) == ("https://hub.example/", "https://feeds.example/feed")
    assert found.older == "https://feeds.example/news/feed.xml?page=2"
    assert found.generator == "https://wordpress.org/?v=6.4"
    assert found.link == "https://site.example/"


def test_an_archive_goes_before_the_next_page_and_no_script_is_a_link() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><link rel="next" href="/2"/>'
        '<link rel="hub" href="javascript:x"/><link rel="prev-archive" href="/old"/></feed>'
    )
    found = head(body.encode())
    assert (found.older, found.hub) == ("https://feeds.example/old", "")


def test_links_of_a_json_feed() -> None:
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "T",
        "feed_url": "/feed.json",
        "next_url": "https://feeds.example/2.json",
        "hubs": [
            None,
            {"type": "rssCloud", "url": "https://no.example/"},
            {"type": "WebSub", "url": "https://hub.example/"},
        ],
        "items": [],
    }
    found = head(json.dumps(body).encode())
    assert (found.hub, found.self_link, found.older) == (
        "https://hub.example/", "https://feeds.example/feed.json", "https://feeds.example/2.json",
    )  # fmt: skip


def test_a_plain_feed_wishes_nothing() -> None:
    found = head(rss("<item><title>T</title></item>"))
    assert (found.ttl_s, found.skip_hours, found.skip_days, found.hub, found.older) == (0.0, (), (), "", "")
