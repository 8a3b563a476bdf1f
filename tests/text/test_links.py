import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.links import MAX_LENGTH, canonical_link, host_of, redacted, safe_link

VECTORS = Path(__file__).resolve().parents[3] / "shared" / "vectors"

SAFE = {
    "an absolute link stays as it is": ("https://a.example/x?y=1&z=2#f", "", "https://a.example/x?y=1&z=2#f"),
    "a relative link is resolved": ("../b/c.html", "https://a.example/d/e/", "https://a.example/d/b/c.html"),
    "a link without scheme takes the base's": ("//b.example/x", "https://a.example/", "https://b.example/x"),
    "a path is resolved against the host": ("/x", "http://a.example/d/e", "http://a.example/x"),
    "blanks around and line breaks inside go": (" https://a.ex\nample/x \n", "", "https://a.example/x"),
    "blanks, quotes and brackets inside are encoded": (
        'http://a.example/a b"<c>',
        "",
        "http://a.example/a%20b%22%3Cc%3E",
    ),
    "a sign that turns the writing direction is encoded": (
        "http://a.example/\u202egnp.exe",
        "",
        "http://a.example/%E2%80%AEgnp.exe",
    ),
    "other scripts stay readable": ("https://a.example/привет", "", "https://a.example/привет"),
    "an international host stays": ("https://пример.рф/x", "", "https://пример.рф/x"),
    "the scheme comes out in lower case": ("HTTPS://A.example/", "", "https://A.example/"),
    "an IPv6 host is a host": ("http://[2606:4700::1111]:8080/x", "", "http://[2606:4700::1111]:8080/x"),
    "a script is refused": ("javascript:alert(1)", "https://a.example/", ""),
    "a script broken over lines is refused": ("java\nscript:alert(1)", "https://a.example/", ""),
    "data is refused": ("data:text/html,x", "", ""),
    "a file is refused": ("file:///etc/passwd", "", ""),
    "a mail address is refused": ("mailto:a@example.org", "https://a.example/", ""),
    "a user name is refused": ("https://bank.example@evil.example/", "", ""),
    "a backslash before the path is refused": ("http://a.example\\@b.example/", "", ""),
    "a link without host is refused": ("https:///x", "", ""),
    "a port that is no number is refused": ("http://a.example:x/", "", ""),
    "half a bracket is refused": ("http://[::1/", "", ""),
    "a zone is refused": ("http://[fe80::1%25eth0]/", "", ""),
    "a relative link without base is refused": ("x.html", "", ""),
    "a relative link to a base that is no web page is refused": ("x.html", "file:///etc/", ""),
    "nothing stays nothing": ("", "https://a.example/", ""),
    "a link longer than any browser takes is refused": ("https://a.example/" + "x" * MAX_LENGTH, "", ""),
}


@pytest.mark.parametrize(("link", "base", "expected"), SAFE.values(), ids=SAFE.keys())
def test_safe_link(link: str, base: str, expected: str) -> None:
    assert safe_link(link, base) == expected


@given(st.text(max_size=60), st.sampled_from(["", "https://a.example/x/", "http://[", "data:,"]))
def test_every_safe_link_is_an_absolute_web_address_or_empty(link: str, base: str) -> None:
    safe = safe_link(link, base)
    if safe:
        assert urlsplit(safe).scheme in ("http", "https")
        assert not set(safe) & set(' \t\r\n"<>\\^`{|}\u202e')
        assert safe_link(safe) == safe


CANONICAL = {
    "scheme, www, slash and fragment do not count": ("http://www.A.example/x/#top", "https://a.example/x"),
    "tracking parameters go, others stay in order": (
        "https://a.example/x?utm_source=rss&id=3&fbclid=abc&b=2",
        "https://a.example/x?id=3&b=2",
    ),
    "a query of tracking alone goes": (
        "https://a.example/x?at_medium=RSS&at_campaign=rss",
        "https://a.example/x",
    ),
    "the scheme's own port goes": ("http://a.example:80/x", "https://a.example/x"),
    "another port stays": ("http://a.example:8080/x", "https://a.example:8080/x"),
    "a route in the fragment stays": ("https://a.example/#!/story/1", "https://a.example#!/story/1"),
    "a dot behind the host goes": ("https://a.example./x", "https://a.example/x"),
    "the path's case counts": ("https://a.example/X", "https://a.example/X"),
    "a parameter that only begins like tracking stays": (
        "https://a.example/?partnership=1",
        "https://a.example?partnership=1",
    ),
    "what is no web address is nothing": ("tag:a.example,2023:1", ""),
}


@pytest.mark.parametrize(("link", "expected"), CANONICAL.values(), ids=CANONICAL.keys())
def test_canonical_link(link: str, expected: str) -> None:
    assert canonical_link(link) == expected


@given(
    st.sampled_from(["http://", "https://", "HTTP://", ""]),
    st.text(alphabet=st.sampled_from(list("w.a:/?#&=80 4\\3@[]!%é\u202e")), max_size=40),
)
def test_canonical_link_settles_at_once(scheme: str, rest: str) -> None:
    once = canonical_link(scheme + rest)
    assert canonical_link(once) == once


HOSTS = {
    "lower case, without port": ("https://WWW.A.example:8080/x", "www.a.example"),
    "without user name": ("https://u:p@a.example/", "a.example"),
    "IPv6": ("http://[::1]:80/", "::1"),
    "none": ("no link", ""),
    "broken": ("http://[", ""),
}


@pytest.mark.parametrize(("url", "expected"), HOSTS.values(), ids=HOSTS.keys())
def test_host_of(url: str, expected: str) -> None:
    assert host_of(url) == expected


REDACTED = {
    "user name and password go": ("https://u:secret@a.example/x", "https://a.example/x"),
    "query values are hidden": ("https://a.example/x?key=secret&empty", "https://a.example/x?key=…&empty=…"),
    "fragments go": ("https://a.example/x#secret", "https://a.example/x"),
    "line breaks and escapes go": ("https://a.example/\nERROR\x1b[2J", "https://a.example/ERROR[2J"),
    "a broken address shows neither query nor user": ("http://u:secret@[::1?key=secret", "[::1"),
}


@pytest.mark.parametrize(("url", "expected"), REDACTED.values(), ids=REDACTED.keys())
def test_redacted(url: str, expected: str) -> None:
    assert redacted(url) == expected


def test_redacted_is_short() -> None:
    assert len(redacted("https://a.example/" + "x" * 5000)) == 200


@given(st.text(max_size=80))
def test_redacted_never_fails_and_holds_no_controls(url: str) -> None:
    assert not any(ord(character) < 32 for character in redacted(url))


def test_no_hostile_payload_survives_as_a_link() -> None:
    path = VECTORS / "xss_payloads.json"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    payloads = [str(entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
    assert payloads
    for payload in payloads:
        for base in ("", "https://a.example/"):
            safe = safe_link(payload, base)
            assert safe == "" or safe.startswith(("http://", "https://"))
            assert not set(safe) & set("\"<>`'") - {"'"}
