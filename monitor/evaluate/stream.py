"""Dated items in stream order: JSON lines, plain or xz-compressed."""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from monitor.errors import ConfigurationError, Mistake
from monitor.model import SeenItem

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for a date that is missing or unreadable; consumers must not believe it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamItem:
    """One line of a stream."""

    key: str
    date: datetime
    lang: str
    source: str
    title: str
    summary: str
    link: str

    def seen(self) -> SeenItem:
        """The item as tracking reads it."""
        return SeenItem(
            title=self.title,
            text=self.summary,
            first_seen=self.date,
            source=self.source,
            language=self.lang,
            link=self.link,
        )


def read_stream(path: Path) -> Iterator[StreamItem]:
    """The items of ``path`` (``.jsonl`` or ``.jsonl.xz``) in order; blank lines are passed over.

    Raises ConfigurationError naming file and line where a line is no such item or the file no such stream.
    """
    number = 0
    try:
        with _opened(path) as lines:
            for line in lines:
                number += 1
                if line.strip():
                    yield _item(line)
    except (ValueError, lzma.LZMAError, EOFError, OSError) as error:
        problem = str(error) or type(error).__name__
        raise ConfigurationError((Mistake(file=str(path), line=number, key="", problem=problem),)) from error


def _opened(path: Path) -> TextIOWrapper:
    if path.suffix == ".xz":
        return TextIOWrapper(lzma.open(path), encoding="utf-8")
    return path.open(encoding="utf-8")


def _item(line: str) -> StreamItem:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        message = f"no JSON ({error}); an archive has one JSON object a line"
        raise ValueError(message) from error
    if not isinstance(entry, dict) or not _text(entry, "key"):
        raise ValueError("not an item: an object with “key” and the other fields of a stream is expected")
    return StreamItem(
        key=_text(entry, "key"),
        date=_date(_text(entry, "date")),
        lang=_text(entry, "lang"),
        source=_text(entry, "source"),
        title=_text(entry, "title"),
        summary=_text(entry, "summary"),
        link=_text(entry, "link"),
    )


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    if value is not None and not isinstance(value, str):
        message = f"“{key}” must be text"
        raise ValueError(message)
    return value or ""


def _date(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return UNDATED
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
