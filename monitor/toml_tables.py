"""TOML that a person wrote: every mistake of a file at once, each with its line, key and a remedy; and putting it back.

A ``Table`` is asked for its keys one by one; what it was never asked for is an unknown key.
Wrong values give a mistake and a harmless stand-in, so that reading goes on to the next mistake.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from monitor.errors import ConfigurationError, Mistake, UnusableStoreError
from monitor.toml_lines import KeyLines, key_lines

_Choice = TypeVar("_Choice", bound=StrEnum)
_PLACE = re.compile(r"\s*\(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
KeyPath = tuple[str | int, ...]


@dataclass(slots=True, kw_only=True)
class Mistakes:
    """The mistakes of one file, gathered while it is read."""

    file: str
    lines: KeyLines
    found: list[Mistake] = field(default_factory=list)

    def add(self, path: KeyPath, problem: str) -> None:
        """Note a problem with the key at ``path``."""
        key = ".".join(_shown(part) for part in path)
        self.found.append(Mistake(file=self.file, line=self._line(path), key=key, problem=problem))

    def _line(self, path: KeyPath) -> int:
        """The line of the key, else of the first thing inside it, else of what is around it."""
        if path in self.lines.lines:
            return self.lines.lines[path]
        inside = [line for known, line in self.lines.lines.items() if known[: len(path)] == path]
        return min(inside) if inside and path else self.lines.line(path)

    def raise_any(self) -> None:
        """Raise ``ConfigurationError`` with all mistakes, in the order of their lines, if there are any."""
        if self.found:
            raise ConfigurationError(tuple(sorted(self.found, key=lambda mistake: mistake.line)))


def _shown(part: str | int) -> str:
    if isinstance(part, int):
        return str(part + 1)
    return part if re.fullmatch(r"[A-Za-z0-9_-]+", part) else f'"{part}"'


def read_text(path: Path) -> str:
    """The text of a configuration file; ``ConfigurationError`` where it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"this is no UTF-8 text (byte {error.start + 1} is not); save the file as UTF-8"
        raise _unreadable(path, problem) from error
    except FileNotFoundError as error:
        raise _unreadable(path, "there is no such file") from error
    except OSError as error:
        raise _unreadable(path, f"it cannot be read: {error.strerror}") from error


def write_text(path: Path, text: str) -> None:
    """Put ``text`` in place of the file at once: a reader sees the old one or the new one.

    Raises ``UnusableStoreError`` where it can't be written. A link to a file stays a link.
    """
    path = path.resolve()
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):
            beside.chmod(path.stat().st_mode & 0o7777)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise UnusableStoreError(
            path, f"can't be written ({error.strerror})", "check its permissions"
        ) from error


def _unreadable(path: Path, problem: str) -> ConfigurationError:
    return ConfigurationError((Mistake(file=str(path), line=0, key="", problem=problem),))


def read_table(text: str, *, file: str) -> "Table":
    """The root table of a TOML text; ``ConfigurationError`` where it is no TOML."""
    try:
        values = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError((_syntax_mistake(str(error), text, file),)) from error
    return Table(values=values, path=(), mistakes=Mistakes(file=file, lines=key_lines(text)))


def _syntax_mistake(message: str, text: str, file: str) -> Mistake:
    place = _PLACE.search(message)
    line = int(place["line"]) if place and place["line"] else text.count("\n") + 1
    problem = f"this is no valid TOML: {_PLACE.sub('', message)}"
    return Mistake(file=file, line=line, key="", problem=problem)


