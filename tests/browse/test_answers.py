"""What the canned queries answer over the small database of conftest."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

Ask = Callable[[str], httpx.Response]

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
    "sources by number, with how often first and the median delay": (
        "sources?watch=air-defence",
        ("source", "hits", "days", "days_first", "minutes_behind", "feed"),
        [("Paper Two", 2, 2, 1, 20, 2), ("Wire One", 1, 1, 1, 0, 1)],
    ),
    "terms by hits, learned and silent ones too": (
        "terms?watch=air-defence",
        ("term", "role", "hits", "percent_of_hits", "in_headline", "points_a_hit", "origin"),
        [
            ("Wagner", "actor", 3, 100, 2, 4.0, "person"),
            ("Pantsir", "object", 2, 67, 1, 4.25, "person"),
            ("missil", "profile", 1, 33, 0, 2.0, "learned"),
            ("Kornet", "object", 0, 0, 0, None, "person"),
        ],
    ),
    "feeds in trouble": (
        "feed_health?trouble=1&search=LOST",
        ("state", "source", "failures", "last_error", "feed"),
        [("never answered", "Lost Three", 4, "the name does not resolve", 3)],
    ),
    "a feed found by its address": (
        "feed_health?search=four.example",
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


@pytest.mark.parametrize("name", [address.partition("?")[0] for address, _, _ in ANSWERS.values()])
def test_each_query_has_a_page_and_csv(ask: Ask, name: str) -> None:
    page = ask(f"/newswake/{name}")
    assert page.status_code == 200
    assert "also as" in page.text
    table = ask(f"/newswake/{name}.csv")
    assert table.status_code == 200
    assert len(table.text.splitlines()) > 1


def test_the_form_offers_the_watches_and_keeps_what_was_asked(ask: Ask) -> None:
    page = ask("/newswake/latest_hits?watch=music&since=2026-11-01").text
    assert '<option value="music" selected>Music &amp; more</option>' in page
    assert '<option value="air-defence">Air defence for Hezbollah</option>' in page
    assert 'value="2026-11-01" type="date"' in page


def test_latest_hits_are_an_atom_feed(ask: Ask) -> None:
    feed = ask("/newswake/latest_hits.atom?watch=air-defence")
    assert feed.status_code == 200
    assert feed.text.count("<entry>") == 3
    assert "<id>urn:newswake:hit:1</id>" in feed.text
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
