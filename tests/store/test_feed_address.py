import httpx
import pytest

from monitor.net.address_rules import host_key
from monitor.store.feed_address import host_key_of

ADDRESSES = [
    pytest.param("https://wire.example/rss", "wire.example:443", id="the port of https"),
    pytest.param("http://wire.example/rss", "wire.example:80", id="the port of http"),
    pytest.param("http://Wire.Example:8080/rss?a=b", "wire.example:8080", id="a port and capitals"),
    pytest.param("http://127.0.0.1:49152/feed", "127.0.0.1:49152", id="an address by number"),
    pytest.param("http://[2001:db8::1]:81/feed", "2001:db8::1:81", id="an IPv6 address"),
    pytest.param("https://bücher.example/rss", "bücher.example:443", id="letters of a language"),
    pytest.param("https://xn--bcher-kva.example/rss", "bücher.example:443", id="the same, encoded"),
]


@pytest.mark.parametrize(("url", "expected"), ADDRESSES)
def test_the_key_is_that_of_the_http_client(url: str, expected: str) -> None:
    assert host_key_of(url) == expected == host_key(httpx.URL(url))


ODD = [
    pytest.param("archive:wire", "", id="no address of the web"),
    pytest.param("", "", id="nothing"),
    pytest.param("https://wire.example:port/rss", "wire.example", id="a port that is no number"),
    pytest.param("https://[::1/rss", "", id="half an IPv6 address"),
    pytest.param("ftp://wire.example/rss", "wire.example", id="another scheme"),
    pytest.param("https://xn--\udcff.example/", "xn--\udcff.example:443", id="a name that cannot be read"),
]


@pytest.mark.parametrize(("url", "expected"), ODD)
def test_odd_addresses_have_a_key_too(url: str, expected: str) -> None:
    assert host_key_of(url) == expected
