"""Text and lists in the form SQLite can keep."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from monitor.model import Item

_encode = json.JSONEncoder(ensure_ascii=False).encode
_SURROGATES = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with what SQLite cannot keep (lone surrogates) or cuts at (NUL) replaced by U+FFFD.

    Feed text is cleaned where it is parsed; this is for odd strings from anywhere else, so that none stops
    the service.
    """
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            text = _SURROGATES.sub("\ufffd", text)
    return text.replace("\x00", "\ufffd")


def storable_row(row: Mapping[str, object]) -> dict[str, object]:
    """A row with every text in it made storable."""
    return {key: storable(value) if isinstance(value, str) else value for key, value in row.items()}


def to_json(value: object) -> str:
    """JSON as people read it in the tables: no escapes for letters."""
    return storable(_encode(value))


def strings(text: str) -> tuple[str, ...]:
    """A JSON list of texts, read back."""
    return tuple(json.loads(text))


def storable_item(item: Item) -> Item:
    """``item`` as it will read back, for comparisons with what is stored."""
    if all(
        storable(text) == text for text in (item.guid, item.link, item.title, item.text, item.published_raw)
    ):
        return item
    return replace(
        item,
        guid=storable(item.guid),
        link=storable(item.link),
        title=storable(item.title),
        text=storable(item.text),
        published_raw=storable(item.published_raw),
    )
