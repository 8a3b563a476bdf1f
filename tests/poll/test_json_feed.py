import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Item
from monitor.outcome import Document
from monitor.poll.errors import NotAFeedError
from monitor.poll.parse import parse

NOW = datetime(2023, 11, 24, tzinfo=UTC)
VERSION = "https://jsonfeed.org/version/1.1"


def document(**feed: object) -> Document:
    body = json.dumps({"version": VERSION, **feed}).encode()
    return parse(body, "https://feeds.example/feed.json", "application/feed+json", NOW)


def test_a_json_feed_comes_through_whole() -> None:
    found = document(
        title="T",
        home_page_url="https://site.example/",
        language="en",
        items=[
            {
                "id": "1",
                "url": "/1",
                "title": "A < B",
                "content_html": "<p>One</p><p>two three</p>",
                "summary": "One",
                "date_published": "2023-11-23T10:00:00+02:00",
                "authors": [{"name": "Ann"}, {"name": "Bob"}, "nobody"],
                "tags": ["War", 3],
            }
        ],
    )
    assert (found.head.title, found.head.link, found.head.version) == ("T", "https://site.example/", "json1")
    assert found.items == (
        Item(
            guid="1",
            link="https://site.example/1",
            title="A < B",
            text="One two three",
            html="<p>One</p><p>two three</p>",
            author="Ann, Bob",
            categories=("War",),
            language="en",
            published_raw="2023-11-23T10:00:00+02:00",
            published=datetime(2023, 11, 23, 8, tzinfo=UTC),
        ),
    )


def test_an_author_of_version_one_and_an_id_that_is_a_number_are_read() -> None:
    (item,) = document(items=[{"id": 7, "content_text": "a < b", "author": {"name": "Ann"}}]).items
    assert (item.guid, item.text, item.author) == ("7", "a < b", "Ann")


def test_members_that_are_no_items_are_counted() -> None:
    found = document(items=[1, None, {"id": "a"}, {"id": "b", "title": "t"}])
    assert [item.title for item in found.items] == ["t"]
    assert found.skipped == 3


@pytest.mark.parametrize("items", [None, "x", 3, {}])
def test_items_of_another_type_are_no_items(items: object) -> None:
    assert document(items=items).items == ()


def test_the_mark_of_utf_8_does_no_harm() -> None:
    body = b"\xef\xbb\xbf" + json.dumps({"version": VERSION, "items": []}).encode()
    assert parse(body, "https://feeds.example/", "", NOW).items == ()


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
KEYS = st.sampled_from(["id", "url", "title", "content_html", "summary", "authors", "author", "tags", "date_published", "language"])  # fmt: skip


@given(
    st.dictionaries(st.sampled_from(["title", "home_page_url", "language"]), JSON),
    st.lists(st.dictionaries(KEYS, JSON)),
)
def test_values_of_any_type_give_a_document(head: dict[str, object], items: list[dict[str, object]]) -> None:
    found = document(**head, items=items)
    assert len(found.items) + found.skipped == len(items)


@pytest.mark.parametrize("version", [None, 1, "", "https://a.example/version/1"])
def test_other_versions_are_no_json_feed(version: object) -> None:
    with pytest.raises(NotAFeedError, match="no JSON Feed"):
        document(version=version)