@dataclass(slots=True, kw_only=True)
class Table:
    """One table of the file."""

    values: Mapping[str, object]
    path: KeyPath
    mistakes: Mistakes
    asked: set[str] = field(default_factory=set)

    def wrong(self, key: str, problem: str, *, inner: str = "") -> None:
        """Note a problem with ``key`` of this table ("" for the table itself), or with a key inside that."""
        self.mistakes.add((*self.path, *(part for part in (key, inner) if part)), problem)

    def line(self, key: str) -> int:
        """The line on which ``key`` stands."""
        return self.mistakes.lines.line((*self.path, key))

    def has(self, key: str) -> bool:
        """Whether the file says anything about ``key``."""
        return key in self.values

    def finish(self) -> None:
        """Note every key that nobody asked for, with the nearest one that exists."""
        for key in self.values:
            if key not in self.asked:
                near = difflib.get_close_matches(key, sorted(self.asked), n=1)
                self.wrong(key, f"unknown key{f'; did you mean {near[0]!r}?' if near else ''}")

    def _take(self, key: str, kinds: tuple[type, ...], wanted: str, *, needed: bool) -> object | None:
        self.asked.add(key)
        if key not in self.values:
            if needed:
                self.wrong(key, f"is missing; it has to be {wanted}")
            return None
        value = self.values[key]
        if isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool)):
            return value
        self.wrong(key, f"has to be {wanted}, not {_kind(value)}")
        return None

    def text(self, key: str, default: str = "", *, needed: bool = False) -> str:
        """A string; ``needed`` ones may not be blank."""
        value = self._take(key, (str,), "a string", needed=needed)
        if needed and isinstance(value, str) and not value.strip():
            self.wrong(key, "is empty; it has to say something")
        return value if isinstance(value, str) else default

    def number(self, key: str, default: float, *, most: float, needed: bool = False) -> float:
        """A number above 0 and up to ``most``."""
        value = self._take(key, (int, float), "a number", needed=needed)
        if not isinstance(value, int | float):
            return default
        if not 0 < value <= most:  # also catches nan
            self.wrong(key, f"has to be above 0 and at most {most:g}, not {value}")
            return default
        return float(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """``true`` or ``false``."""
        value = self._take(key, (bool,), "true or false", needed=False)
        return value if isinstance(value, bool) else default

    def day(self, key: str) -> date | None:
        """A date without quotes, such as 2023-11-21."""
        value = self._take(key, (date,), "a date such as 2023-11-21 (without quotes)", needed=False)
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else None

    def choice(self, key: str, default: _Choice, *, needed: bool = False) -> _Choice:
        """One of the values of an enumeration."""
        kinds = type(default)
        wanted = "one of " + ", ".join(kind.value for kind in kinds)
        value = self._take(key, (str,), wanted, needed=needed)
        if not isinstance(value, str):
            return default
        if value in {kind.value for kind in kinds}:
            return kinds(value)
        near = difflib.get_close_matches(value, [kind.value for kind in kinds], n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        self.wrong(key, f"has to be {wanted}, not {value!r}{hint}")
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, none of them blank."""
        value = self._take(key, (list,), "a list of strings", needed=False)
        if not isinstance(value, list):
            return ()
        good = [text for text in value if isinstance(text, str) and text.strip()]
        for place, text in enumerate(value, start=1):
            if not isinstance(text, str):
                self.wrong(key, f"entry {place} has to be a string, not {_kind(text)}")
            elif not text.strip():
                self.wrong(key, f"entry {place} is empty")
        return tuple(good)

    def table(self, key: str, *, needed: bool = False) -> "Table":
        """A table inside this one; empty where the file has none."""
        value = self._take(key, (dict,), f"a table [{key}]", needed=needed)
        return self._inner(key, value if isinstance(value, dict) else {})

    def named_tables(self, key: str) -> Iterator[tuple[str, "Table"]]:
        """The tables of a table (``[term.NAME]``), with their names."""
        outer = self.table(key)
        for name in outer.values:
            yield name, outer.table(name)

    def tables(self, key: str) -> Iterator["Table"]:
        """The entries of an array of tables (``[[key]]``)."""
        value = self._take(key, (list,), f"tables headed [[{key}]]", needed=False)
        entries: Sequence[object] = value if isinstance(value, list) else ()
        for place, entry in enumerate(entries):
            if isinstance(entry, dict):
                yield self._inner(key, entry, place)
            else:
                self.wrong(key, f"entry {place + 1} has to be a table headed [[{key}]], not {_kind(entry)}")

    def _inner(self, key: str, values: Mapping[str, object], place: int | None = None) -> "Table":
        path = (*self.path, key) if place is None else (*self.path, key, place)
        return Table(values=values, path=path, mistakes=self.mistakes)


def _kind(value: object) -> str:
    """What a TOML value is, in words."""
    names = {bool: "true or false", str: "a string", list: "a list", dict: "a table"}
    names |= {int: "a number", float: "a number", date: "a date", datetime: "a date"}
    return names.get(type(value), "a time")
