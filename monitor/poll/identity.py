"""Hashes of an entry: what it was when it was first seen (rule I1), and whether its text has changed (I2)."""

import hashlib
import unicodedata
from typing import Final

from monitor.model import Item
from monitor.text.links import canonical_link

KEY_PART: Final = 12
"""Hex digits of each part of an entry key: 48 bits, and they are only compared within one feed."""


def content_hash(item: Item) -> str:
    """SHA-256 hex over title and text, blind to blanks and to compatibility forms of characters."""
    return _hash(f"{_normalised(item.title)}\n{_normalised(item.text)}")


def entry_key(item: Item, link: str | None = None) -> str:
    """Hashes of the canonical link, the headline and the date as written, ``KEY_PART`` hex digits each.

    Taken when an entry is first seen and never changed: it tells entries of one guid apart whatever becomes of
    their text. An entry without headline has its text instead. ``link`` is the canonical link, where the caller
    has it.
    """
    title = _normalised(item.title) or f"\n{_normalised(item.text)}"
    parts = (canonical_link(item.link) if link is None else link, title, item.published_raw.strip())
    return "".join(_hash(part)[:KEY_PART] for part in parts)


def same_link(key: str, other: str) -> bool:
    """Whether two entry keys were taken of one link (or of none)."""
    return key[:KEY_PART] == other[:KEY_PART]


def same_words(key: str, other: str) -> bool:
    """Whether two entry keys were taken of one link and headline, whatever the date."""
    return key[: 2 * KEY_PART] == other[: 2 * KEY_PART]


def digest(item: Item) -> str:
    """A stand-in where a publisher gives nothing better: title and date as written."""
    text = f"{_normalised(item.title)}\n{item.published_raw.strip()}"
    if not item.title.strip():
        text += f"\n{_normalised(item.text)}"
    return f"sha256:{_hash(text)}"


def _normalised(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _hash(text: str) -> str:
    """SHA-256 hex; lone surrogates have no UTF-8, and must not stop a feed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
