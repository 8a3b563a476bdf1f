"""Atom and JSON Feed: read back by feedparser and by our own reader, harmless, and always the same."""

import io
import json
import re
from dataclasses import replace
from datetime import timedelta

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from monitor.export.atom import atom
from monitor.export.feed_page import FeedEntry, FeedLink, FeedPage, tag_uri
from monitor.export.json_feed import json_feed
from monitor.export.pages import developments_page, hits_page
from monitor.poll.parse import parse
from monitor.story.timeline import Timeline, TimelineDevelopment, TimelineReport
from monitor.story.values import Because, Novelty, NumberChange, Stance
from tests.handed import NOW, WATCH, hit

NAMESPACE = "{http://www.w3.org/2005/Atom}"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ENTRY = FeedEntry(
    identity=tag_uri("air-defence", "hit", 1),
    title="One",
    updated=NOW,
    link="https://news.example/1",
    summary="A text.",
)
PAGE = FeedPage(
    identity=tag_uri("air-defence", "hit"),
    title="Air defence: hits",
    subtitle="Showing 1 hit",
    updated=NOW,
    entries=(ENTRY,),
    generator="1.0",
)


def report(number: int, source: str, **fields: object) -> TimelineReport:
    said: dict[str, object] = {
        "hit_id": number, "item_id": number, "title": f"Report {number}", "text": "They said so.",
        "link": f"https://news.example/{number}", "source": source, "language": "en",
        "first_seen": NOW + timedelta(hours=number), "published": None, "novelty": Novelty.NEW, "copies": number,
        "score": 1.5,
    }  # fmt: skip
    return TimelineReport(**(said | fields))  # type: ignore[arg-type]


def development(*reports: TimelineReport) -> TimelineDevelopment:
    return TimelineDevelopment(
        number=reports[0].hit_id,
        title=reports[0].title,
        first_seen=reports[0].first_seen,
        last_seen=reports[-1].first_seen,
        reports=reports,
    )


def told(*steps: TimelineDevelopment) -> Timeline:
    return Timeline(
        slug="air-defence", title="Air defence", seed_title="", state="active", developments=steps
    )


def schema_errors(document: bytes) -> list[str]:
    """What RFC 4287 asks for and is not there."""
    feed = etree.fromstring(document)
    wrong = [] if feed.tag == f"{NAMESPACE}feed" else ["root"]
    for place in (feed, *feed.findall(f"{NAMESPACE}entry")):
        wrong += [
            f"{place.tag}: {name}"
            for name in ("id", "title", "updated")
            if len(place.findall(f"{NAMESPACE}{name}")) != 1
        ]
        if not place.findall(f"{NAMESPACE}author/{NAMESPACE}name"):
            wrong.append(f"{place.tag}: author")
        for name in ("updated", "published"):
            wrong += [
                f"{name} {one.text}"
                for one in place.findall(f"{NAMESPACE}{name}")
                if not TIME.fullmatch(one.text)
            ]
        alternates = [one for one in place.findall(f"{NAMESPACE}link") if one.get("rel") == "alternate"]
        if place is not feed and not alternates and place.find(f"{NAMESPACE}content") is None:
            wrong.append("neither link nor content")
        wrong += [
            one.get("href")
            for one in place.findall(f"{NAMESPACE}link")
            if not re.match("https?://", one.get("href"))
        ]
    ids = [one.text for one in feed.iter(f"{NAMESPACE}id")]
    return wrong + [
        one for one in ids if ids.count(one) > 1 or not one.startswith("tag:newswake.invalid,2026:")
    ]


def test_hits_come_back_as_they_went() -> None:
    hits = [hit(2, title="Two & <b>more</b>"), hit(1, language="fr")]
    page = hits_page(WATCH, hits, total=61, version="1.0", address="https://me.example/air.atom")
    document = atom(page)
    read = feedparser.parse(io.BytesIO(document))
    assert (read.version, read.bozo) == ("atom10", False)
    assert read.feed.title == "Air defence: hits"
    assert read.feed.subtitle == "Showing the newest 2 of 61 hits"
    assert read.feed.links[0].href == "https://me.example/air.atom"
    first, second = read.entries
    assert first.id == "tag:newswake.invalid,2026:air-defence/hit/2"
    assert first.title_detail.type == "text/plain"
    assert first.title_detail.value == "Two & <b>more</b>"
    assert first.updated == "2026-11-23T08:00:00Z"
    assert first.author == "Ann Author"
    assert first.source.title == "Wire One"
    assert first.link == "https://news.example/2"
    assert "matched: Wagner" in first.summary
    assert second.title_detail.language == "fr"
    assert schema_errors(document) == []


