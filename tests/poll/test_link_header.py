import pytest

from monitor.outcome import FeedHead
from monitor.poll.link_header import head_with_links, links_of

BASE = "https://wire.example/feeds/rss"
HUB, TOPIC = "https://hub.example/", "https://wire.example/rss"


@pytest.mark.parametrize(
    ("headers", "hub", "topic"),
    [
        ((f'<{HUB}>; rel="hub"', f'<{TOPIC}>; rel="self"'), HUB, TOPIC),
        ((f'<{HUB}>; rel="hub", <{TOPIC}>; rel="self"',), HUB, TOPIC),
        ((f"<{HUB}>;rel=hub,<{TOPIC}>;rel=self",), HUB, TOPIC),
        (('</rss>; title="a, b; rel=x"; REL="Self", <https://hub.example/>; rel="hub other"',), HUB, TOPIC),
        ((f'<{HUB}>; rel="hub"', f'<https://second.example/>; rel="hub", <{TOPIC}>; rel="self"'), HUB, TOPIC),
    ],
)
def test_hub_and_topic(headers: tuple[str, ...], hub: str, topic: str) -> None:
    head = head_with_links(FeedHead(title="A"), headers, BASE)
    assert (head.title, head.hub, head.self_link) == ("A", hub, topic)


@pytest.mark.parametrize(
    "headers",
    [
        (),
        ("",),
        ("rubbish",),
        (f'<{TOPIC}>; rel="self"',),
        ('<https://wire.example/?paged=2>; rel="next"',),
        ('<javascript:alert(1)>; rel="hub"',),
        ("<" * 5000,),
        (f"<{HUB}>" + "; a" * 3000 + "; rel=hub",),
    ],
)
def test_what_names_no_hub_leaves_the_documents_word(headers: tuple[str, ...]) -> None:
    said = FeedHead(hub="https://said.example/", self_link="https://said.example/rss")
    assert head_with_links(said, headers, BASE) is said


def test_headers_come_before_the_document() -> None:
    said = FeedHead(hub="https://said.example/", self_link="https://said.example/rss")
    head = head_with_links(said, [f'<{HUB}>; rel="hub"'], BASE)
    assert (head.hub, head.self_link) == (HUB, "https://said.example/rss")


def test_the_first_rel_of_a_link_counts() -> None:
    assert links_of('<a>; rel="up"; rel="hub"') == (("a", frozenset({"up"})),)
