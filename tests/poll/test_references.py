"""Character references that name no character cost a document one character, not its items."""

from datetime import UTC, datetime

import pytest

from monitor.poll.parse import parse

NOW = datetime(2026, 1, 5, tzinfo=UTC)

REFERENCES = {
    "half a surrogate": "&#xD800;",
    "half a surrogate in decimal": "&#55296;",
    "the other half": "&#xDfFf;",
    "far outside": "&#99999999999;",
    "further outside": "&#x" + "F" * 40 + ";",
    "just outside": "&#x110000;",
    "with zeros before it": "&#x00000D800;",
}


@pytest.mark.parametrize("reference", REFERENCES.values(), ids=REFERENCES.keys())
def test_the_items_are_kept(reference: str) -> None:
    items = f"<item><title>Ship {reference} seized</title></item><item><title>Port closed</title></item>"
    body = f"<rss version='2.0'><channel><title>A</title>{items}</channel></rss>".encode()
    first, second = parse(body, "https://a.example/", "", NOW).items
    assert first.title.startswith("Ship")
    assert first.title.endswith("seized")
    assert second.title == "Port closed"
    first.title.encode()


def test_real_characters_stay() -> None:
    body = b"<rss version='2.0'><channel><item><title>&#x1F6A2; &#1042;&#x430;</title></item></channel></rss>"
    assert parse(body, "https://a.example/", "", NOW).items[0].title == "\U0001f6a2 Ва"
