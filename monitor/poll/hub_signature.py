"""Whether a document really comes from the hub: its ``X-Hub-Signature`` (WebSub, section 6.1)."""

import hashlib
import hmac
from typing import Final

_ALGORITHMS: Final = {
    "sha1": hashlib.sha1,
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
    "sha512": hashlib.sha512,
}
"""Section 6.1.1; most hubs sign with SHA-1, which HMAC does not make weak."""


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether ``signature`` (``method=hex digits``) is that of ``body`` under ``secret``; in constant time."""
    method, _, given = signature.strip().partition("=")
    algorithm = _ALGORITHMS.get(method.strip().lower())
    if algorithm is None:
        return False
    expected = hmac.new(secret.encode(), body, algorithm).hexdigest()
    return hmac.compare_digest(expected.encode(), given.strip().lower().encode())