def test_hits_as_json_feed() -> None:
    page = hits_page(WATCH, [hit(2, language="fr")], total=1, version="1.0")
    said = json.loads(json_feed(page))
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    assert said["description"] == "Showing 1 hit"
    (item,) = said["items"]
    assert item == {
        "id": "tag:newswake.invalid,2026:air-defence/hit/2",
        "url": "https://news.example/2",
        "title": "Report 2",
        "content_text": "A text.\n\nnew development; score 1.50; matched: Wagner",
        "date_published": "2026-11-23T08:00:00Z",
        "date_modified": "2026-11-23T08:00:00Z",
        "authors": [{"name": "Ann Author"}],
        "language": "fr",
        "tags": ["Wagner"],
        "_newswake": {
            "source": "Wire One", "hit": 2, "item": 12, "score": 1.5, "novelty": "new development", "development": 2
        },
    }  # fmt: skip


def test_our_own_reader_takes_the_json_feed() -> None:
    document = parse(json_feed(PAGE), "https://me.example/feed.json", "application/feed+json", NOW)
    assert [(item.guid, item.title, item.link) for item in document.items] == [
        ("tag:newswake.invalid,2026:air-defence/hit/1", "One", "https://news.example/1")
    ]


def test_developments_the_last_told_first_and_no_more_than_wanted() -> None:
    first = development(
        report(
            1,
            "Wire One",
            because=(Because(kind="number", text="69"),),
            changes=(NumberChange(before="37", after="69", what="dead", hit_id=1),),
            stance=Stance.CORRECTS,
            stance_words="corrected to 69",
        ),
        report(5, "Paper Two", copies=1),
    )
    page = developments_page(
        WATCH,
        told(first, development(report(2, "Wire One")), development(report(3, "Wire One"))),
        limit=2,
        version="1",
    )
    assert page.subtitle == "Showing the newest 2 of 3 developments"
    assert [entry.identity[-13:] for entry in page.entries] == ["development/1", "development/3"]
    entry = page.entries[0]
    assert (entry.published, entry.updated) == (NOW + timedelta(hours=1), NOW + timedelta(hours=5))
    assert entry.summary.split("\n\n")[1:] == [
        "First in Wire One; also in Paper Two (2 reports, 1 different texts)",
        "new: 69; dead: 37 → 69; corrects: corrected to 69",
    ]
    assert entry.related == (FeedLink(url="https://news.example/5", title="Paper Two: Report 5"),)
    assert schema_errors(atom(page)) == []


def test_an_empty_feed_is_valid_and_says_when_its_watch_was_loaded() -> None:
    page = hits_page(WATCH, [], total=0, version="1.0")
    assert schema_errors(atom(page)) == []
    assert (page.subtitle, page.updated) == ("Showing all 0 hits", NOW)
    assert json.loads(json_feed(page))["items"] == []


def test_a_hit_that_an_edit_made_is_as_new_as_the_edit() -> None:
    later = NOW + timedelta(days=1)
    page = hits_page(WATCH, [hit(via_edit=True, decided_at=later)], total=1, version="1.0")
    assert page.updated == later


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//x.example/", "https://a b@x/", ""]
)
def test_an_entry_without_a_link_to_follow_has_content(link: str) -> None:
    document = atom(replace(PAGE, entries=(replace(ENTRY, link=link, related=(FeedLink(url=link),)),)))
    assert schema_errors(document) == []
    assert feedparser.parse(io.BytesIO(document)).entries[0].content[0].value == "A text."
    assert "url" not in json.loads(json_feed(replace(PAGE, entries=(replace(ENTRY, link=link),))))["items"][0]


@given(st.text(), st.text(), st.text(), st.text())
def test_any_text_makes_a_valid_feed(title: str, summary: str, author: str, language: str) -> None:
    entry = replace(
        ENTRY, title=title, summary=summary, author=author, language=language, source=author, terms=(title,)
    )
    page = replace(PAGE, title=title, entries=(entry,))
    assert schema_errors(atom(page)) == []
    assert b"\r" not in atom(page)
    assert json.loads(json_feed(page))["items"][0]["title"]


def test_the_same_values_make_the_same_bytes() -> None:
    hits = [hit(2), hit(1)]
    assert atom(hits_page(WATCH, hits, total=2, version="1")) == atom(
        hits_page(WATCH, hits, total=2, version="1")
    )
    assert json_feed(PAGE) == json_feed(PAGE)


@pytest.mark.parametrize(
    ("slug", "number", "uri"),
    [
        ("air-defence", 12, "tag:newswake.invalid,2026:air-defence/hit/12"),
        ("air-defence", None, "tag:newswake.invalid,2026:air-defence/hits"),
        ("a b/c", 1, "tag:newswake.invalid,2026:a%20b%2Fc/hit/1"),
    ],
)
def test_identities(slug: str, number: int | None, uri: str) -> None:
    assert tag_uri(slug, "hit", number) == uri
