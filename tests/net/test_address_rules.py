from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.net.address_rules import fetchable, headers_across, host_key, redirected
from monitor.net.errors import BadAddressError, RefusedError

BAD = {
    "another scheme": ("ftp://a.example/", "neither http nor https"),
    "a file": ("file:///etc/passwd", "neither http nor https"),
    "no scheme": ("a.example/feed", "neither http nor https"),
    "a user name": ("https://user@a.example/", "user name or password"),
    "a password, which the message leaves out": ("https://u:secret@a.example/", "user name or password"),
    "a backslash": ("http://169.254.169.254\\@a.example/", "backslashes"),
    "a blank": ("http://a.example/a b", "blanks"),
    "a line break": ("http://a.example/\r\nHost: b", "blanks"),
    "no host": ("http:///x", "names no host"),
    "a zone": ("http://[fe80::1%25eth0]/", "no address|names no host"),
    "a port that is no number": ("http://a.example:x/", "no address"),
}


@pytest.mark.parametrize(("url", "problem"), BAD.values(), ids=BAD.keys())
def test_an_address_that_cannot_be_fetched_says_why(url: str, problem: str) -> None:
    with pytest.raises(BadAddressError, match=problem) as error:
        fetchable(url)
    assert "secret" not in str(error.value)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_clear_error(text: str) -> None:
    try:
        parsed = fetchable(text)
    except BadAddressError:
        return
    assert parsed.scheme in ("http", "https")
    assert parsed.host


TARGETS = {
    "a path": ("http://a.example/x/y", "/z", "http://a.example/z"),
    "a relative path": ("http://a.example/x/y", "z", "http://a.example/x/z"),
    "another host": ("http://a.example/", "https://b.example/f", "https://b.example/f"),
    "no scheme": ("https://a.example/", "//b.example/f", "https://b.example/f"),
    "blanks, which servers forget to encode": ("http://a.example/", "/a b ", "http://a.example/a%20b"),
}


@pytest.mark.parametrize(("source", "location", "expected"), TARGETS.values(), ids=TARGETS.keys())
def test_a_redirect_leads_to(source: str, location: str, expected: str) -> None:
    assert str(redirected(httpx.URL(source), location)) == expected


def test_a_redirect_from_https_to_http_is_refused() -> None:
    with pytest.raises(RefusedError, match="from https to http"):
        redirected(httpx.URL("https://a.example/"), "http://a.example/feed")


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "javascript:1", "http://u:p@a.example/", "http://[::1"]
)
def test_a_redirect_to_what_is_no_web_address_is_refused(location: str) -> None:
    with pytest.raises(BadAddressError):
        redirected(httpx.URL("http://a.example/"), location)


HEADERS = {"Accept": "application/rss+xml", "If-None-Match": '"1"', "X-Api-Key": "secret"}

CROSSINGS = {
    "the same host keeps all": ("https://a.example/x", "https://a.example/y", True),
    "the same port, written out, keeps all": ("https://a.example/x", "https://a.example:443/y", True),
    "from http up to https on one host keeps all": ("http://a.example/", "https://a.example/", True),
    "another host gets hardly any": ("https://a.example/", "https://b.example/", False),
    "a subdomain is another host": ("https://a.example/", "https://www.a.example/", False),
    "another port is another place": ("https://a.example/", "https://a.example:8443/", False),
    "http on an odd port up to https is another place": (
        "http://a.example:8080/",
        "https://a.example/",
        False,
    ),
}


@pytest.mark.parametrize(("source", "target", "kept"), CROSSINGS.values(), ids=CROSSINGS.keys())
def test_headers_stay_with_their_host(source: str, target: str, *, kept: bool) -> None:
    along = headers_across(HEADERS, httpx.URL(source), httpx.URL(target))
    assert along == (HEADERS if kept else {"Accept": "application/rss+xml"})


def test_the_unit_of_politeness_is_host_and_port() -> None:
    assert host_key(httpx.URL("https://A.example/x")) == "a.example:443"
    assert host_key(httpx.URL("http://a.example:8080/x")) == "a.example:8080"


def test_hostile_addresses_are_refused_or_have_a_host_to_check() -> None:
    path = Path(__file__).resolve().parents[3] / "shared" / "vectors" / "ssrf_urls.txt"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    urls = path.read_text(encoding="utf-8").splitlines()
    assert len(urls) > 100
    for url in urls:
        try:
            parsed = fetchable(url)
        except BadAddressError:
            continue
        assert parsed.host
        assert not parsed.userinfo
