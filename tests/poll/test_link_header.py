import pytest

from monitor.outcome import Response
from monitor.poll.link_header import linked

HUB = '<https://hub.example/>; rel="hub"'


@pytest.mark.parametrize(
    ("values", "relation", "expected"),
    [
        ([HUB], "hub", "https://hub.example/"),
        ([f'{HUB}, <https://wire.example/rss>; type="a,b"; rel=self'], "self", "https://wire.example/rss"),
        (["<x>; rel=next", HUB], "hub", "https://hub.example/"),
        (["</rss>; title=T; REL='self'", "</feed>; rel=Self"], "self", "https://wire.example/feed"),
        (['<https://hub.example/>; rel="alternate hub"'], "hub", "https://hub.example/"),
        (["<javascript:alert(1)>; rel=hub"], "hub", ""),
        (["<https://hub.example/>", "", "hub", "<" * 9999], "hub", ""),
        ([], "hub", ""),
    ],
)
def test_a_link_of_the_headers(values: list[str], relation: str, expected: str) -> None:
    headers = tuple(("link", value) for value in values)
    answer = Response(url="https://wire.example/news", status=200, headers=headers, body=b"")
    assert linked(answer, relation) == expected
