import hashlib
import hmac

import pytest

from monitor.poll.hub_signature import is_signed

SECRET = "s3cret"
BODY = b"<rss/>"


def signature(method: str, secret: str = SECRET, body: bytes = BODY) -> str:
    return f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_the_four_algorithms_of_the_recommendation(method: str) -> None:
    assert is_signed(BODY, signature(method), SECRET)
    assert is_signed(BODY, signature(method).upper(), SECRET), "hex digits and names come in both cases"
    assert not is_signed(BODY + b" ", signature(method), SECRET)
    assert not is_signed(BODY, signature(method, secret="other"), SECRET)
    assert not is_signed(BODY, signature(method)[:-1], SECRET)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "sha256",
        "sha256=",
        "=" + "0" * 40,
        "md5=" + hmac.new(SECRET.encode(), BODY, hashlib.md5).hexdigest(),
        hmac.new(SECRET.encode(), BODY, hashlib.sha1).hexdigest(),
        "sha1=\xff\u20ac",
        signature("sha256").replace("sha256", "sha1"),
    ],
)
def test_what_is_no_signature(header: str) -> None:
    assert not is_signed(BODY, header, SECRET)


def test_a_known_vector() -> None:
    # RFC 4231, test case 2.
    digest = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert is_signed(b"what do ya want for nothing?", f"sha256={digest}", "Jefe")
