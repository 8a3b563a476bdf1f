"""What the canned queries answer over the small database of conftest."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import pytest

from monitor.browse.canned import canned_queries
from monitor.store.connection import open_store
from monitor.store.developments import recount
from tests.browse.conftest import HOSTILE
from tests.browse.told import AFTER as TITLE

Ask = Callable[[str], httpx.Response]
ATOM = "{http://www.w3.org/2005/Atom}"
WITHOUT_HITS = frozenset({"near_misses", "feed_state", "silent_feeds", "possible_gaps"})

ANSWERS: dict[str, tuple[str, tuple[str, ...], list[tuple[Any, ...]]]] = {
    "latest hits of all watches, newest first": (
        "latest_hits",
        ("hit", "watch", "score"),
        [(4, "music", 1.33), (3, "air-defence", 1.0), (2, "air-defence", 1.25), (1, "air-defence", 1.5)],
    ),
    "latest hits of one watch with the reasons, strongest first": (
        "latest_hits?watch=air-defence&least=1.2",
        ("hit", "item", "source", "language", "reasons"),
        [
            (2, 2, "Paper Two", "fr", "SA-22 = Pantsir (text, +4.5); Wagner (title, +3.0)"),
            (
                1,
                1,
                "Wire One",
                "en",
                "SA-22 = Pantsir (title, +4.0); Wagner (title, +3.0); missiles = missil (learned, text, +2.0)",
            ),
        ],
    ),
    "latest hits since a day": ("latest_hits?since=2026-11-21", ("hit",), [(4,), (3,)]),
    "a watch that is not there": ("latest_hits?watch=nothing", ("hit",), []),
    "hits by day, the publisher's time where there is one": (
        "hits_by_day?watch=air-defence",
        ("day", "hits", "sources", "first_report", "first_source", "hit"),
        [
            ("2026-11-21", 1, 1, "2026-11-21T10:00:00.000Z", "Paper Two", 3),
            ("2026-11-20", 2, 2, "2026-11-20T07:30:00.000Z", "Wire One", 1),
        ],
    ),
    "near misses, the nearest first, hits left out": (
        "near_misses",
        ("item", "score", "missing", "reasons"),
        [
            (6, 0.9, "actors: none of Hezbollah, Iran; points: 5.4 of 6", "Wagner (+5.4)"),
            (5, 0.75, "actors: none of Hezbollah, Iran", "Wagner (+4.5)"),
        ],
    ),
    "near misses from a score on": ("near_misses?least=0.8", ("item",), [(6,)]),
    "near misses decided since a day": ("near_misses?since=2026-11-22", ("item",), []),
    "sources by number, with share, copies, how often first and the median delay": (
        "sources?watch=air-defence",
        ("source", "hits", "percent_of_hits", "copies", "days", "days_first", "minutes_behind", "feed"),
        [("Paper Two", 2, 66.7, 1, 2, 1, 20, 2), ("Wire One", 1, 33.3, 0, 1, 1, 0, 1)],
    ),
    "the steps of a story, the newest first": (
        "timeline?watch=air-defence",
        (
            "development",
            "headline",
            "first_source",
            "first_report",
            "reports",
            "copies",
            "sources",
            "languages",
            "item",
        ),
        [
            (3, HOSTILE, "Paper Two", "2026-11-21T10:00:00.000Z", 1, 0, 1, 1, 3),
            (1, TITLE, "Wire One", "2026-11-20T07:30:00.000Z", 2, 1, 2, 2, 1),
        ],
    ),
    "the steps told of since a day": ("timeline?since=2026-11-21", ("development",), [(4,), (3,)]),
    "new steps and edits since a day": (
        "changes?watch=air-defence&since=2026-11-20",
        ("what", "headline", "before", "said", "source", "hit"),
        [
            ("new development", HOSTILE, "", "1 report", "Paper Two", 3),
            ("headline changed", TITLE, "Wagner may hand SA-22 to Hezbollah", "removed: may", "Wire One", 1),
            ("new development", TITLE, "", "2 reports", "Wire One", 1),
        ],
    ),
    "nothing since a day to come": ("changes?since=2999-01-01", ("what",), []),
    "who was first, and by how much": (
        "first_to_report?watch=air-defence",
        ("source", "first", "steps", "percent_first", "minutes_ahead", "hit"),
        [("Wire One", 1, 1, 100, 40, 1)],
    ),
    "the languages of a story, with the hours until it reached them": (
        "language_spread?watch=air-defence",
        ("language", "hits", "percent_of_hits", "sources", "hours_after_the_first", "first_source"),
        [("en", 2, 66.7, 2, 0.0, "Wire One"), ("fr", 1, 33.3, 1, 0.7, "Paper Two")],
    ),
    "who is copied": (
        "copy_leaders?watch=air-defence",
        ("source", "copies", "texts", "headline", "copies_of_it", "hit"),
        [("Wire One", 1, 1, TITLE, 1, 1)],
    ),
    "headlines that were changed": (
        "edited_headlines",
        ("watch", "source", "before", "headline", "changed", "removed", "hit"),
        [("air-defence", "Wire One", "Wagner may hand SA-22 to Hezbollah", TITLE, "meaning", "may", 1)],
    ),
    "possible gaps": (
        "possible_gaps?search=two",
        ("source", "hours", "entries", "found", "filled", "feed"),
        [("Paper Two", 3.5, 20, 3, "not tried", 2)],
    ),
    "feeds long silent, those that brought most first": (
        "silent_feeds?days=-40000",
        ("source", "items_in_30_days_before", "newest_item"),
        [
            ("Paper Two", 4, "2026-11-21T12:30:00.000Z"),
            ("Wire One", 3, "2026-11-21T11:00:00.000Z"),
        ],
    ),
    "items with a word, the newest first": (
        "search?search=wagner",
        ("item", "hit_of"),
        [(5, None), (4, "music"), (2, "air-defence"), (1, "air-defence")],
    ),
    "items with a word in another form, marked": (
        "search?search=handing",
        ("item", "excerpt"),
        [(1, "Wagner to ⟦hand⟧ SA-22 to Hezbollah")],
    ),
    "an Arabic word without its article": ("search?search=جوي", ("item",), [(7,)]),
    "items that are no hits": ("search?search=wagner&hits=no", ("item",), [(5,)]),
    "items that are hits": ("search?search=wagner&hits=yes", ("item",), [(4,), (2,), (1,)]),
    "hits of a watch with a word": ("search?search=wagner&watch=air-defence", ("item",), [(2,), (1,)]),
    "items of a feed": ("search?search=wagner&feed=paper", ("item",), [(2,)]),
    "items of a feed by its number": ("search?search=wagner&feed=1", ("item",), [(5,), (4,), (1,)]),
    "items of a language": ("search?search=wagner&language=fr", ("item",), [(2,)]),
    "items of a time": ("search?search=wagner&since=2026-11-20&until=2026-11-20", ("item",), [(2,), (1,)]),
    "no words": ("search", ("item",), []),
    "words that only look like operators": ("search?search=NEAR(%20%22wagner", ("item",), []),
    "terms that never fired": ("terms_fired?watch=air-defence&silent=1", ("term",), [("Kornet",)]),
    "terms by hits, learned and silent ones too": (
        "terms_fired?watch=air-defence",
        ("term", "role", "hits", "percent_of_hits", "in_headline", "points_a_hit", "origin"),
        [
            ("Wagner", "actor", 3, 100, 2, 4.0, "person"),
            ("Pantsir", "object", 2, 67, 1, 4.25, "person"),
            ("missil", "profile", 1, 33, 0, 2.0, "learned"),
            ("Kornet", "object", 0, 0, 0, None, "person"),
        ],
    ),
    "feeds in trouble": (
        "feed_state?trouble=1&search=LOST",
        ("state", "source", "failures", "last_error", "feed"),
        [("never answered", "Lost Three", 4, "the name does not resolve", 3)],
    ),
    "a feed found by its address": (
        "feed_state?search=four.example",
        ("source",),
        [("https://four.example/feed",)],
    ),
}


@pytest.mark.parametrize(("address", "columns", "expected"), ANSWERS.values(), ids=ANSWERS.keys())
def test_answer(ask: Ask, address: str, columns: tuple[str, ...], expected: list[tuple[Any, ...]]) -> None:
    name, _, asked = address.partition("?")
    answer = ask(f"/newswake/{name}.json?_shape=array&{asked}")
    assert answer.status_code == 200
    assert [tuple(row[column] for column in columns) for row in answer.json()] == expected


ASKED = {"search": "search=wagner", "changes": "since=2026-11-20", "silent_feeds": "days=-40000"}
"""Where a query answers nothing by itself, or answers by the clock."""
NAMES = [query.name for query in canned_queries()]


@pytest.mark.parametrize("name", NAMES)
def test_each_query_has_a_page_and_csv(ask: Ask, name: str) -> None:
    asked = ASKED.get(name, "")
    page = ask(f"/newswake/{name}?{asked}")
    assert page.status_code == 200
    assert "also as" in page.text
    table = ask(f"/newswake/{name}.csv?{asked}")
    assert table.status_code == 200
    assert len(table.text.splitlines()) > 1


@pytest.mark.parametrize("name", NAMES)
def test_each_query_is_an_atom_feed(ask: Ask, name: str) -> None:
    rows = ask(f"/newswake/{name}.json?_shape=array&{ASKED.get(name, '')}").json()
    answer = ask(f"/newswake/{name}.atom?{ASKED.get(name, '')}")
    assert answer.status_code == 200
    entries = ET.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314 - our own answer
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [row["atom_id"] for row in rows]
    assert len({row["atom_id"] for row in rows}) == len(rows)
    for entry, row in zip(entries, rows, strict=True):
        assert row["atom_id"].startswith("tag:newswake.invalid,2026:")
        assert entry.findtext(f"{ATOM}title")
        datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "")
        link = entry.find(f"{ATOM}link")
        # A term is nothing that has an address.
        assert name == "terms_fired" if link is None else link.attrib["href"].startswith("https://")


@pytest.mark.parametrize("name", [name for name in NAMES if name not in WITHOUT_HITS])
def test_a_hit_that_was_taken_back_counts_nowhere(ask_own: Ask, own_database: Path, name: str) -> None:
    db = open_store(own_database)
    db.execute(
        "update hits set feedback = case id when 1 then 'irrelevant' else 'withdrawn' end where id <> 4"
    )
    recount(db, 1)
    recount(db, 3)
    db.close()
    rows = ask_own(f"/own/{name}.json?_shape=array&{ASKED.get(name, '')}").json()
    assert [row["hit"] for row in rows if row.get("hit") in {1, 2, 3}] == []
    assert [row for row in rows if row.get("watch") == "air-defence" and row.get("hits")] == []
    assert [row["hit_of"] for row in rows if row.get("hit_of")] in ([], ["music"])
    assert sum(row.get("hits", 0) for row in rows) <= 1


def test_the_form_offers_the_watches_and_keeps_what_was_asked(ask: Ask) -> None:
    page = ask("/newswake/latest_hits?watch=music&since=2026-11-01").text
    assert '<option value="music" selected>Music &amp; more</option>' in page
    assert '<option value="air-defence">Air defence for Hezbollah</option>' in page
    assert 'value="2026-11-01" type="date"' in page


def test_latest_hits_are_an_atom_feed(ask: Ask) -> None:
    feed = ask("/newswake/latest_hits.atom?watch=air-defence")
    assert feed.status_code == 200
    assert feed.text.count("<entry>") == 3
    assert "<id>tag:newswake.invalid,2026:hit/1</id>" in feed.text
    assert '<link href="https://news.example/1"/>' in feed.text
    # No link of its own that may be followed: that of the feed stands in.
    assert "javascript:" not in feed.text
    assert '<link href="https://two.example/feed"/>' in feed.text


def test_a_watch_without_hits_is_an_empty_atom_feed(ask: Ask, capfd: pytest.CaptureFixture[str]) -> None:
    feed = ask("/newswake/latest_hits.atom?watch=a%26b")
    assert feed.status_code == 200
    assert "<feed" in feed.text
    assert "<entry>" not in feed.text
    assert "watch=a%26b" in feed.text
    assert "Traceback" not in "".join(capfd.readouterr())
