"""Fingerprints of the entries of a document: same fingerprint, same reading."""

import hashlib
from collections.abc import Iterable
from typing import Final

from monitor.poll.split import Parts

READING: Final = "1"
"""To be raised with every change of what is read out of an entry: then everything is read anew."""

_BYTES: Final = 8


def fingerprints(data: bytes, parts: Parts, around: Iterable[str]) -> tuple[str, ...]:
    """16 hex digits for each entry of ``data``: over its bytes and all else that its reading depends on.

    ``around`` is what it depends on outside of the document: where that lay, and who reads it.
    """
    frame = hashlib.blake2b(READING.encode(), digest_size=32)
    for part in (*(text.encode("utf-8", "surrogatepass") for text in around), *parts.frame):
        frame.update(b"%d:" % len(part))
        frame.update(part)
    key = frame.digest()
    frame.update(parts.base.encode())
    based = frame.digest() if parts.base else key
    behind_base = parts.base_from + 1
    view = memoryview(data)
    return tuple(
        hashlib.blake2b(
            view[first:behind], key=based if place >= behind_base else key, digest_size=_BYTES
        ).hexdigest()
        for place, (first, behind) in enumerate(parts.entries)
    )
