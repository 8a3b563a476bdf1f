import pytest

from monitor.browse.headers import is_known_host

HOSTS = {
    "the address itself": ("127.0.0.1:8001", True),
    "another address": ("192.168.1.5:8001", True),
    "IPv6": ("[::1]:8001", True),
    "IPv6 without port": ("[::1]", True),
    "localhost": ("localhost:8001", True),
    "capitals": ("LocalHost", True),
    "the name it is served under": ("news.example", True),
    "a site that points its name at this machine": ("evil.example:8001", False),
    "a name that begins like an address": ("127.0.0.1.evil.example", False),
    "nothing": ("", False),
}


@pytest.mark.parametrize(("header", "expected"), HOSTS.values(), ids=HOSTS.keys())
def test_host(header: str, expected: bool) -> None:  # noqa: FBT001 - a table
    assert is_known_host(header, "news.example") is expected
